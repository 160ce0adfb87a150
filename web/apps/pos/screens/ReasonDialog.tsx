import { ReactNode, useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { text } from "../text";

interface ReasonsProps {
  reasons: readonly string[];
  value: string;
  onChange(reason: string): void;
}

/** Usual reasons as buttons, and a line for another one. */
export function Reasons({ reasons, value, onChange }: ReasonsProps) {
  const t = text.useText();
  return (
    <div className="stack">
      <div className="choices" role="group" aria-label={t.reason}>
        {reasons.map((reason) => (
          <Button key={reason} aria-pressed={reason === value} onClick={() => onChange(reason)}>{reason}</Button>
        ))}
      </div>
      <Field label={t.reason} required maxLength={120} value={value}
        onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

interface ReasonDialogProps {
  title: string;
  reasons: readonly string[];
  action: string;
  danger?: boolean;
  /** Above the reasons: how many, a note. */
  children?: ReactNode;
  onReason(reason: string): Promise<boolean>;
  onClose(): void;
}

/** Something that needs a reason: void, on the house, payment out. Closes when it was done. */
export function ReasonDialog({ title, reasons, action, danger, children, onReason, onClose }: ReasonDialogProps) {
  const t = text.useText();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const act = () => {
    setBusy(true);
    void onReason(reason.trim()).then((isDone) => (isDone ? onClose() : setBusy(false)));
  };
  const foot = (
    <>
      <Button onClick={onClose}>{t.cancel}</Button>
      <Button kind={danger ? "danger" : "primary"} busy={busy} disabled={reason.trim() === ""} onClick={act}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} foot={foot}>
      <div className="stack">{children}<Reasons reasons={reasons} value={reason} onChange={setReason} /></div>
    </Dialog>
  );
}
