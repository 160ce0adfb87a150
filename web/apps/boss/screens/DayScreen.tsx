import { useState } from "react";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { BackIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Column, Table } from "@kit/Table";
import { listOfficeChecks, OfficeCheck } from "@lib/api.office";
import { calendarDay, count, time } from "@lib/format";
import { useLang } from "@lib/i18n";
import { useBranch } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { CheckSheet } from "./CheckSheet";
import { Card, PageHead, Ready } from "./parts";
import { StateChip } from "./StateChip";
import { usePages } from "./usePages";

function Checks({ checks, onOpen }: { checks: readonly OfficeCheck[]; onOpen(check: OfficeCheck): void }) {
  const t = text.useText();
  const lang = useLang();
  const columns: Column<OfficeCheck>[] = [
    { key: "no", head: t.check, cell: (row) => row.no },
    { key: "table", head: t.table, cell: (row) => row.table?.name ?? t.orderTypes[row.orderType] ?? row.orderType },
    { key: "waiter", head: t.waiter, wide: true, cell: (row) => row.waiter?.name },
    { key: "opened", head: t.opened, wide: true, cell: (row) => time(row.openedAt, lang) },
    { key: "closed", head: t.closed, wide: true, cell: (row) => (row.closedAt ? time(row.closedAt, lang) : "–") },
    { key: "guests", head: t.guests, right: true, wide: true, cell: (row) => count(row.guests, lang) },
    { key: "state", head: t.state, cell: (row) => <StateChip state={row.state} /> },
    { key: "total", head: t.total, right: true, cell: (row) => <strong><Money minor={row.total} /></strong> },
  ];
  if (checks.length === 0) return <Empty text={t.noChecks} />;
  return (
    <Table caption={t.checks} rows={checks} columns={columns} rowKey={(row) => row.id} onOpen={onOpen}
      openLabel={(row) => t.show(t.checkNo(row.no))} />
  );
}

/** The checks of one business day; a check opens with everything that happened to it. */
export function DayScreen({ day }: { day: string }) {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const [open, setOpen] = useState<OfficeCheck | null>(null);
  const pages = usePages(`checks ${branch} ${day}`, (after) =>
    listOfficeChecks(after ? { branch, day, limit: 100, after } : { branch, day, limit: 100 }));
  return (
    <>
      <PageHead title={t.dayOf(calendarDay(day, lang))}>
        <Button kind="ghost" icon={<BackIcon />} onClick={() => router.go({ name: "sales" })}>{t.sales}</Button>
      </PageHead>
      <Card title={t.checks}>
        <Ready of={pages.first}>{() => <Checks checks={pages.items} onOpen={setOpen} />}</Ready>
        {pages.more && <Button kind="outline" wide busy={pages.busy} onClick={pages.more}>{t.more}</Button>}
      </Card>
      {open && <CheckSheet check={open.id} no={open.no} onClose={() => setOpen(null)} />}
    </>
  );
}
