import { useEffect, useRef, useState } from "react";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { PrintIcon, UndoIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Column, Table } from "@kit/Table";
import { toast } from "@kit/Toast";
import { asProblem, Problem, send } from "@lib/api";
import { CheckSummary, listChecks, refundTender, Tender } from "@lib/api.types";
import { money, time } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { useMay } from "@lib/session";
import { onCheck, reread } from "../approval";
import { ShownCheck } from "../model/fold";
import { text } from "../text";
import { branch } from "../till";
import { useCheck } from "../useCheck";
import { Amount } from "./CashDialogs";
import { printPaper, savePDF } from "./paper";
import { placeName } from "./OrderHead";
import { ReasonDialog } from "./ReasonDialog";
import { Paper, Receipt } from "./Receipt";
import { checkSaid } from "./said";

const most = 50;

function useClosed() {
  const [checks, setChecks] = useState<CheckSummary[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let isShown = true;
    send(listChecks({ branch: branch(), state: "closed", limit: most })).then(
      (page) => isShown && setChecks(page.items),
      (fault: unknown) => isShown && setProblem(asProblem(fault)));
    return () => void (isShown = false);
  }, []);
  return { checks, problem };
}

interface RefundProps {
  check: ShownCheck;
  tender: Tender;
  onClose(): void;
}

/** Gives money of one tender back, at most what has not been given back yet. */
function RefundDialog({ check, tender, onClose }: RefundProps) {
  const t = text.useText();
  const left = tender.amount - tender.refunded;
  const [amount, setAmount] = useState(left);
  const run = async (reason: string) => {
    if (amount <= 0 || amount > left) return false;
    const at = { branch: branch(), check: check.id, tender: tender.id };
    const isDone = await onCheck(check, (approved) => refundTender(at, { amount, reason, ...approved }),
      { reason, what: (terms) => t.approve.refund(t[tender.kind], money(terms.amount ?? 0), checkSaid(check)) });
    if (isDone) toast(t.refunded, { tone: "ok" });
    return isDone;
  };
  return (
    <ReasonDialog title={t.refundOf(t[tender.kind])} reasons={t.refundReasons} action={t.refund} danger onReason={run}
      onClose={onClose}>
      {tender.kind === "bank_card" && <p>{t.refundAtBank(tender.terminal?.name ?? "")}</p>}
      <Amount value={amount} onChange={(value) => setAmount(Math.min(value, left))} />
    </ReasonDialog>
  );
}

function One({ id }: { id: string }) {
  const t = text.useText();
  const check = useCheck(id);
  const permission = useMay("payment.refund");
  const [refund, setRefund] = useState<Tender | null>(null);
  useEffect(() => void reread(id), [id]);
  const place = useRef<HTMLDivElement>(null);
  const isKnown = check !== null;
  useEffect(() => {
    // On a phone it stands below the list.
    void place.current?.scrollIntoView({ block: "nearest" });
  }, [isKnown]);
  if (!check) return <Waiting text={t.loading} />;
  const isLeft = (one: Tender) => /captured|partially_refunded/.test(one.state) && one.amount > one.refunded;
  const given = check.tenders.filter(isLeft);
  return (
    <div className="stack" ref={place}>
      <section className="done-paper" tabIndex={0} role="region" aria-label={t.receipt}>
        <Receipt check={check} kind="receipt" />
      </section>
      <div className="choices">
        <Button icon={<PrintIcon />} onClick={() => void printPaper(check.id, "receipt")}>{t.printReceipt}</Button>
        <Button onClick={() => void savePDF(check.id, "receipt")}>{t.pdf}</Button>
        {permission !== "deny" && given.map((tender) => (
          <Button key={tender.id} kind="danger" icon={<UndoIcon />} onClick={() => setRefund(tender)}>
            {t.refundOf(t[tender.kind])}
          </Button>
        ))}
      </div>
      <Paper><Receipt check={check} kind="receipt" /></Paper>
      {refund && <RefundDialog check={check} tender={refund} onClose={() => setRefund(null)} />}
    </div>
  );
}

/** What was closed lately: its receipt again, and money back. */
export function ClosedChecks() {
  const t = text.useText();
  const { checks, problem } = useClosed();
  const [chosen, setChosen] = useState<string | null>(null);
  if (problem) return <Empty text={explain(problem)} />;
  if (!checks) return <Waiting text={t.loading} />;
  if (checks.length === 0) return <Empty text={t.noClosed} />;
  const place = ({ table, orderType }: CheckSummary) => placeName(table ? { table, orderType } : { orderType });
  const columns: Column<CheckSummary>[] = [
    { key: "no", head: t.cart, cell: (row) => `#${row.no} · ${place(row)}` },
    { key: "at", head: t.closedAt, cell: (row) => time(row.closedAt ?? row.openedAt) },
    { key: "total", head: t.total, right: true, cell: (row) => <Money minor={row.total} /> },
  ];
  return (
    <div className="reports">
      <div className="card">
        <Table caption={t.closedChecks} rows={checks} columns={columns} rowKey={(row) => row.id}
          onOpen={(row) => setChosen(row.id)} openLabel={(row) => `${t.view} #${row.no}`} />
      </div>
      {chosen && <One key={chosen} id={chosen} />}
    </div>
  );
}
