import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field, Select } from "@kit/Field";
import { PercentIcon, TrashIcon } from "@kit/icons";
import { setTaxRate, TaxClass } from "@lib/api.menu";
import { calendarDay, percent } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { businessDayAt, shifted } from "../model/days";
import { ratesOf } from "../model/tax";
import { useDayClock } from "../office";
import { text } from "../text";
import { DayField } from "./DayField";
import { MenuPartProps } from "./MenuScreen";
import { Card, SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

type Rate = TaxClass["rates"][number];
type Way = NonNullable<Rate["orderType"]> | "";

const ways: readonly Way[] = ["", "dine_in", "takeaway", "quick", "delivery"];
const said = (rate: number, lang: "tr" | "en") => percent(rate / 10_000, lang, rate % 100 === 0 ? 0 : 2);

interface RateProps {
  taxClass: TaxClass;
  today: string;
  onDone(): void;
  onClose(): void;
}

/** Another rate from a coming day on. */
function RateDialog({ taxClass, today, onDone, onClose }: RateProps) {
  const t = text.useText();
  const [typed, setTyped] = useState("");
  const [validFrom, setFrom] = useState(shifted(today, 1));
  const [way, setWay] = useState<Way>("");
  const { busy, problem, save } = useSave();
  const value = typed.trim().replace(",", ".");
  const rate = /^\d{1,3}(\.\d{1,2})?$/.test(value) ? Math.round(Number(value) * 100) : -1;
  const isGood = rate >= 0 && rate <= 10_000;
  const add = async () => {
    const body = { validFrom, rate, ...(way && { orderType: way }) };
    if ((await save(setTaxRate({ taxClass: taxClass.id }, body))) === null) return;
    onDone();
    onClose();
  };
  return (
    <Dialog title={t.newRateOf(named(taxClass.name))} size="s" onClose={onClose}
      foot={<SaveFoot busy={busy} disabled={!isGood} onClose={onClose} onSave={add} />}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Field label={t.taxRate} required inputMode="decimal" maxLength={6} value={typed} hint={t.taxRateHint}
          error={typed !== "" && !isGood ? t.taxRateFault : undefined}
          onChange={(event) => setTyped(event.target.value)} />
        <DayField label={t.validFrom} value={validFrom} min={shifted(today, 1)} max="2100-12-31" onChange={setFrom} />
        <Select label={t.wayOf} value={way} onChange={(event) => setWay(event.target.value as Way)}>
          {ways.map((one) => <option key={one} value={one}>{one ? t.orderTypes[one] : t.anyWay}</option>)}
        </Select>
        <p className="muted">{t.newRateNote}</p>
      </div>
    </Dialog>
  );
}

function One({ taxClass, again }: { taxClass: TaxClass; again(): void }) {
  const t = text.useText();
  const lang = useLang();
  const today = businessDayAt(useDayClock(), Date.now());
  const [isAdding, setAdding] = useState(false);
  const { busy, problem, save } = useSave();
  const remove = async ({ validFrom, orderType }: Rate) => {
    const body = { validFrom, rate: null, ...(orderType && { orderType }) };
    if ((await save(setTaxRate({ taxClass: taxClass.id }, body))) !== null) again();
  };
  const name = named(taxClass.name, lang);
  return (
    <Card title={name} className="b-narrow">
      {problem && <SaveProblem problem={problem} onReload={again} />}
      <ul className="b-rates">
        {ratesOf(taxClass, today).map((rate) => (
          <li key={`${rate.validFrom} ${rate.orderType ?? ""}`} className="b-now-row">
            <span><span className={rate.isNow ? "strong" : "muted"}>{said(rate.rate, lang)}</span>
              {rate.orderType && <> · {t.orderTypes[rate.orderType]}</>}
              {rate.isNow && <> · {t.rateNow}</>}</span>
            <span className="row"><span className="muted">{t.fromDay(calendarDay(rate.validFrom, lang))}</span>
              {rate.validFrom > today && (
                <Button kind="ghost" square icon={<TrashIcon />} busy={busy}
                  aria-label={t.takeRateBack(name, said(rate.rate, lang))} onClick={() => void remove(rate)} />
              )}</span>
          </li>
        ))}
      </ul>
      <div className="b-tools"><Button icon={<PercentIcon />} aria-label={t.newRateOf(name)}
        onClick={() => setAdding(true)}>{t.newRate}</Button></div>
      {isAdding && <RateDialog taxClass={taxClass} today={today} onDone={again} onClose={() => setAdding(false)} />}
    </Card>
  );
}

/** The KDV of each class of goods: what holds, what held and what will hold. */
export function TaxesPart({ menu, read }: MenuPartProps) {
  const t = text.useText();
  return (
    <div className="b-stack">
      <p className="muted">{t.taxesNote}</p>
      {menu.taxClasses.map((one) => <One key={one.id} taxClass={one} again={read.again} />)}
    </div>
  );
}
