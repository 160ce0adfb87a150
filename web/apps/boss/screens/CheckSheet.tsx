import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { Money } from "@kit/Money";
import { Sheet } from "@kit/Sheet";
import { CheckLine, CheckView, readCheck, Tender } from "@lib/api.types";
import { AuditEntry, listAudit } from "@lib/api.office";
import { dayTime, percent, quantity, time } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { whose } from "@lib/providers";
import { useMay } from "@lib/session";
import { useBranch, useRead } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { Ready } from "./parts";
import { StateChip } from "./StateChip";

function Line({ line }: { line: CheckLine }) {
  const t = text.useText();
  const lang = useLang();
  const state = t.lineStates[line.state];
  const extras = [...line.options.map((one) => named(one.name, lang)), line.note,
    line.allergy && t.allergyOf(line.allergy)].filter(Boolean).join(", ");
  return (
    <li className="b-line">
      <span className="b-line-qty">{quantity(line.quantity, lang)}</span>
      <span className="grow">
        <span className={line.state === "voided" ? "struck" : ""}>{named(line.name, lang)}</span>
        {extras && <span className="muted small b-block">{extras}</span>}
        {state && <Chip tone={line.state === "voided" ? "bad" : "special"}>{state}</Chip>}
      </span>
      <span className="num">
        <Money minor={line.net} />
        {line.discount > 0 && <span className="muted small b-block">{t.discount} <Money minor={line.discount} /></span>}
      </span>
    </li>
  );
}

function Paid({ tender }: { tender: Tender }) {
  const t = text.useText();
  const lang = useLang();
  const card = [tender.card?.brand, tender.card?.last4 && `•• ${tender.card.last4}`].filter(Boolean).join(" ");
  const isGood = tender.state === "captured";
  const tone = tender.state === "unknown" ? "warn" : "bad";
  return (
    <li className="b-line">
      <span className="grow">
        {[t.kinds[tender.kind] ?? tender.kind, whose(tender), card,
          tender.terminal?.approvalCode].filter(Boolean).join(" · ")}
        <span className="muted small b-block">
          {time(tender.at, lang)}
          {tender.tip > 0 && <> · {t.tip} <Money minor={tender.tip} /></>}
          {tender.change ? <> · {t.change} <Money minor={tender.change} /></> : null}
        </span>
      </span>
      {!isGood && <Chip tone={tone}>{t.tenderStates[tender.state] ?? tender.state}</Chip>}
      <span className="num strong"><Money minor={tender.amount} /></span>
    </li>
  );
}

function Totals({ check }: { check: CheckView }) {
  const t = text.useText();
  const lang = useLang();
  const { totals } = check;
  return (
    <dl className="b-now">
      {totals.discount > 0 && (
        <div className="b-now-row"><dt>{t.discount}</dt><dd>–<Money minor={totals.discount} /></dd></div>
      )}
      {totals.kdv.map((row) => (
        <div key={row.rate} className="b-now-row">
          <dt>{t.kdv} {percent(row.rate / 10_000, lang)}</dt><dd><Money minor={row.kdv} /></dd>
        </div>
      ))}
      <div className="b-now-row b-total"><dt>{t.total}</dt><dd><Money minor={totals.total} /></dd></div>
      {totals.remaining > 0 && (
        <div className="b-now-row">
          <dt>{t.remaining}</dt><dd className="warn strong"><Money minor={totals.remaining} /></dd>
        </div>
      )}
    </dl>
  );
}

function Event({ entry }: { entry: AuditEntry }) {
  const t = text.useText();
  const lang = useLang();
  return (
    <li className="b-event">
      <span className="muted small">{time(entry.at, lang)}</span>
      <span>
        <strong>{t.events[entry.action] ?? entry.action}</strong> · {entry.actor}
        {entry.reason && <span className="muted small b-block">{entry.reason}</span>}
      </span>
    </li>
  );
}

function Timeline({ check }: { check: string }) {
  const branch = useBranch();
  const read = useRead(`timeline ${check}`, listAudit({ branch, entity: check, limit: 100 }));
  return (
    <Ready of={read}>
      {(page) => (
        <ol className="b-events">
          {[...page.items].reverse().map((entry) => <Event key={entry.seq} entry={entry} />)}
        </ol>
      )}
    </Ready>
  );
}

function Body({ check }: { check: CheckView }) {
  const t = text.useText();
  const lang = useLang();
  const mayRead = useMay("audit.read") !== "deny";
  const place = check.table?.name ?? t.orderTypes[check.orderType];
  const about = [place, check.waiter?.name, dayTime(check.openedAt, lang)].filter(Boolean).join(" · ");
  return (
    <div className="b-sheet">
      <p className="row row-wrap"><StateChip state={check.state} /><span className="muted">{about}</span></p>
      <section>
        <h3>{t.lines}</h3>
        <ul>{check.lines.map((line) => <Line key={line.id} line={line} />)}</ul>
      </section>
      <Totals check={check} />
      {check.tenders.length > 0 && (
        <section>
          <h3>{t.payments}</h3>
          <ul>{check.tenders.map((one) => <Paid key={one.id} tender={one} />)}</ul>
        </section>
      )}
      {mayRead && <section><h3>{t.timeline}</h3><Timeline check={check.id} /></section>}
    </div>
  );
}

interface CheckSheetProps {
  check: string;
  no: number;
  onClose(): void;
}

/** One check: what was ordered, how it was paid, and everything that happened to it. */
export function CheckSheet({ check, no, onClose }: CheckSheetProps) {
  const t = text.useText();
  const branch = useBranch();
  const read = useRead(`check ${branch} ${check}`, readCheck({ branch, check }), ["checks"]);
  const foot = <Button kind="outline" onClick={() => router.go({ name: "audit", entity: check })}>{t.audit}</Button>;
  return (
    <Sheet title={t.checkNo(no)} onClose={onClose} foot={foot}>
      <Ready of={read}>{(view) => <Body check={view} />}</Ready>
    </Sheet>
  );
}
