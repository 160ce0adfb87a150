import { useState } from "react";
import { Button } from "@kit/Button";
import { TrashIcon } from "@kit/icons";
import { text } from "../text";

interface SureProps {
  label: string;
  question: string;
  busy: boolean;
  onSure(): void;
}

/** A step that cannot be taken back lightly: asks once, in place. */
export function Sure({ label, question, busy, onSure }: SureProps) {
  const t = text.useText();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) return <Button kind="ghost" icon={<TrashIcon />} onClick={() => setAsked(true)}>{label}</Button>;
  return (
    <div className="b-sure" role="alert">
      <p>{question}</p>
      <div className="row">
        <Button kind="outline" onClick={() => setAsked(false)}>{t.cancel}</Button>
        <Button kind="danger" busy={busy} onClick={onSure}>{label}</Button>
      </div>
    </div>
  );
}
