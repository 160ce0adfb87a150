import { ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button } from "@kit/Button";
import { PrintIcon, ReceiptIcon } from "@kit/icons";
import { toast } from "@kit/Toast";
import { asProblem, fetchDocument } from "@lib/api";
import { zReportPath } from "@lib/api.office";
import { CashRow, DayReport } from "@lib/api.types";
import { calendarDay, count, dayTime, money, moneyPaper, percent, quantity } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { explain } from "@lib/i18n/problems";
import { whoseRow } from "@lib/providers";
import { session } from "@lib/session";
import { branchOf } from "../office";
import { text } from "../text";

type Row = readonly [label: string, value: string];

interface Part {
  title: string;
  rows: readonly Row[];
}

type Written = (minor: number) => string;

/** The report as headings and rows; the screen and the paper differ only in how money is written. */
function partsOf(report: DayReport, m: Written): Part[] {
  const t = text.now();
  const { cash, voids } = report;
  const kind = (row: DayReport["tenders"][number]) =>
    [t.kinds[row.kind] ?? row.kind, whoseRow(row)].filter(Boolean).join(" ");
  // Who may not read reports is told no sum of the sales before every drawer is counted.
  const sum = (label: string, minor: number | null | undefined): Row[] =>
    (typeof minor === "number" ? [[label, m(minor)]] : []);
  const figures: Row[] = [
    [t.checks, count(report.checks)], [t.guests, count(report.guests)], ...sum(t.gross, report.gross),
    [t.discounts, m(report.discounts)], [t.comps, m(report.comps)],
    [t.voids, `${count(voids.count)} · ${m(voids.amount)}`], ...sum(t.net, report.net), ...sum(t.tips, report.tips),
  ];
  const known = (Object.keys(t.cashRows) as (keyof CashRow)[]).filter((key) => typeof cash?.[key] === "number");
  const parts: Part[] = [
    { title: t.figures, rows: figures },
    { title: t.kdv, rows: report.kdv.map(({ rate, gross, kdv }): Row =>
      [percent(rate / 10_000), `${m(gross)} · ${t.kdv} ${m(kdv)}`]) },
    { title: t.tenders, rows: report.tenders.flatMap((row) => [
      [`${kind(row)} × ${count(row.count)}`, m(row.amount)] as Row,
      ...(row.refunds > 0 ? [[`${kind(row)} · ${t.refunds}`, m(-row.refunds)] as Row] : []),
    ]) },
    { title: t.cash, rows: known.map((key): Row => [t.cashRows[key] ?? key, m(cash?.[key] ?? 0)]) },
    { title: t.people, rows: report.byPerson.map((row): Row => [`${row.name} × ${count(row.checks)}`, m(row.amount)]) },
    { title: t.categories, rows: report.byCategory.map((row): Row =>
      [`${named(row.name)} × ${quantity(row.quantity)}`, m(row.amount)]) },
  ];
  return parts.filter((part) => part.rows.length > 0);
}

function titleOf(report: DayReport): string {
  const t = text.now();
  const day = calendarDay(report.businessDay);
  return report.no ? `${t.zOf(report.no)} · ${day}` : t.xOf(day);
}

/** The report on the screen. */
export function Report({ report }: { report: DayReport }) {
  const lang = useLang();
  return (
    <div className="b-report" tabIndex={0} role="region" aria-label={titleOf(report)}>
      {partsOf(report, (minor) => money(minor, report.currency, lang)).map((part) => (
        <section key={part.title} className="card b-card" aria-label={part.title}>
          <h2 className="b-label">{part.title}</h2>
          <dl className="b-now">
            {part.rows.map(([label, value]) => (
              <div key={label} className="b-now-row"><dt>{label}</dt><dd className="strong">{value}</dd></div>
            ))}
          </dl>
        </section>
      ))}
      <Paper><Slip report={report} /></Paper>
    </div>
  );
}

function Paper({ children }: { children: ReactNode }) {
  return createPortal(<div className="paper" aria-hidden="true">{children}</div>, document.body);
}

const width = 40;
const across = (left: string, right: string) =>
  left.slice(0, width - right.length - 1).padEnd(width - right.length) + right;

/** The same on paper: TL instead of ₺. */
function Slip({ report }: { report: DayReport }) {
  const t = text.useText();
  const place = session.useSel(({ me, branch }) => [me?.organization.name, branch?.name].filter(Boolean).join(" · "));
  const lines = [place, titleOf(report), report.closedAt ? dayTime(report.closedAt) : "", ""];
  for (const part of partsOf(report, (minor) => moneyPaper(minor, report.currency))) {
    lines.push(part.title, ...part.rows.map(([label, value]) => across(label, value)), "");
  }
  return <pre>{[...lines, t.noFiscal].join("\n")}</pre>;
}

async function savePDF(no: number): Promise<void> {
  try {
    const file = await fetchDocument(zReportPath({ branch: branchOf(), no }, "pdf"), "application/pdf");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `z-${no}.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
  } catch (fault) {
    toast(explain(asProblem(fault)), { tone: "bad" });
  }
}

export function ReportActions({ report }: { report: DayReport }) {
  const t = text.useText();
  const { no } = report;
  return (
    <div className="row b-actions">
      <Button kind="outline" icon={<PrintIcon />} onClick={() => window.print()}>{t.print}</Button>
      {no ? <Button kind="outline" icon={<ReceiptIcon />} onClick={() => void savePDF(no)}>{t.pdf}</Button> : null}
    </div>
  );
}
