import { useEffect, useState } from "react";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { Switch } from "@kit/Field";
import { PrintIcon } from "@kit/icons";
import { toast } from "@kit/Toast";
import { asProblem, Problem, send } from "@lib/api";
import { closeDay, DayReport, listZReports, readXReport } from "@lib/api.types";
import { calendarDay } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { useMay } from "@lib/session";
import { approved } from "../approval";
import { text } from "../text";
import { branch, queue } from "../till";
import { DaySlip } from "./DaySlip";
import { Paper } from "./Receipt";

type Kind = "x" | "z";

function useReports(kind: Kind) {
  const [reports, setReports] = useState<DayReport[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isShown = true;
    const at = { branch: branch() };
    const many = () => send(listZReports(at)).then((page) => page.items);
    const read = kind === "x" ? send(readXReport(at)).then((one) => [one]) : many();
    read.then((list) => isShown && setReports(list), (fault: unknown) => isShown && setProblem(asProblem(fault)));
    return () => void (isShown = false);
  }, [kind, round]);
  return { reports, problem, again: () => setRound((n) => n + 1) };
}

/** Closes the business day: the figures are frozen under the next number. */
function CloseDay({ onClosed }: { onClosed(report: DayReport): void }) {
  const t = text.useText();
  const permission = useMay("report.z");
  const [carryOver, setCarryOver] = useState(false);
  const [busy, setBusy] = useState(false);
  if (permission === "deny") return null;
  const close = async () => {
    if (queue.store.get().items.length > 0) return toast(t.pendingFirst, { tone: "warn" });
    setBusy(true);
    try {
      const report = await approved((approval) => closeDay({ branch: branch() }, { carryOver, ...approval }),
        { what: carryOver ? t.approve.carryOver : t.approve.closeDay });
      if (report) {
        toast(t.dayClosed(report.no ?? 0), { tone: "ok" });
        onClosed(report);
      }
    } catch (fault) {
      toast(explain(asProblem(fault)), { tone: "bad" });
    }
    setBusy(false);
  };
  return (
    <section className="card drawer">
      <h2>{t.closeDay}</h2>
      <p className="muted">{t.closeDayNote}</p>
      <Switch label={t.carryOver} checked={carryOver} onChange={setCarryOver} />
      <Button kind="primary" size="l" busy={busy} onClick={() => void close()}>{t.closeDay}</Button>
    </section>
  );
}

/** The X report of the running day, or the Z reports of the days that are closed. */
export function Reports({ kind }: { kind: Kind }) {
  const t = text.useText();
  const { reports: read, problem, again } = useReports(kind);
  const [chosen, setChosen] = useState(0);
  const [made, setMade] = useState<DayReport | null>(null);
  if (kind === "x" && problem) return <Empty text={explain(problem)} />;
  if (!read && !problem) return <Waiting text={t.loading} />;
  // Who may close a day, with somebody's approval, need not be allowed to read the days before.
  const reports = read ?? (made ? [made] : []);
  const report = reports[chosen];
  const closed = (one: DayReport) => {
    setMade(one);
    again();
  };
  const title = (one: DayReport) => [one.no && `Z ${one.no}`, calendarDay(one.businessDay)].filter(Boolean).join(" · ");
  return (
    <div className="reports">
      <div className="stack">
        {kind === "z" && <CloseDay onClosed={closed} />}
        {problem && !made && <p className="muted">{problem.status === 403 ? t.noPastZ : explain(problem)}</p>}
        {kind === "z" && reports.map((one, index) => (
          <Button key={one.no ?? index} wide aria-pressed={index === chosen} onClick={() => setChosen(index)}>
            {title(one)}
          </Button>
        ))}
        {report && <Button icon={<PrintIcon />} size="l" wide onClick={() => window.print()}>{t.print}</Button>}
      </div>
      {report && (
        <section className="done-paper" tabIndex={0} role="region" aria-label={title(report)}>
          <DaySlip report={report} />
        </section>
      )}
      {report && <Paper><DaySlip report={report} /></Paper>}
    </div>
  );
}
