import { Chip } from "@kit/Chip";
import { Empty } from "@kit/Empty";
import { AlertIcon, ChevronIcon, DownIcon, UpIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Column, Table } from "@kit/Table";
import { TenderRow } from "@lib/api.types";
import { readToday, TodayView } from "@lib/api.office";
import { calendarDay, count, money, ownCurrency, percent, quantity } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { rowKey, whoseRow } from "@lib/providers";
import { changeOf, shares, weekdayOf } from "../model/today";
import { pushed, useBranch, useRead } from "../office";
import { text } from "../text";
import { FirstSteps } from "./FirstSteps";
import { HourCard } from "./HourCard";
import { Card, PageHead, Ready } from "./parts";

function Compared({ now, then, day }: { now: number; then: number; day: string }) {
  const t = text.useText();
  const lang = useLang();
  const change = changeOf(now, then);
  if (!change) return <p className="b-than muted">{t.noCompare}</p>;
  const { direction, ratio } = change;
  const signs = { up: <UpIcon />, down: <DownIcon />, same: <ChevronIcon /> };
  const tones = { up: "ok", down: "bad", same: "idle" } as const;
  return (
    <p className="b-than">
      <Chip tone={tones[direction]} icon={signs[direction]}>
        {direction === "same" ? t.same : percent(Math.abs(ratio), lang)}
      </Chip>
      <span className="muted small">{t.than(weekdayOf(day))}</span>
    </p>
  );
}

interface KPIProps {
  label: string;
  value: string;
  now: number;
  then: number;
  day: string;
}

function KPI({ label, value, ...compared }: KPIProps) {
  return (
    <section className="card b-kpi" aria-label={label}>
      <h2 className="b-label">{label}</h2>
      <p className="b-value">{value}</p>
      <Compared {...compared} />
    </section>
  );
}

function KPIs({ today }: { today: TodayView }) {
  const t = text.useText();
  const lang = useLang();
  const { compare } = today;
  const day = compare.businessDay;
  return (
    <div className="b-kpis">
      <KPI label={t.net} value={money(today.net, ownCurrency(), lang)} now={today.net} then={compare.net} day={day} />
      <KPI label={t.checks} value={count(today.checks, lang)} now={today.checks} then={compare.checks} day={day} />
      <KPI label={t.average} value={money(today.average, ownCurrency(),
        lang)} now={today.average} then={compare.average}
        day={day} />
      <KPI label={t.guests} value={count(today.guests, lang)} now={today.guests} then={compare.guests} day={day} />
    </div>
  );
}

function NowCard({ today }: { today: TodayView }) {
  const t = text.useText();
  const lang = useLang();
  const { now, open, voids } = today;
  const rows: [string, string, "bad" | "warn" | ""][] = [
    [t.occupied, `${count(now.occupied, lang)} / ${count(now.tables, lang)}`, ""],
    [t.openChecks, count(now.openChecks, lang), ""],
    [t.openAmount, money(open.amount, ownCurrency(), lang), ""],
    [t.late, count(now.lateTickets, lang), now.lateTickets > 0 ? "bad" : ""],
    [t.unknown, count(now.unknownPayments, lang), now.unknownPayments > 0 ? "warn" : ""],
    [t.offline, count(now.offlineDevices, lang), now.offlineDevices > 0 ? "warn" : ""],
    [t.voids, `${count(voids.count, lang)} · ${money(voids.amount, ownCurrency(), lang)}`, ""],
    [t.comps, money(today.comps, ownCurrency(), lang), ""],
    [t.discounts, money(today.discounts, ownCurrency(), lang), ""],
  ];
  return (
    <Card title={t.now}>
      <dl className="b-now">
        {rows.map(([label, value, tone]) => (
          <div key={label} className="b-now-row">
            <dt>{label}</dt>
            <dd className={`strong ${tone}`}>{tone && <AlertIcon size={18} />}{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Share({ of }: { of: number }) {
  const lang = useLang();
  return (
    <span className="b-share">
      <svg width="64" height="8" viewBox="0 0 64 8" aria-hidden="true">
        <rect width="64" height="8" rx="4" className="b-share-all" />
        <rect width={Math.max(2, of * 64)} height="8" rx="4" className="b-share-part" />
      </svg>
      {percent(of, lang)}
    </span>
  );
}

type Sold = { name: string; quantity: number; amount: number; share: number; key: string };

function SoldTable({ title, head, rows }: { title: string; head: string; rows: readonly Sold[] }) {
  const t = text.useText();
  const columns: Column<Sold>[] = [
    { key: "name", head, cell: (row) => row.name },
    { key: "quantity", head: t.quantity, right: true, cell: (row) => quantity(row.quantity) },
    { key: "amount", head: t.amount, right: true, cell: (row) => <Money minor={row.amount} /> },
    { key: "share", head: t.share, right: true, cell: (row) => <Share of={row.share} /> },
  ];
  return (
    <Card title={title}>
      {rows.length === 0 ? <Empty text={t.noSales} />
        : <Table caption={title} rows={rows} columns={columns} rowKey={(row) => row.key} />}
    </Card>
  );
}

function TenderTable({ tenders }: { tenders: readonly TenderRow[] }) {
  const t = text.useText();
  const columns: Column<TenderRow>[] = [
    { key: "kind", head: t.tender, cell: (row) =>
      [t.kinds[row.kind] ?? row.kind, whoseRow(row)].filter(Boolean).join(" · ") },
    { key: "count", head: t.quantity, right: true, cell: (row) => count(row.count) },
    { key: "amount", head: t.amount, right: true, cell: (row) => <Money minor={row.amount} /> },
    { key: "tips", head: t.tips, right: true, cell: (row) => <Money minor={row.tips} /> },
    { key: "refunds", head: t.refunds, right: true, cell: (row) => <Money minor={row.refunds} /> },
  ];
  return (
    <Card title={t.tenders}>
      {tenders.length === 0 ? <Empty text={t.noSales} /> : <Table caption={t.tenders} rows={tenders} columns={columns}
        rowKey={rowKey} />}
    </Card>
  );
}

function Figures({ today }: { today: TodayView }) {
  const t = text.useText();
  const lang = useLang();
  const products = shares(today.products).map((row) =>
    ({ ...row, share: today.net > 0 ? row.amount / today.net : 0, name: named(row.name, lang), key: row.product }));
  const categories = shares(today.categories).map((row) =>
    ({ ...row, name: named(row.name, lang), key: row.category }));
  return (
    <div className="b-stack">
      <KPIs today={today} />
      <div className="b-two"><HourCard hours={today.hours} /><NowCard today={today} /></div>
      <div className="b-halves">
        <SoldTable title={t.bestSellers} head={t.product} rows={products.slice(0, 10)} />
        <SoldTable title={t.categories} head={t.category} rows={categories} />
      </div>
      <TenderTable tenders={today.tenders} />
    </div>
  );
}

/** The running day, live, beside the same weekday a week ago. */
export function TodayScreen() {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const read = useRead(`today ${branch}`, readToday({ branch }), ["checks"]);
  const newest = pushed.useSel((state) => (state.branch === branch ? state.today : null));
  const shown = newest && read.data ? { ...read, data: newest } : read;
  return (
    <>
      <PageHead title={t.today}>
        {shown.data && <p className="muted">{t.until(calendarDay(shown.data.businessDay, lang))}</p>}
      </PageHead>
      {read.data?.checks === 0 && <FirstSteps />}
      <Ready of={shown}>{(today) => <Figures today={today} />}</Ready>
    </>
  );
}
