// The office's live connection. It tells that something has changed; the screens then read their figures again, at most
// every two seconds, so that a busy evening does not become a storm of requests.
import { useEffect, useRef, useState } from "react";
import { asProblem, Call, Problem, send } from "@lib/api";
import { TodayView } from "@lib/api.office";
import { Branch } from "@lib/api.types";
import { followSession, socketRefused } from "@lib/live-session";
import { createLive } from "@lib/realtime";
import { Frame } from "@lib/resume";
import { renewBranch, renewOrganization, session, token } from "@lib/session";
import { createStore } from "@lib/store";
import { DayClock } from "./model/days";

/** What a screen may depend on; a number grows when it has changed. */
export type Topic = "checks" | "menu" | "availability" | "drawers" | "devices" | "printing" | "floor" | "kitchen"
  | "branch" | "terminals";

export const news = createStore<Record<Topic, number>>(
  { checks: 0, menu: 0, availability: 0, drawers: 0, devices: 0, printing: 0, floor: 0, kitchen: 0, branch: 0,
    terminals: 0 });

/** The newest figures that the server has pushed for the branch. */
export const pushed = createStore<{ branch: string; today: TodayView | null }>({ branch: "", today: null });

const topics: Record<string, Topic | Topic[]> = {
  "check.changed": "checks", "table.changed": ["checks", "floor"], "table.archived": "floor",
  "floor.changed": "floor", "floor.archived": "floor", "branch.changed": "branch",
  "station.changed": "kitchen", "station.archived": "kitchen", "station.printer": ["kitchen", "printing"],
  "routing.changed": "kitchen", "bank_terminal.changed": "terminals",
  "organization.changed": "branch",
  "ticket.changed": "checks", "menu.published": "menu",
  "availability.changed": "availability", "drawer.changed": "drawers", "drawer.added": "drawers",
  "drawer.renamed": "drawers", "drawer.archived": "drawers",
  "device.changed": "devices",
  "print.queued": "printing", "print.done": "printing", "print.failed": "printing",
};

export const branchOf = (): string => session.get().branch?.id ?? "";

export function topicsOf(frames: readonly Frame[]): Topic[] {
  return [...new Set(frames.flatMap((frame) => topics[frame.type] ?? []))];
}

function heard(list: readonly Topic[]): void {
  if (list.length === 0) return;
  news.set((state) => Object.fromEntries(list.map((topic) => [topic, state[topic] + 1])));
}

const isToday = (figures: unknown): figures is TodayView =>
  typeof figures === "object" && figures !== null && "businessDay" in figures && "hours" in figures && "now" in figures;

/** The first snapshot comes while every screen reads for itself anyway. */
let isStarted = false;

export const live = createLive({
  hello: () => {
    const bearer = token();
    return bearer && branchOf() ? { token: bearer, branch: branchOf(), screen: "boss" } : null;
  },
  frames: (frames) => {
    for (const { type, id, data } of frames) {
      const { name, timeZone, dayStart } = data as Branch;
      if (type === "organization.changed") renewOrganization(name);
      if (type === "branch.changed") renewBranch({ id, name, timeZone, dayStart });
    }
    heard(topicsOf(frames));
  },
  snapshot: () => {
    if (isStarted) heard(Object.keys(news.get()) as Topic[]);
    isStarted = true;
  },
  tick: (figures) => {
    if (isToday(figures)) pushed.set({ branch: branchOf(), today: figures });
    else heard(["checks"]);
  },
  refused: socketRefused,
});

export function openOffice(): void {
  followSession(live);
  let last = branchOf();
  session.subscribe(() => {
    if (branchOf() === last) return;
    last = branchOf();
    pushed.set({ branch: last, today: null });
    live.stop();
    if (session.get().phase === "in") live.start({ seq: 0, epoch: null });
  });
}

export const useBranch = (): string => session.useSel((state) => state.branch?.id ?? "");

/** How the branch's business days are counted; of a sign-in from before that was said, as most do. */
export const useDayClock = (): DayClock => ({
  timeZone: session.useSel((state) => state.branch?.timeZone ?? "UTC"),
  dayStart: session.useSel((state) => state.branch?.dayStart ?? 240),
});

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  again(): void;
  /** Takes an answer that is newer than what was read. */
  take(data: T): void;
}

const restMs = 2000;

/**
 * Reads something and reads it again when one of its topics has changed. What was read before stays on the screen
 * meanwhile, unless it was of another branch or question (`key`).
 */
export function useRead<T>(key: string, call: Call<T>, about: readonly Topic[] = []): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; problem: Problem | null }>(
    { key, data: null, problem: null });
  const [round, setRound] = useState(0);
  const version = news.useSel((all) => about.reduce((sum, topic) => sum + all[topic], 0));
  const wanted = useRef({ key, call, asked: 0, taken: 0, at: 0, version });
  wanted.current.key = key;
  wanted.current.call = call;
  useEffect(() => {
    const now = wanted.current;
    const read = () => {
      const turn = (now.asked += 1);
      now.at = Date.now();
      const isNewest = () => now.key === key && turn > now.taken;
      const take = (next: (was: typeof state) => typeof state) => {
        if (!isNewest()) return;
        now.taken = turn;
        setState(next);
      };
      send(now.call).then((data) => take(() => ({ key, data, problem: null })), (fault: unknown) =>
        take((was) => ({ key, data: was.key === key ? was.data : null, problem: asProblem(fault) })));
    };
    const isNews = version !== now.version;
    now.version = version;
    const wait = isNews ? now.at + restMs - Date.now() : 0;
    if (wait <= 0) return read();
    const timer = setTimeout(read, wait);
    return () => clearTimeout(timer);
  }, [key, round, version]);
  const isSame = state.key === key;
  return {
    data: isSame ? state.data : null,
    problem: isSame ? state.problem : null,
    again: () => setRound((n) => n + 1),
    take: (data) => setState({ key, data, problem: null }),
  };
}
