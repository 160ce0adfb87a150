import "./toast.css";
import { useEffect } from "react";
import { createStore } from "@lib/store";
import { Button } from "./Button";
import { Tone } from "./Chip";
import { CloseIcon } from "./icons";
import { kitText } from "./text";

export interface ToastMessage {
  id: number;
  text: string;
  tone: Tone;
  undo?: () => void;
}

const shown = createStore<{ toasts: readonly ToastMessage[] }>({ toasts: [] });
let counter = 0;

/** Good news is short; what can be taken back waits for it, what went wrong waits to be read. */
function lifeMs({ tone, undo }: ToastMessage): number {
  if (tone === "bad" || tone === "warn") return 8000;
  return undo ? 5000 : 2500;
}

/** A short word at the bottom left, with "Geri al" where something can be taken back. */
export function toast(text: string, options: { tone?: Tone; undo?: () => void } = {}): void {
  counter += 1;
  const { tone = "idle", undo } = options;
  const message: ToastMessage = undo ? { id: counter, text, tone, undo } : { id: counter, text, tone };
  shown.set(({ toasts }) => ({ toasts: [...toasts.slice(-2), message] }));
}

/** Takes all toasts away: a new screen has its own things to say. */
export const clearToasts = (): void => shown.set({ toasts: [] });

const drop = (id: number) => shown.set(({ toasts }) => ({ toasts: toasts.filter((other) => other.id !== id) }));

function One({ message }: { message: ToastMessage }) {
  const t = kitText.useText();
  useEffect(() => {
    const timer = setTimeout(() => drop(message.id), lifeMs(message));
    return () => clearTimeout(timer);
  }, [message]);
  const undo = () => {
    message.undo?.();
    drop(message.id);
  };
  return (
    <li className={`toast toast-${message.tone}`}>
      <span className="grow">{message.text}</span>
      {message.undo && <Button kind="outline" onClick={undo}>{t.undo}</Button>}
      <Button kind="ghost" square icon={<CloseIcon size={20} />} aria-label={t.close}
        onClick={() => drop(message.id)} />
    </li>
  );
}

export function Toasts() {
  const toasts = shown.useSel((state) => state.toasts);
  return (
    <div role="status">
      <ul className="toasts">{toasts.map((one) => <One key={one.id} message={one} />)}</ul>
    </div>
  );
}
