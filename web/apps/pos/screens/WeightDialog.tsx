import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Key, Numpad, press } from "@kit/Numpad";
import { useDigits } from "@lib/digits";
import { text } from "../text";

interface WeightDialogProps {
  title: string;
  /** Thousandths: grams. */
  onWeight(quantity: number): void;
  onClose(): void;
}

/** A product sold by weight: kilograms with a comma. */
export function WeightDialog({ title, onWeight, onClose }: WeightDialogProps) {
  const t = text.useText();
  const [typed, setTyped] = useState("");
  const grams = Math.round(Number(typed.replace(",", ".") || "0") * 1000);
  const done = () => {
    if (grams <= 0) return;
    onWeight(grams);
    onClose();
  };
  const key = (name: Key) => setTyped((before) => press(before, name));
  useDigits(key, done);
  return (
    <Dialog title={title} size="s" onClose={onClose}
      foot={<Button kind="primary" size="l" disabled={grams <= 0} onClick={done}>{t.add}</Button>}>
      <div className="stack">
        <p className="field-label">{t.weight}</p>
        <p className="big-figure" role="status">{`${typed || "0"} kg`}</p>
        <Numpad corner="," onKey={key} />
      </div>
    </Dialog>
  );
}
