import { useState } from "react";
import { Empty } from "@kit/Empty";
import { Money } from "@kit/Money";
import { Column, Table } from "@kit/Table";
import { Tab, Tabs } from "@kit/Tabs";
import { DaySales, listSales } from "@lib/api.office";
import { useTicked } from "@lib/clock";
import { calendarDay, count } from "@lib/format";
import { useLang } from "@lib/i18n";
import { businessDayAt, lastDays, Span } from "../model/days";
import { useBranch, useDayClock, useRead } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { DayField } from "./DayField";
import { Card, PageHead, Ready } from "./parts";

const periods = [7, 30, 90] as const;

/** The business day that runs at the branch; another one as soon as it begins. */
function useToday(): string {
  const clock = useDayClock();
  return useTicked((now) => businessDayAt(clock, now));
}

/** So many days up to the running one, or from one day to another. */
type Chosen = number | Span;

interface PeriodProps {
  span: Span;
  today: string;
  onChange(chosen: Chosen): void;
}

function Period({ span, today, onChange }: PeriodProps) {
  const t = text.useText();
  const items: Tab<string>[] = periods.map((n) => ({ value: String(n), label: t.lastDays(n) }));
  const chosen = periods.find((n) => lastDays(today, n).from === span.from && span.to === today);
  return (
    <div className="row row-wrap b-period">
      <Tabs look="pills" label={t.range} items={items} value={String(chosen ?? "")}
        onChange={(value) => onChange(Number(value))} />
      <DayField label={t.from} value={span.from} max={span.to} onChange={(from) => onChange({ ...span, from })} />
      <DayField label={t.to} value={span.to} min={span.from} max={today} onChange={(to) => onChange({ ...span, to })} />
    </div>
  );
}

function Days({ days }: { days: readonly DaySales[] }) {
  const t = text.useText();
  const lang = useLang();
  const rows = [...days].sort((a, b) => b.businessDay.localeCompare(a.businessDay));
  const sum = (pick: (row: DaySales) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const columns: Column<DaySales>[] = [
    { key: "day", head: t.date, cell: (row) => <span className="b-when">{calendarDay(row.businessDay, lang)}</span> },
    { key: "checks", head: t.checks, right: true, cell: (row) => count(row.checks, lang) },
    { key: "guests", head: t.guests, right: true, wide: true, cell: (row) => count(row.guests, lang) },
    { key: "average", head: t.average, right: true, wide: true, cell: (row) => <Money minor={row.average} /> },
    { key: "discounts", head: t.discounts, right: true, wide: true, cell: (row) => <Money minor={row.discounts} /> },
    { key: "comps", head: t.comps, right: true, wide: true, cell: (row) => <Money minor={row.comps} /> },
    { key: "net", head: t.net, right: true, cell: (row) => <strong><Money minor={row.net} /></strong> },
  ];
  if (rows.length === 0) return <Empty text={t.noDays} />;
  return (
    <>
      <p className="b-sum" role="status">
        <span>{t.total} <strong><Money minor={sum((row) => row.net)} /></strong></span>
        <span>{t.checks} <strong>{count(sum((row) => row.checks), lang)}</strong></span>
        <span>{t.guests} <strong>{count(sum((row) => row.guests), lang)}</strong></span>
      </p>
      <Table caption={t.sales} rows={rows} columns={columns} rowKey={(row) => row.businessDay}
        onOpen={(row) => router.go({ name: "day", day: row.businessDay })}
        openLabel={(row) => t.show(calendarDay(row.businessDay, lang))} />
    </>
  );
}

/** Sales per business day; a day opens its checks. */
export function SalesScreen() {
  const t = text.useText();
  const branch = useBranch();
  const today = useToday();
  const [chosen, setChosen] = useState<Chosen>(30);
  const span = typeof chosen === "number" ? lastDays(today, chosen) : chosen;
  const read = useRead(`sales ${branch} ${span.from} ${span.to}`, listSales({ branch, ...span }), ["checks"]);
  return (
    <>
      <PageHead title={t.sales} />
      <Period span={span} today={today} onChange={setChosen} />
      <Card title={t.lastDays(read.data?.items.length ?? 0)}>
        <Ready of={read}>{(page) => <Days days={page.items} />}</Ready>
      </Card>
    </>
  );
}
