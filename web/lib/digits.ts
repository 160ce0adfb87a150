// Keys for whoever has a keyboard beside the keypad on the screen.
import { useLayoutEffect, useRef } from "react";

export type DigitKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "back" | ",";

const named: Record<string, DigitKey> = { Backspace: "back", ",": ",", ".": "," };

/** Digits typed on the keyboard count as those of the keypad, unless a field has the focus; Enter ends them. */
export function useDigits(onKey: (key: DigitKey) => void, onEnter?: () => void): void {
  const latest = useRef({ onKey, onEnter });
  latest.current = { onKey, onEnter };
  // Before the screen is painted: whoever sees the keypad may type already.
  useLayoutEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = /^\d$/.test(event.key) ? (event.key as DigitKey) : named[event.key];
      if (key) latest.current.onKey(key);
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) latest.current.onEnter?.();
    };
    addEventListener("keydown", down);
    return () => removeEventListener("keydown", down);
  }, []);
}
