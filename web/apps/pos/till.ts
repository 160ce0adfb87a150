// This till's stores: the truth, the queue, the live connection; and what is kept on the device for an offline start.
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { CheckView, listBankTerminals, MenuView, readBranch, readFloor, readMenu, readSession,
  StreamSnapshot } from "@lib/api.types";
import { Shelf, shelfOf } from "@lib/db";
import { explain } from "@lib/i18n/problems";
import { followSession, socketRefused } from "@lib/live-session";
import { createQueue, Outgoing, Queue } from "@lib/queue";
import { createLive } from "@lib/realtime";
import { Frame } from "@lib/resume";
import { renewOrganization, session, token } from "@lib/session";
import { createStore } from "@lib/store";
import { indexMenu } from "./model/menu";
import { text } from "./text";
import { applyFrames, applySnapshot, byName, noTruth, openChecks, Truth, withCheck, withFloor, withOwnDevice,
  } from "./model/truth";

export const truth = createStore<Truth>(noTruth);
export let queue: Queue;

interface Kept {
  branch: string;
  menu?: MenuView | null;
  floors: Truth["floors"];
  tables: Truth["tables"];
  checks: Truth["checks"];
  place?: Truth["place"];
}

let shelf: Shelf<Kept>;
let menuView: MenuView | null = null;
let keeping: ReturnType<typeof setTimeout> | undefined;

export const branch = (): string => session.get().branch?.id ?? "";

const nothing = { floors: [], tables: {}, checks: {} };
let keptMenu: MenuView | null = null;

function put() {
  clearTimeout(keeping);
  keeping = undefined;
  const { floors, tables, place } = truth.get();
  const checks = Object.fromEntries(openChecks(truth.get()).map((check) => [check.id, check]));
  void shelf.put("till", { branch: branch(), floors, tables, checks, place }).catch(() => undefined);
  if (menuView === keptMenu) return;
  keptMenu = menuView;
  void shelf.put("menu", { branch: branch(), menu: menuView, ...nothing }).catch(() => undefined);
}

/** Keeps what an offline start needs, soon after it has changed; the menu, being large, only when it is another. */
function keep() {
  if (keeping === undefined) keeping = setTimeout(put, 300);
}

async function restore() {
  const [kept, menu] = await Promise.all([shelf.get("till"), shelf.get("menu")]).catch(() => []);
  if (!kept || kept.branch !== branch()) return;
  menuView = keptMenu = menu?.branch === branch() ? menu.menu ?? null : null;
  const { floors, tables, checks, place = null } = kept;
  truth.set({ menu: menuView ? indexMenu(menuView) : null, floors, tables, checks, place });
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
    const [menu, floor, { device }, place, terminals] = await Promise.all([send(readMenu(at)), send(readFloor(at)),
      send(readSession()), send(readBranch(at)), send(listBankTerminals(at))]);
    menuView = menu;
    truth.set((state) => ({ menu: indexMenu(menu), ownDrawer: device?.drawer ?? null, place,
      terminals: byName(terminals.items), ...withFloor(state, floor) }));
  } catch (fault) {
    const problem = asProblem(fault);
    if (!problem.isUnanswered) toast(explain(problem), { tone: "bad" });
  }
}

const isCheck = (answer: unknown): answer is CheckView =>
  typeof answer === "object" && answer !== null && Array.isArray((answer as CheckView).lines);

/** Paper that did not come out is told once; later tries are in the back office's list. */
function sayUnprinted(frames: readonly Frame[]) {
  const failed = frames.filter((frame) => frame.type === "print.failed")
    .map((frame) => frame.data as { attempts?: number; failure?: string | null });
  const isNews = failed.some((job) => job.attempts === 1 || job.failure === "uncertain");
  if (isNews) toast(text.now().unprinted, { tone: "bad" });
}

export const live = createLive({
  hello: () => {
    const bearer = token();
    return bearer && branch() ? { token: bearer, branch: branch(), screen: "pos" } : null;
  },
  frames: (frames) => {
    sayUnprinted(frames);
    for (const { type, data } of frames) {
      if (type === "organization.changed") renewOrganization((data as { name: string }).name);
    }
    truth.set({ ...applyFrames(truth.get(), frames), ...withOwnDevice(frames, session.get().device?.device.id) });
  },
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
    // Somebody sent it meanwhile, or a quick sale's payment did: that asks for nobody's attention.
    refused: (item, { code }) => void (code === "nothing_to_send" && queue.dismiss(item.id)),
  });
  await restore();
  truth.subscribe(() => {
    keep();
    if (truth.get().menuWanted > menuRead) void readAll();
  });
  addEventListener("pagehide", put);
  let last = branch();
  session.subscribe(() => {
    if (branch() === last) return;
    last = branch();
    truth.set(noTruth);
  });
  setInterval(() => live.store.get().link !== "offline" && void queue.flush(), 5000);
  followSession(live);
}
