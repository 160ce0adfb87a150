import "./toast.css";
import { useEffect, useRef } from "react";
import { createStore } from "@lib/store";
import { Button } from "./Button";
import { Tone } from "./Chip";
import { CloseIcon } from "./icons";
import { kitText } from "./text";

export interface ToastMessage {
  id: number;
  text: string;
  tone: Tone;
  /** When it goes, by the screen's own clock. */
  until: number;
  /** The place that was on top when it was said. */
  at: object | undefined;
  undo?: () => void;
}

const shown = createStore<{ toasts: readonly ToastMessage[] }>({ toasts: [] });
let counter = 0;

/** The places where messages can be shown, the topmost last. */
const places = createStore<{ open: readonly object[] }>({ open: [] });

const top = (open: readonly object[]): object | undefined => open[open.length - 1];

/** A message is seen once: where it was said, or on top of what is left when that place has gone. */
const isAt = ({ at }: ToastMessage, place: object, open: readonly object[]): boolean =>
  (at && open.includes(at) ? at : top(open)) === place;

/** Good news is short; what can be taken back waits for it, what went wrong waits to be read. */
function lifeMs(tone: Tone, undo?: () => void): number {
  if (tone === "bad" || tone === "warn") return 8000;
  return undo ? 5000 : 2500;
}

/** A short word at the bottom left, with "Geri al" where something can be taken back. */
export function toast(text: string, options: { tone?: Tone; undo?: () => void } = {}): void {
  counter += 1;
  const { tone = "idle", undo } = options;
  const until = performance.now() + lifeMs(tone, undo);
  const message: ToastMessage = { id: counter, text, tone, until, at: top(places.get().open),
    ...(undo ? { undo } : {}) };
  shown.set(({ toasts }) => ({ toasts: [...toasts.slice(-2), message] }));
}

/** Takes all toasts away: a new screen has its own things to say. */
export const clearToasts = (): void => shown.set({ toasts: [] });

const drop = (id: number) => shown.set(({ toasts }) => ({ toasts: toasts.filter((other) => other.id !== id) }));

function One({ message }: { message: ToastMessage }) {
  const t = kitText.useText();
  useEffect(() => {
    const timer = setTimeout(() => drop(message.id), Math.max(0, message.until - performance.now()));
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

/** Where messages are shown: on the ground of the screen, or in the dialog that lies over it. */
export function Toasts({ ground = false }: { ground?: boolean }) {
  const { current: place } = useRef({});
  useEffect(() => {
    places.set(({ open }) => ({ open: ground ? [place, ...open] : [...open, place] }));
    return () => places.set(({ open }) => ({ open: open.filter((other) => other !== place) }));
  }, [ground, place]);
  const open = places.useSel((state) => state.open);
  const toasts = shown.useSel((state) => state.toasts).filter((one) => isAt(one, place, open));
  return (
    <div role="status">
      <ul className="toasts">{toasts.map((one) => <One key={one.id} message={one} />)}</ul>
    </div>
  );
}
