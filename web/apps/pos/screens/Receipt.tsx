import { ReactNode } from "react";
import { createPortal } from "react-dom";
import { dayTime, moneyPaper, percent, quantity } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { whose } from "@lib/providers";
import { session } from "@lib/session";
import { activeQuantity, ShownCheck, ShownLine } from "../model/fold";
import { text } from "../text";
import { truth } from "../till";

/** What goes to the printer: the only thing that paper shows. */
export function Paper({ children }: { children: ReactNode }) {
  return createPortal(<div className="paper" aria-hidden="true">{children}</div>, document.body);
}

interface RowProps {
  label: ReactNode;
  amount: number;
  strong?: boolean;
}

function Row({ label, amount, strong }: RowProps) {
  const name = `slip-row${strong ? " slip-strong" : ""}`;
  return <p className={name}><span>{label}</span><span>{moneyPaper(amount)}</span></p>;
}

function Line({ line }: { line: ShownLine }) {
  return (
    <>
      <Row label={`${quantity(activeQuantity(line))} × ${named(line.name)}`} amount={line.gross} />
      {line.options.map((one, index) => <p key={index} className="slip-sub">{`+ ${named(one.name)}`}</p>)}
    </>
  );
}

function Tenders({ check }: { check: ShownCheck }) {
  const t = text.useText();
  return (
    <>
      {check.tenders.filter((tender) => tender.state !== "failed").map((tender) => (
        <div key={tender.id}>
          <Row label={[t[tender.kind], whose(tender)].filter(Boolean).join(" · ")}
            amount={tender.tendered ?? tender.amount} />
          {tender.terminal?.approvalCode && <p className="slip-sub">{t.approvalOf(tender.terminal.approvalCode)}</p>}
          {tender.tip > 0 && <Row label={t.tip} amount={tender.tip} />}
          {tender.refunded > 0 && <Row label={t.refund} amount={-tender.refunded} />}
          {(tender.change ?? 0) > 0 && <Row label={t.change} amount={tender.change ?? 0} />}
        </div>
      ))}
    </>
  );
}

/** A check on paper: TL instead of ₺, no fiscal value. */
export function Receipt({ check, kind }: { check: ShownCheck; kind: "bill" | "receipt" }) {
  const t = text.useText();
  useLang();
  const place = session.useSel((state) => state.device?.organization.name ?? state.me?.organization.name ?? "");
  const branch = session.useSel((state) => state.branch?.name ?? "");
  const own = truth.useSel((state) => state.place);
  const { totals } = check;
  const lines = check.lines.filter((line) => line.state !== "voided");
  return (
    <div className="slip">
      <p className="slip-head">{place}</p>
      <p className="slip-center">{own?.name ?? branch}</p>
      {(own?.address ?? "").split("\n").filter(Boolean).map((line) => <p key={line} className="slip-center">{line}</p>)}
      {own?.taxNumber && <p className="slip-center">{`${own.taxOffice} ${t.taxNo} ${own.taxNumber}`.trim()}</p>}
      <p className="slip-center">
        {kind === "bill" && `${t.billWord} · `}{t.check(check.no)}{check.table && ` · ${t.table(check.table.name)}`}
      </p>
      <p className="slip-center">
        {dayTime(check.closedAt ?? check.openedAt)}{check.waiter && ` · ${check.waiter.name}`}
      </p>
      <hr />
      {lines.map((line) => <Line key={line.id} line={line} />)}
      <hr />
      {(totals.discount > 0 || totals.comp > 0) && <Row label={t.subtotal} amount={totals.gross} />}
      {totals.discount > 0 && <Row label={t.discount} amount={-totals.discount} />}
      {totals.comp > 0 && <Row label={t.comp} amount={-totals.comp} />}
      <Row label={t.total} amount={totals.total} strong />
      {totals.kdv.map((row) => <Row key={row.rate} label={t.vat(percent(row.rate / 10_000))} amount={row.kdv} />)}
      {kind === "receipt" && <Tenders check={check} />}
      <hr />
      <p className="slip-center">{t.noFiscal}</p>
      <p className="slip-center">{t.thanks}</p>
    </div>
  );
}
