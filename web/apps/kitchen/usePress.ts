import { useRef } from "react";

/**
 * A wet finger bounces, and the next thing that a button does may be the opposite of what was wanted: a second press on
 * the same spot within so many milliseconds is still the first.
 */
export function usePress(work: () => void, restMs: number): () => void {
  const last = useRef(-Infinity);
  return () => {
    const at = performance.now();
    if (at - last.current < restMs) return;
    last.current = at;
    work();
  };
}
