// This till's stores: the truth, the queue, the live connection; and what is kept on the device for an offline start.
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { CheckView, MenuView, readFloor, readMenu, StreamSnapshot } from "@lib/api.types";
import { Shelf, shelfOf } from "@lib/db";
import { explain } from "@lib/i18n/problems";
import { followSession, socketRefused } from "@lib/live-session";
import { createQueue, Outgoing, Queue } from "@lib/queue";
import { createLive } from "@lib/realtime";
import { session, token } from "@lib/session";
import { createStore } from "@lib/store";
import { indexMenu } from "./model/menu";
import { applyFrames, applySnapshot, noTruth, Truth, withCheck, withFloor } from "./model/truth";

export const truth = createStore<Truth>(noTruth);
export let queue: Queue;

interface Kept {
  branch: string;
  menu: MenuView | null;
  floors: Truth["floors"];
  tables: Truth["tables"];
  checks: Truth["checks"];
}

let shelf: Shelf<Kept>;
let menuView: MenuView | null = null;
let keeping: ReturnType<typeof setTimeout> | undefined;

export const branch = (): string => session.get().branch?.id ?? "";

/** Keeps what an offline start needs, at most every two seconds. */
function keep() {
  if (keeping !== undefined) return;
  keeping = setTimeout(() => {
    keeping = undefined;
    const { floors, tables, checks } = truth.get();
    void shelf.put("till", { branch: branch(), menu: menuView, floors, tables, checks }).catch(() => undefined);
  }, 2000);
}

async function restore() {
  const kept = await shelf.get("till").catch(() => undefined);
  if (!kept || kept.branch !== branch()) return;
  menuView = kept.menu;
  const { floors, tables, checks } = kept;
  truth.set({ menu: kept.menu ? indexMenu(kept.menu) : null, floors, tables, checks });
}

export function accept(check: CheckView): void {
  truth.set((state) => withCheck(state, check));
}

let menuRead = 0;

/** Menu and floor are read whole; what changes in them afterwards comes as frames. */
export async function readAll(): Promise<void> {
  const at = { branch: branch() };
  if (!at.branch) return;
  menuRead = truth.get().menuWanted;
  try {
    const [menu, floor] = await Promise.all([send(readMenu(at)), send(readFloor(at))]);
    menuView = menu;
    truth.set((state) => ({ menu: indexMenu(menu), ...withFloor(state, floor) }));
  } catch (fault) {
    const problem = asProblem(fault);
    if (!problem.isUnanswered) toast(explain(problem), { tone: "bad" });
  }
}

const isCheck = (answer: unknown): answer is CheckView =>
  typeof answer === "object" && answer !== null && Array.isArray((answer as CheckView).lines);

export const live = createLive({
  hello: () => {
    const bearer = token();
    return bearer && branch() ? { token: bearer, branch: branch(), screen: "pos" } : null;
  },
  frames: (frames) => truth.set(applyFrames(truth.get(), frames)),
  snapshot: (data) => truth.set((state) => applySnapshot(state, (data ?? {}) as StreamSnapshot)),
  live: () => {
    void readAll();
    void queue.flush();
  },
  refused: socketRefused,
});

/** Makes the stores; called once, when the session is known. */
export async function openTill(): Promise<void> {
  shelf = await shelfOf<Kept>("pos", "kept");
  queue = await createQueue({
    shelf: await shelfOf<Outgoing>("pos", "out"),
    token,
    done: (_, answer) => isCheck(answer) && accept(answer),
  });
  await restore();
  truth.subscribe(() => {
    keep();
    if (truth.get().menuWanted > menuRead) void readAll();
  });
  let last = branch();
  session.subscribe(() => {
    if (branch() === last) return;
    last = branch();
    truth.set(noTruth);
  });
  setInterval(() => live.store.get().link !== "offline" && void queue.flush(), 5000);
  followSession(live);
}
