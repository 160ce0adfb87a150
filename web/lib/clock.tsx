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

export function Elapsed({ since }: { since: string | number }) {
  const ms = useNow() - (typeof since === "number" ? since : Date.parse(since));
  return <>{span(ms)}</>;
}

interface SinceProps {
  since: string;
  /** Writes whole minutes. */
  say(minutes: number): string;
}

/** How long ago in words; renders again only when they change. */
export function Since({ since, say }: SinceProps) {
  const start = Date.parse(since);
  return <>{useTicked((now) => say(Math.max(0, Math.floor((now - start) / 60_000))))}</>;
}

export function WallClock() {
  const which = useLang();
  return <time className="clock">{time(useNow(), which)}</time>;
}
