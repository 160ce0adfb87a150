import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Switch } from "@kit/Field";
import { toast } from "@kit/Toast";
import { closeDay } from "@lib/api.types";
import { useMay } from "@lib/session";
import { useBranch } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { SaveProblem } from "./parts";
import { useSave } from "./useSave";

/** Closes the business day, after one more question; then its Z report is at the top of the list. */
export function CloseDay() {
  const t = text.useText();
  const branch = useBranch();
  const permission = useMay("report.z");
  const [isAsking, setAsking] = useState(false);
  const [carryOver, setCarryOver] = useState(false);
  const { busy, problem, save, forget } = useSave();
  if (permission !== "allow") return null;
  const leave = () => {
    setAsking(false);
    forget();
  };
  const close = async () => {
    const report = await save(closeDay({ branch }, { carryOver }), true);
    if (!report) return;
    toast(t.dayClosed(report.no ?? 0), { tone: "ok" });
    leave();
    router.go({ name: "till", tab: "z" });
  };
  return (
    <>
      <Button kind="primary" onClick={() => setAsking(true)}>{t.closeDay}</Button>
      {isAsking && (
        <Dialog title={t.closeDay} onClose={leave}
          foot={<Button kind="primary" size="l" busy={busy} onClick={() => void close()}>{t.closeDay}</Button>}>
          <div className="stack">
            {problem && <SaveProblem problem={problem} />}
            <p>{t.closeDayNote}</p>
            <Switch label={t.carryOver} checked={carryOver} onChange={setCarryOver} />
          </div>
        </Dialog>
      )}
    </>
  );
}
