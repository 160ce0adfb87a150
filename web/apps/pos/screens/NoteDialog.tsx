import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { named } from "@lib/i18n";
import { Change, ShownLine } from "../model/fold";
import { text } from "../text";

interface NoteDialogProps {
  line: ShownLine;
  guests: number;
  onSave(change: Change): void;
  onClose(): void;
}

/** Words behind one another; the first keeps its capital, none stands there twice. */
const joined = (word: string) => (before: string) => {
  const small = word.toLocaleLowerCase("tr");
  if (before.toLocaleLowerCase("tr").split(", ").includes(small)) return before;
  return before.trim() ? `${before.trim()}, ${small}` : word;
};

/** A note for the kitchen, what the guest must not get, and the seat that gets the line. */
export function NoteDialog({ line, guests, onSave, onClose }: NoteDialogProps) {
  const t = text.useText();
  const [note, setNote] = useState(line.note ?? "");
  const [allergy, setAllergy] = useState(line.allergy ?? "");
  const [seat, setSeat] = useState<number | null>(line.seat ?? null);
  const save = () => {
    const words = { note: note.trim(), allergy: allergy.trim() };
    onSave(seat ? { ...words, seat } : words);
    onClose();
  };
  const seats = Array.from({ length: Math.max(2, Math.min(12, guests)) }, (_, index) => index + 1);
  return (
    <Dialog title={`${named(line.name)} · ${t.noteTitle}`} onClose={onClose}
      foot={<><Button onClick={onClose}>{t.cancel}</Button><Button kind="primary" onClick={save}>{t.save}</Button></>}>
      <div className="stack">
        <Field label={t.note} maxLength={120} value={note} onChange={(event) => setNote(event.target.value)} />
        <div className="choices">
          {t.noteQuick.map((word) => <Button key={word} onClick={() => setNote(joined(word))}>{word}</Button>)}
        </div>
        <Field label={t.allergy} hint={t.allergyHint} maxLength={120} value={allergy}
          onChange={(event) => setAllergy(event.target.value)} />
        <div className="choices">
          {t.allergyQuick.map((word) => <Button key={word} onClick={() => setAllergy(joined(word))}>{word}</Button>)}
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
