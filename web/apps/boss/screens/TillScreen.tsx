import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip, Tone } from "@kit/Chip";
import { Empty } from "@kit/Empty";
import { PlusIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Sheet } from "@kit/Sheet";
import { Column, Table } from "@kit/Table";
import { Tab, Tabs } from "@kit/Tabs";
import { DayReport, DrawerView, listDrawers, readXReport } from "@lib/api.types";
import { listZReportPage } from "@lib/api.office";
import { calendarDay, count, dayTime } from "@lib/format";
import { useLang } from "@lib/i18n";
import { useMay } from "@lib/session";
import { useBranch, useRead } from "../office";
import { router, TillTab } from "../routes";
import { text } from "../text";
import { CloseDay } from "./CloseDay";
import { DrawerDialog, NewDrawerDialog } from "./DrawerDialogs";
import { Card, PageHead, Ready } from "./parts";
import { Report, ReportActions } from "./Report";
import { SessionsPart } from "./SessionsPart";
import { usePages } from "./usePages";

function Drawers() {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const read = useRead(`drawers ${branch}`, listDrawers({ branch }), ["drawers"]);
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<DrawerView | null>(null);
  const canAdd = useMay("device.pair") === "allow";
  const tones: Record<string, Tone> = { open: "ok", counting: "warn" };
  const columns: Column<DrawerView>[] = [
    { key: "name", head: t.drawer, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "state", head: t.state, cell: (row) => <Chip tone={tones[row.session?.state ?? ""] ?? "idle"}>
      {row.session ? t.drawerStates[row.session.state] ?? row.session.state : t.noSession}</Chip> },
    { key: "opened", head: t.opened, wide: true, cell: (row) => row.session && [dayTime(row.session.openedAt, lang),
      row.session.openedBy && t.openedBy(row.session.openedBy)].filter(Boolean).join(" · ") },
    { key: "float", head: t.float, right: true, cell: (row) => row.session && <Money minor={row.session.float} /> },
  ];
  return (
    <Card title={t.tillTabs.drawers}>
      {canAdd && (
        <div className="b-tools">
          <Button icon={<PlusIcon />} onClick={() => setAdding(true)}>{t.newDrawer}</Button>
        </div>
      )}
      <Ready of={read}>
        {(page) => (page.items.length === 0 ? <Empty text={t.noDrawers} />
          : <Table caption={t.tillTabs.drawers} rows={page.items} columns={columns} rowKey={(row) => row.id}
            {...(canAdd && { onOpen: setOpen, openLabel: (row: DrawerView) => t.edit(row.name) })} />)}
      </Ready>
      {open && <DrawerDialog drawer={open} onDone={read.again} onClose={() => setOpen(null)} />}
      {isAdding && <NewDrawerDialog onDone={read.again} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function XNow() {
  const branch = useBranch();
  const read = useRead(`x ${branch}`, readXReport({ branch }), ["checks", "drawers"]);
  return <Ready of={read}>{(report) => <><ReportActions report={report} /><Report report={report} /></>}</Ready>;
}

function ZList() {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const [open, setOpen] = useState<DayReport | null>(null);
  const pages = usePages(`z ${branch}`, (after) => listZReportPage(after ? { branch, after } : { branch }));
  const variance = (row: DayReport) => row.cash?.variance ?? 0;
  const columns: Column<DayReport>[] = [
    { key: "no", head: t.tillTabs.z, cell: (row) => <span className="strong">{t.zOf(row.no ?? 0)}</span> },
    { key: "day", head: t.date, cell: (row) => <span className="b-when">{calendarDay(row.businessDay, lang)}</span> },
    { key: "closed", head: t.closed, wide: true, cell: (row) => (row.closedAt ? dayTime(row.closedAt, lang) : "–") },
    { key: "checks", head: t.checks, right: true, cell: (row) => count(row.checks, lang) },
    { key: "net", head: t.net, right: true, cell: (row) => <strong><Money minor={row.net ?? 0} /></strong> },
    { key: "variance", head: t.cashRows.variance ?? "", right: true, wide: true, cell: (row) =>
      <span className={variance(row) < 0 ? "bad strong" : ""}><Money minor={variance(row)} /></span> },
  ];
  return (
    <Card title={t.tillTabs.z}>
      <Ready of={pages.first}>
        {() => (pages.items.length === 0 ? <Empty text={t.noZ} />
          : <Table caption={t.tillTabs.z} rows={pages.items} columns={columns} rowKey={(row) => String(row.no)}
            onOpen={setOpen} openLabel={(row) => t.show(t.zOf(row.no ?? 0))} />)}
      </Ready>
      {pages.more && <Button kind="outline" wide busy={pages.busy} onClick={pages.more}>{t.more}</Button>}
      {open && (
        <Sheet title={`${t.zOf(open.no ?? 0)} · ${calendarDay(open.businessDay, lang)}`}
          onClose={() => setOpen(null)} foot={<ReportActions report={open} />}>
          <Report report={open} />
        </Sheet>
      )}
    </Card>
  );
}

const parts: Record<TillTab, () => JSX.Element> = { drawers: Drawers, sessions: SessionsPart, x: XNow, z: ZList };

/** Cash drawers and their past sessions, the running day's X report and its close, and the days that were closed. */
export function TillScreen({ tab }: { tab: TillTab }) {
  const t = text.useText();
  const tabs = (Object.keys(parts) as TillTab[]).map((value): Tab<TillTab> => ({ value, label: t.tillTabs[value] }));
  const Part = parts[tab];
  return (
    <>
      <PageHead title={t.till}>{(tab === "x" || tab === "z") && <CloseDay />}</PageHead>
      <Tabs label={t.till} items={tabs} value={tab} onChange={(next) => router.go({ name: "till", tab: next })} />
      <Part />
    </>
  );
}
