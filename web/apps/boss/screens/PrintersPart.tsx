import { useEffect, useRef, useState } from "react";
import { Button } from "@kit/Button";
import { Chip, Tone } from "@kit/Chip";
import { Empty } from "@kit/Empty";
import { PlusIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { listPrinters, listPrintJobs, listStations, OfficePrinter, PrintJob, removePrinter, retryPrintJob,
  Station, testPrinter } from "@lib/api.office";
import { dayTime } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { Loaded, useBranch, useRead } from "../office";
import { text } from "../text";
import { Card, Ready, SaveProblem } from "./parts";
import { PrinterDialog } from "./PrinterDialog";
import { useSave } from "./useSave";

const tones: Record<PrintJob["state"], Tone> = { queued: "warn", sent: "info", done: "ok", failed: "bad" };

interface PrintersProps {
  printers: readonly OfficePrinter[];
  stations: readonly Station[];
  onChange(): void;
}

/** The printers with what each is for; a test page shows whether one answers. */
function Printers({ printers, stations, onChange }: PrintersProps) {
  const t = text.useText();
  const branch = useBranch();
  const [leaving, setLeaving] = useState("");
  const { problem, save } = useSave();
  const act = async (call: Parameters<typeof save>[0]) => {
    if ((await save(call)) !== null) onChange();
    setLeaving("");
  };
  const use = (row: OfficePrinter) => [
    row.receipts && t.receiptsWord,
    ...row.stations.map((id) => named(stations.find((one) => one.id === id)?.name)),
  ].filter(Boolean).join(", ");
  const columns: Column<OfficePrinter>[] = [
    { key: "name", head: t.printer, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "address", head: t.address, wide: true, cell: (row) => `${row.host}:${row.port} · ${row.paper} mm` },
    { key: "use", head: t.prints, cell: (row) => use(row) || "–" },
    { key: "act", head: t.action, cell: (row) => (leaving === row.id ? (
      <Button kind="danger" onClick={() => void act(removePrinter({ branch, printer: row.id }))}>{t.removeSure}</Button>
    ) : (
      <span className="row row-wrap">
        <Button kind="ghost" aria-label={`${t.testPage}: ${row.name}`}
          onClick={() => void act(testPrinter({ branch, printer: row.id }))}>{t.testPage}</Button>
        <Button kind="ghost" aria-label={`${t.removePrinter}: ${row.name}`}
          onClick={() => setLeaving(row.id)}>{t.removePrinter}</Button>
      </span>
    )) },
  ];
  if (printers.length === 0) return <Empty text={t.noPrinters} />;
  return (
    <>
      {problem && <SaveProblem problem={problem} />}
      <Table caption={t.printers} rows={printers} columns={columns} rowKey={(row) => row.id} />
    </>
  );
}

interface JobsProps {
  jobs: readonly PrintJob[];
  printers: readonly OfficePrinter[];
  onChange(): void;
}

/** What is on its way, and what did not get onto paper: a person sends it again. */
function Jobs({ jobs, printers, onChange }: JobsProps) {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const { problem, save } = useSave();
  const again = async (job: string) => {
    await save(retryPrintJob({ branch, job }));
    onChange();
  };
  const columns: Column<PrintJob>[] = [
    { key: "at", head: t.time, wide: true, cell: (row) => dayTime(row.createdAt, lang) },
    { key: "what", head: t.what, cell: (row) => t.papers[row.document] ?? row.document },
    { key: "printer", head: t.printer, wide: true, cell: (row) =>
      printers.find((one) => one.id === row.printer)?.name ?? "–" },
    { key: "state", head: t.state, cell: (row) => (
      <span className="row row-wrap">
        <Chip tone={tones[row.state]}>{t.jobStates[row.state]}</Chip>
        {row.failure && <span className="muted small">{t.printFailures[row.failure] ?? row.failure}</span>}
      </span>) },
    { key: "act", head: t.action, cell: (row) => row.state === "failed" && (
      <Button kind="ghost" onClick={() => void again(row.id)}>{t.printAgain}</Button>) },
  ];
  if (jobs.length === 0) return <Empty text={t.noJobs} />;
  return (
    <>
      {problem && <SaveProblem problem={problem} />}
      <Table caption={t.printJobs} rows={jobs} columns={columns} rowKey={(row) => row.id} />
    </>
  );
}

const lookMs = 1500;

/** Paper that comes out is no news to the screens; so whoever waits for it looks again. */
function useLook(jobs: Loaded<{ items: readonly PrintJob[] }>): void {
  const isMoving = jobs.data?.items.some((job) => job.state === "queued" || job.state === "sent") ?? false;
  const latest = useRef(jobs.again);
  latest.current = jobs.again;
  useEffect(() => {
    if (!isMoving) return;
    const timer = setTimeout(() => latest.current(), lookMs);
    return () => clearTimeout(timer);
  }, [isMoving, jobs.data]);
}

/** The branch's printers, and the last things that were sent to them. */
export function PrintersPart() {
  const t = text.useText();
  const branch = useBranch();
  const [isAdding, setAdding] = useState(false);
  const printers = useRead(`printers ${branch}`, listPrinters({ branch }), ["printing"]);
  const stations = useRead(`stations ${branch}`, listStations({ branch }));
  const jobs = useRead(`prints ${branch}`, listPrintJobs({ branch, limit: 20 }), ["printing"]);
  useLook(jobs);
  const known = printers.data?.items ?? [];
  const again = () => {
    printers.again();
    jobs.again();
  };
  return (
    <>
      <Card title={t.printers}>
        <div className="b-tools">
          <Button icon={<PlusIcon />} onClick={() => setAdding(true)}>{t.newPrinter}</Button>
        </div>
        <Ready of={printers}>
          {(page) => <Printers printers={page.items} stations={stations.data?.items ?? []} onChange={again} />}
        </Ready>
      </Card>
      {known.length > 0 && (
        <Card title={t.printJobs}>
          <Ready of={jobs}>{(page) => <Jobs jobs={page.items} printers={known} onChange={again} />}</Ready>
        </Card>
      )}
      {isAdding && (
        <PrinterDialog stations={stations.data?.items ?? []} onDone={again} onClose={() => setAdding(false)} />
      )}
    </>
  );
}
