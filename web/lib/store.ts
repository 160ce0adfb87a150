// One small external store: the server's truth of an app lives in one of these. Several changes in one turn of the
// event loop cost one render, because React reads the store again only once.
import { useRef, useSyncExternalStore } from "react";

export interface Store<S> {
  get(): S;
  /** Replaces the parts given, or computes them from the present state. */
  set(change: Partial<S> | ((state: S) => Partial<S>)): void;
  subscribe(listener: () => void): () => void;
  /** Reads a part and renders again when that part changes (by `same`, identity when not given). */
  useSel<T>(select: (state: S) => T, same?: (a: T, b: T) => boolean): T;
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  const get = () => state;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  function set(change: Partial<S> | ((state: S) => Partial<S>)) {
    const parts = typeof change === "function" ? change(state) : change;
    const keys = Object.keys(parts) as (keyof S)[];
    if (keys.every((key) => Object.is(state[key], parts[key]))) return;
    state = { ...state, ...parts };
    for (const listener of [...listeners]) listener();
  }
  function useSel<T>(select: (state: S) => T, same: (a: T, b: T) => boolean = Object.is): T {
    const last = useRef<{ state: S; value: T; select: (state: S) => T } | null>(null);
    const read = () => {
      const kept = last.current;
      if (kept && kept.state === state && kept.select === select) return kept.value;
      const next = select(state);
      const value = kept && same(kept.value, next) ? kept.value : next;
      last.current = { state, value, select };
      return value;
    };
    return useSyncExternalStore(subscribe, read, read);
  }
  return { get, set, subscribe, useSel };
}

/** Equality of two flat lists: for selectors that make a list anew. */
export function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
