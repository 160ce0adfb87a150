import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { CloseIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { percent, quantity } from "@lib/format";
import { named } from "@lib/i18n";
import { Tender, TenderDraft } from "@lib/api.types";
import { whose } from "@lib/providers";
import { activeQuantity, ShownCheck } from "../model/fold";
import { text } from "../text";
import { truth } from "../till";
import { PayView } from "./payView";

function Drafts({ view }: { view: PayView }) {
  const t = text.useText();
  const terminals = truth.useSel((state) => state.terminals);
  if (view.drafts.length === 0) return null;
  const name = ({ kind, provider, terminal, last4 }: TenderDraft) => {
    const known = terminals.find((one) => one.id === terminal);
    return [t[kind], whose({ ...(provider && { provider }),
      ...(known && { terminal: { id: known.id, name: known.name, ...(last4 && { last4 }) } }) })]
      .filter(Boolean).join(" · ");
  };
  return (
    <section className="pay-drafts" aria-label={t.tendersSoFar}>
      <h3>{t.tendersSoFar}</h3>
      <ul>
        {view.drafts.map((draft) => (
          <li key={draft.id} className="row">
            <span className="grow">{name(draft)}</span>
            <Money minor={draft.amount} />
            <Button kind="ghost" square icon={<CloseIcon />} aria-label={`${t.remove}: ${name(draft)}`}
              disabled={view.busy || view.fault?.kind === "unanswered"} onClick={() => view.drop(draft.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Taken({ tenders }: { tenders: readonly Tender[] }) {
  const t = text.useText();
  const shown = tenders.filter((tender) => tender.state === "captured" || tender.state === "partially_refunded");
  return (
    <ul>
      {shown.map((tender) => (
        <li key={tender.id} className="row pay-taken">
          <span className="grow">
            {[t[tender.kind], whose(tender)].filter(Boolean).join(" · ")}
          </span>
          <Chip tone="ok">{t.paidTitle}</Chip>
          <Money minor={tender.amount} />
        </li>
      ))}
    </ul>
  );
}

/** What is paid for: lines, taxes, what was taken before and what is put together now. */
export function PaySide({ check, view }: { check: ShownCheck; view: PayView }) {
  const t = text.useText();
  const lines = check.lines.filter((line) => line.state !== "voided");
  return (
    <aside className="pay-side" aria-label={t.cart}>
      <div className="pay-lines" tabIndex={0} role="region" aria-label={t.check(check.no)}>
        <h2>{t.check(check.no)}</h2>
        <ul>
          {lines.map((line) => (
            <li key={line.id} className="row">
              <span className="line-qty">{quantity(activeQuantity(line))}</span>
              <span className="grow">{named(line.name)}</span>
              <Money minor={line.net} />
            </li>
          ))}
        </ul>
      </div>
      <Drafts view={view} />
      <div className="pay-sums">
        {check.totals.kdv.map((row) => (
          <p key={row.rate} className="row small muted">
            <span className="grow">{t.vat(percent(row.rate / 10_000))}</span><Money minor={row.kdv} />
          </p>
        ))}
        <p className="row strong"><span className="grow">{t.total}</span><Money minor={check.totals.total} /></p>
        <Taken tenders={check.tenders} />
      </div>
    </aside>
  );
}
