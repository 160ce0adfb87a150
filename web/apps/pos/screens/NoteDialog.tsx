import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { named } from "@lib/i18n";
import { ShownLine } from "../model/fold";
import { text } from "../text";

interface NoteDialogProps {
  line: ShownLine;
  guests: number;
  onSave(note: string, seat: number | null): void;
  onClose(): void;
}

/** A note for the kitchen and the seat that gets the line. */
export function NoteDialog({ line, guests, onSave, onClose }: NoteDialogProps) {
  const t = text.useText();
  const [note, setNote] = useState(line.note ?? "");
  const [seat, setSeat] = useState<number | null>(line.seat ?? null);
  const add = (word: string) => setNote((before) => (before ? `${before}, ${word.toLocaleLowerCase("tr")}` : word));
  const save = () => {
    onSave(note.trim(), seat);
    onClose();
  };
  const seats = Array.from({ length: Math.max(2, Math.min(12, guests)) }, (_, index) => index + 1);
  return (
    <Dialog title={`${named(line.name)} · ${t.noteTitle}`} onClose={onClose}
      foot={<><Button onClick={onClose}>{t.cancel}</Button><Button kind="primary" onClick={save}>{t.save}</Button></>}>
      <div className="stack">
        <Field label={t.note} maxLength={120} value={note} onChange={(event) => setNote(event.target.value)} />
        <div className="choices">
          {t.noteQuick.map((word) => <Button key={word} onClick={() => add(word)}>{word}</Button>)}
        </div>
        <p className="field-label">{t.seat}</p>
        <div className="choices" role="group" aria-label={t.seat}>
          <Button aria-pressed={seat === null} onClick={() => setSeat(null)}>{t.seatNone}</Button>
          {seats.map((n) => <Button key={n} aria-pressed={seat === n} onClick={() => setSeat(n)}>{n}</Button>)}
        </div>
      </div>
    </Dialog>
  );
}
