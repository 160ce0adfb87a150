import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip, Tone } from "@kit/Chip";
import { Empty } from "@kit/Empty";
import { Money } from "@kit/Money";
import { Sheet } from "@kit/Sheet";
import { Column, Table } from "@kit/Table";
import { DrawerSession, listDrawerSessions } from "@lib/api.office";
import { listDrawers } from "@lib/api.types";
import { calendarDay, count, dayTime, money } from "@lib/format";
import { useLang } from "@lib/i18n";
import { useBranch, useRead } from "../office";
import { text } from "../text";
import { Card, Ready } from "./parts";
import { usePages } from "./usePages";

const tones: Record<string, Tone> = { open: "ok", counting: "warn" };

function State({ of: session }: { of: DrawerSession }) {
  const t = text.useText();
  return <Chip tone={tones[session.state] ?? "idle"}>{t.drawerStates[session.state] ?? session.state}</Chip>;
}

function Variance({ of: session }: { of: DrawerSession }) {
  if (typeof session.variance !== "number") return <>–</>;
  return <span className={session.variance < 0 ? "bad strong" : "strong"}><Money minor={session.variance} /></span>;
}

/** One session: who opened it, what was in it at both ends, and in which notes it was counted. */
function Detail({ session, name, onClose }: { session: DrawerSession; name: string; onClose(): void }) {
  const t = text.useText();
  const lang = useLang();
  const amount = (minor: number | null | undefined) =>
    typeof minor === "number" ? money(minor, session.currency, lang) : "–";
  const rows: [string, string][] = [
    [t.opened, `${dayTime(session.openedAt, lang)} · ${t.openedBy(session.openedBy)}`],
    [t.closed, session.closedAt ? dayTime(session.closedAt, lang) : "–"],
    [t.float, amount(session.float)], [t.expected, amount(session.expected)], [t.counted, amount(session.counted)],
    [t.variance, amount(session.variance)],
  ];
  const notes = session.denominations.map(
    (one): [string, string] => [amount(one.value), `× ${count(one.count, lang)}`]);
  return (
    <Sheet title={`${name} · ${calendarDay(session.businessDay, lang)}`} onClose={onClose}>
      <State of={session} />
      {session.recounted && <p className="muted">{t.recounted}</p>}
      <dl className="b-now">
        {rows.map(([label, value]) => (
          <div key={label} className="b-now-row"><dt>{label}</dt><dd className="strong">{value}</dd></div>
        ))}
      </dl>
      {notes.length > 0 && <h3 className="b-label">{t.denominations}</h3>}
      <dl className="b-now">
        {notes.map(([label, value]) => (
          <div key={label} className="b-now-row"><dt>{label}</dt><dd>{value}</dd></div>
        ))}
      </dl>
    </Sheet>
  );
}

/** What every opening of a drawer came to: float, counted, difference. */
export function SessionsPart() {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const [open, setOpen] = useState<DrawerSession | null>(null);
  const drawers = useRead(`drawers ${branch}`, listDrawers({ branch, archived: "true" }), ["drawers"]);
  const pages = usePages(`sessions ${branch}`, (after) => listDrawerSessions(after ? { branch, after } : { branch }));
  const nameOf = (row: DrawerSession) => drawers.data?.items.find((one) => one.id === row.drawer)?.name ?? t.drawer;
  const columns: Column<DrawerSession>[] = [
    { key: "day", head: t.date, cell: (row) => <span className="b-when">{calendarDay(row.businessDay, lang)}</span> },
    { key: "drawer", head: t.drawer, cell: (row) => <span className="strong">{nameOf(row)}</span> },
    { key: "state", head: t.state, wide: true, cell: (row) => <State of={row} /> },
    { key: "opened", head: t.opened, wide: true, cell: (row) => `${dayTime(row.openedAt, lang)} · ${row.openedBy}` },
    { key: "float", head: t.float, right: true, wide: true, cell: (row) => <Money minor={row.float} /> },
    { key: "counted", head: t.counted, right: true, cell: (row) =>
      (typeof row.counted === "number" ? <Money minor={row.counted} /> : "–") },
    { key: "variance", head: t.variance, right: true, cell: (row) => <Variance of={row} /> },
  ];
  return (
    <Card title={t.tillTabs.sessions}>
      <Ready of={pages.first}>
        {() => (pages.items.length === 0 ? <Empty text={t.noSessions} />
          : <Table caption={t.tillTabs.sessions} rows={pages.items} columns={columns} rowKey={(row) => row.id}
            onOpen={setOpen} openLabel={(row) => t.show(`${nameOf(row)} · ${dayTime(row.openedAt, lang)}`)} />)}
      </Ready>
      {pages.more && <Button kind="outline" wide busy={pages.busy} onClick={pages.more}>{t.more}</Button>}
      {open && <Detail session={open} name={nameOf(open)} onClose={() => setOpen(null)} />}
    </Card>
  );
}
