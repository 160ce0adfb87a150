// One ticker for the whole app. Only <Elapsed> and <WallClock> listen to it, so a second passing repaints figures
// and nothing else.
import { useSyncExternalStore } from "react";
import { span, time } from "./format";
import { useLang } from "./i18n";

let now = Date.now();
let skew = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's clock differs from this device's by so many milliseconds: every age is counted on the server's. */
export function setSkew(serverNow: number): void {
  skew = serverNow - Date.now();
}

export const serverNow = (): number => Date.now() + skew;
export const useNow = (): number => useSyncExternalStore(subscribe, () => now, () => now) + skew;

/** Something read off the clock; renders again only when it changes, not with every second. */
export function useTicked<T extends string | number | boolean>(read: (now: number) => T): T {
  const get = () => read(now + skew);
  return useSyncExternalStore(subscribe, get, get);
}

interface ElapsedProps {
  since: string | number;
  /** `clock` is 3:07, `minutes` the whole minutes. */
  as?: "clock" | "minutes";
}

export function Elapsed({ since, as = "clock" }: ElapsedProps) {
  const ms = useNow() - (typeof since === "number" ? since : Date.parse(since));
  return <>{as === "clock" ? span(ms) : Math.max(0, Math.floor(ms / 60000))}</>;
}

/** Minutes since a moment; renders again only with the ticker. */
export function useMinutes(since: string | null | undefined): number {
  const ms = useNow() - (since ? Date.parse(since) : serverNow());
  return Math.max(0, Math.floor(ms / 60000));
}

export function WallClock() {
  const which = useLang();
  return <time className="clock">{time(useNow(), which)}</time>;
}
