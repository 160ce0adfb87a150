import { FormEvent, useState } from "react";
import { Button } from "@kit/Button";
import { AlertIcon } from "@kit/icons";
import { Key, Numpad, press } from "@kit/Numpad";
import { useCover } from "@lib/a11y";
import { asProblem, Problem } from "@lib/api";
import { useDigits } from "@lib/digits";
import { time } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { shellText } from "./text";

interface PinPadProps {
  /** Throws the server's refusal; its words are shown and the digits cleared. */
  onPIN(pin: string): Promise<void>;
  action?: string;
}

function useWords(): (problem: Problem) => string {
  const t = shellText.useText();
  return (problem) => {
    const { left, until } = problem.body;
    if (problem.code === "wrong_pin") return t.wrongPIN(typeof left === "number" ? left : null);
    if (problem.code === "pin_locked" && typeof until === "string") return t.lockedUntil(time(until));
    return explain(problem);
  };
}

/** A PIN of four to eight digits. */
export function PinPad({ onPIN, action }: PinPadProps) {
  const t = shellText.useText();
  useCover();
  const words = useWords();
  const [pin, setPIN] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const key = (name: Key) => {
    if (name === "clear" || name === "back") setPIN((typed) => press(typed, name));
    else if (name !== ",") setPIN((typed) => (typed.length < 8 ? typed + name : typed));
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (busy || pin.length < 4) return;
    setBusy(true);
    setError("");
    onPIN(pin).catch((fault: unknown) => setError(words(asProblem(fault)))).finally(() => {
      setBusy(false);
      setPIN("");
    });
  };
  useDigits(key, submit);
  return (
    <form className="pin" onSubmit={submit}>
      <p className="unseen" role="status">{t.typed(pin.length)}</p>
      <div className="pin-dots" aria-hidden="true">
        {Array.from({ length: Math.max(4, pin.length) }, (_, index) => (
          <span key={index} className={index < pin.length ? "pin-dot pin-dot-on" : "pin-dot"} />
        ))}
      </div>
      {error && <p className="field-error" role="alert"><AlertIcon />{error}</p>}
      <Numpad corner="clear" onKey={key} />
      <Button type="submit" kind="primary" size="l" busy={busy} disabled={pin.length < 4}>{action ?? t.enter}</Button>
    </form>
  );
}
