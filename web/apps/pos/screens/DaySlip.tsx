import { ReactNode } from "react";
import { calendarDay, count, dayTime, moneyPaper, percent } from "@lib/format";
import { DayReport } from "@lib/api.types";
import { useLang } from "@lib/i18n";
import { rowKey, whoseRow } from "@lib/providers";
import { session } from "@lib/session";
import { text } from "../text";

function Row({ label, value, strong }: { label: ReactNode; value: string; strong?: boolean }) {
  return <p className={`slip-row${strong ? " slip-strong" : ""}`}><span>{label}</span><span>{value}</span></p>;
}

function Sales({ report }: { report: DayReport }) {
  const t = text.useText();
  return (
    <>
      <Row label={t.checks} value={count(report.checks)} />
      <Row label={t.guestsWord} value={count(report.guests)} />
      {report.gross != null && <Row label={t.gross} value={moneyPaper(report.gross)} />}
      <Row label={t.discounts} value={moneyPaper(-report.discounts)} />
      <Row label={t.comps} value={moneyPaper(-report.comps)} />
      <Row label={t.voids(report.voids.count)} value={moneyPaper(report.voids.amount)} />
      {report.net != null && <Row label={t.net} value={moneyPaper(report.net)} strong />}
    </>
  );
}

/** What was taken, by whom and what is in the drawers: not for who still has to count one. */
function Taken({ report }: { report: DayReport }) {
  const t = text.useText();
  const { cash, tips } = report;
  if (!cash || tips == null) return <p>{t.blindReport}</p>;
  return (
    <>
      {report.kdv.map((row) => (
        <Row key={row.rate} value={moneyPaper(row.kdv)}
          label={`${t.vat(percent(row.rate / 10_000))} · ${moneyPaper(row.gross)}`} />
      ))}
      <hr />
      {report.tenders.map((row) => <TenderRows key={rowKey(row)} row={row} />)}
      <Row label={t.tips} value={moneyPaper(tips)} />
      <hr />
      <Row label={t.float} value={moneyPaper(cash.float)} />
      <Row label={t.sales} value={moneyPaper(cash.sales)} />
      <Row label={t.payIn} value={moneyPaper(cash.payIn)} />
      <Row label={t.payOut} value={moneyPaper(-cash.payOut)} />
      <Row label={t.expected} value={moneyPaper(cash.expected)} />
      {cash.counted != null && <Row label={t.countedWord} value={moneyPaper(cash.counted)} />}
      {cash.variance != null && <Row label={t.variance} value={moneyPaper(cash.variance)} strong />}
      <hr />
      {report.byPerson.map((row) => <Row key={row.person} label={row.name} value={moneyPaper(row.amount)} />)}
    </>
  );
}

/** What came by one kind of tender, and what was given back of it: as on the server's paper. */
function TenderRows({ row }: { row: DayReport["tenders"][number] }) {
  const t = text.useText();
  const name = [t[row.kind], whoseRow(row)].filter(Boolean).join(" ");
  return (
    <>
      <Row value={moneyPaper(row.amount)} label={`${name} × ${row.count}`} />
      {row.refunds > 0 && <Row value={moneyPaper(-row.refunds)} label={`${name} · ${t.refund}`} />}
    </>
  );
}

/** An X or Z report as it is printed. */
export function DaySlip({ report }: { report: DayReport }) {
  const t = text.useText();
  useLang();
  const place = session.useSel((state) => state.device?.organization.name ?? "");
  const branch = session.useSel((state) => state.branch?.name ?? "");
  return (
    <div className="slip">
      <p className="slip-head">{place}</p>
      <p className="slip-center">{branch}</p>
      <p className="slip-head">{report.no ? `${t.zReport} ${report.no}` : t.xReport}</p>
      <p className="slip-center">{t.businessDay} {calendarDay(report.businessDay)}</p>
      {report.closedAt && <p className="slip-center">{dayTime(report.closedAt)}</p>}
      <hr />
      <Sales report={report} />
      <hr />
      <Taken report={report} />
    </div>
  );
}
