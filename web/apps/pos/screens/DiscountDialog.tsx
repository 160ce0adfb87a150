import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Money } from "@kit/Money";
import { Tab, Tabs } from "@kit/Tabs";
import { addDiscount, ApprovalTerms, removeDiscount } from "@lib/api.types";
import { money, percent } from "@lib/format";
import { named } from "@lib/i18n";
import { onCheck } from "../approval";
import { ShownCheck, ShownLine } from "../model/fold";
import { oneLine } from "../model/grounds";
import { text } from "../text";
import { branch } from "../till";
import { Amount } from "./CashDialogs";
import { Reasons } from "./ReasonDialog";
import { checkSaid, lineSaid, offSaid, partSaid } from "./said";

interface DiscountDialogProps {
  check: ShownCheck;
  line?: ShownLine | undefined;
  onClose(): void;
}

type Kind = "percent" | "amount";

function Present({ check, line }: Omit<DiscountDialogProps, "onClose">) {
  const t = text.useText();
  const rows = check.discounts.filter((one) => (line ? one.line === line.id : !one.line));
  const drop = (discount: string) => onCheck(check, (_, version) =>
    removeDiscount({ branch: branch(), check: check.id, discount }, { version }), { what: t.remove });
  return (
    <ul className="stack">
      {rows.map((row) => (
        <li key={row.id} className="row">
          <span className="grow">{row.reason} · −<Money minor={row.amount} /></span>
          <Button kind="danger" onClick={() => void drop(row.id)}>{t.remove}</Button>
        </li>
      ))}
    </ul>
  );
}

interface ValueProps {
  kind: Kind;
  value: number;
  onChange(value: number): void;
}

/** Percent in steps people use, or an amount on the keys. */
function Value({ kind, value, onChange }: ValueProps) {
  const t = text.useText();
  if (kind === "amount") return <Amount value={value} onChange={onChange} />;
  return (
    <div className="choices" role="group" aria-label={t.percent}>
      {[500, 1000, 1500, 2000, 2500, 5000].map((points) => (
        <Button key={points} size="l" aria-pressed={points === value} onClick={() => onChange(points)}>
          {percent(points / 10_000)}
        </Button>
      ))}
    </div>
  );
}

/** A discount on a line or on what remains of the check; over one's limit it asks for an approver. */
export function DiscountDialog({ check, line, onClose }: DiscountDialogProps) {
  const t = text.useText();
  const [kind, setKind] = useState<Kind>("percent");
  const [value, setValue] = useState(0);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const kinds: Tab<Kind>[] = [{ value: "percent", label: t.percent }, { value: "amount", label: t.amount }];
  const apply = () => {
    setBusy(true);
    const body = { kind, value, reason: reason.trim(), ...(line ? { line: line.id } : {}) };
    const at = { branch: branch(), check: check.id };
    const what = (terms: ApprovalTerms) => t.approve.discount(offSaid(terms),
      line ? `${lineSaid(line)} — ${partSaid(line)}` : `${checkSaid(check)} — ${money(check.totals.total)}`);
    void onCheck(check, (approved, version) => addDiscount(at, { ...body, ...approved, version }),
      { what, reason: body.reason, ...(line ? { grounds: oneLine(line.id) } : {}) })
      .then((isDone) => (isDone ? onClose() : setBusy(false)));
  };
  const foot = (
    <>
      <Button onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={value <= 0 || reason.trim() === ""} onClick={apply}>
        {t.apply}
      </Button>
    </>
  );
  return (
    <Dialog title={line ? `${t.discountTitle} · ${named(line.name)}` : t.discountTitle} onClose={onClose} foot={foot}>
      <div className="stack">
        <Present check={check} line={line} />
        <Tabs label={t.discountTitle} items={kinds} value={kind} onChange={(next) => {
          setKind(next);
          setValue(0);
        }} />
        <Value kind={kind} value={value} onChange={setValue} />
        <Reasons reasons={t.discountReasons} value={reason} onChange={setReason} />
      </div>
    </Dialog>
  );
}
