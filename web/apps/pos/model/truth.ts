// The server's truth at this till: only snapshots, frames and answers write it.
import { AvailabilityView, BankTerminal, BranchDetails, CheckView, DrawerSessionView, DrawerView, FloorTable, FloorView,
  StreamSnapshot,
  } from "@lib/api.types";
import { compare } from "@lib/format";
import { Frame } from "@lib/resume";
import { MenuIndex, withAvailability } from "./menu";

export type PlaceOnPaper = Pick<BranchDetails, "name" | "address" | "taxOffice" | "taxNumber" | "cardRoute">;

export interface Truth {
  menu: MenuIndex | null;
  floors: FloorView["floors"];
  tables: Readonly<Record<string, FloorTable>>;
  /** Tables that were taken out of use since this till started. */
  gone: readonly string[];
  checks: Readonly<Record<string, CheckView>>;
  drawers: Readonly<Record<string, DrawerView>>;
  /** The bank's card terminals in use, by name. */
  terminals: readonly BankTerminal[];
  /** What paper says of the branch, and how it takes cards. */
  place: PlaceOnPaper | null;
  /** The drawer that this device was given: its cash goes there. */
  ownDrawer: string | null;
  /** The menu of the server is newer than the one here. */
  menuWanted: number;
}

export const noTruth: Truth = { menu: null, floors: [], tables: {}, gone: [], checks: {}, drawers: {},
  terminals: [], place: null, ownDrawer: null, menuWanted: 0 };

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** An answer or a frame about a check: the newer version wins, whichever came first. */
export function withCheck(truth: Truth, check: CheckView): Partial<Truth> {
  const known = truth.checks[check.id];
  if (known && known.version > check.version) return {};
  return { checks: { ...truth.checks, [check.id]: check } };
}

export function withFloor(truth: Truth, floor: FloorView): Partial<Truth> {
  const floors = [...floor.floors].sort((a, b) => a.position - b.position);
  const tables = { ...byId(floor.tables.filter((table) => !truth.gone.includes(table.id))) };
  for (const table of floor.tables) {
    const known = truth.tables[table.id];
    if (known && known.version > table.version) tables[table.id] = known;
  }
  return { floors, tables };
}

export const byName = (terminals: readonly BankTerminal[]): BankTerminal[] =>
  terminals.filter((one) => !one.archivedAt).sort((a, b) => compare(a.name, b.name));

function withSession(drawers: Truth["drawers"], session: DrawerSessionView): Truth["drawers"] {
  const drawer = drawers[session.drawer];
  if (!drawer) return drawers;
  const open = session.state === "closed" ? null : session;
  return { ...drawers, [drawer.id]: { ...drawer, session: open } };
}

/** The drawers, this device's own first. */
export function drawersOf({ drawers, ownDrawer }: Truth): DrawerView[] {
  const isOwn = (drawer: DrawerView) => (drawer.id === ownDrawer ? 0 : 1);
  return Object.values(drawers).sort((a, b) => isOwn(a) - isOwn(b));
}

/** What the branch says of this very device; of others nothing is kept. */
export function withOwnDevice(frames: readonly Frame[], device: string | undefined): Partial<Truth> {
  const own = frames.filter((frame) => frame.type === "device.changed" && frame.id === device)
    .map((frame) => frame.data as { drawer?: string | null }).filter((data) => data.drawer !== undefined);
  const last = own[own.length - 1];
  return last ? { ownDrawer: last.drawer ?? null } : {};
}

export const withDrawerSession = (truth: Truth, session: DrawerSessionView): Partial<Truth> =>
  ({ drawers: withSession(truth.drawers, session) });

export function applySnapshot(truth: Truth, snapshot: StreamSnapshot): Partial<Truth> {
  let menu = truth.menu;
  for (const { product, state, remaining } of snapshot.availability ?? []) {
    if (menu) menu = withAvailability(menu, product, state, remaining ?? null);
  }
  const change: Partial<Truth> = { menu };
  if (snapshot.checks) change.checks = byId(snapshot.checks);
  if (snapshot.tables) change.tables = byId(snapshot.tables);
  if (snapshot.drawers) change.drawers = byId(snapshot.drawers);
  return change;
}

/** A table that is out of use; an older reading of the plan does not bring it back. */
function withoutTable({ tables, gone }: Truth, id: string): Partial<Truth> {
  const { [id]: _, ...others } = tables;
  return { tables: others, gone: [...gone, id] };
}

function withStorey(floors: Truth["floors"], floor: Truth["floors"][number]): Truth["floors"] {
  return [...floors.filter((one) => one.id !== floor.id), floor].sort((a, b) => a.position - b.position);
}

function applyFrame(truth: Truth, frame: Frame): Truth {
  switch (frame.type) {
    case "check.changed":
      return { ...truth, ...withCheck(truth, frame.data as CheckView) };
    case "table.changed": {
      const table = frame.data as FloorTable;
      const known = truth.tables[table.id];
      if (known && known.version > table.version) return truth;
      // A table that went out of use is back when something is said of it again.
      const gone = truth.gone.filter((id) => id !== table.id);
      return { ...truth, gone, tables: { ...truth.tables, [table.id]: { ...known, ...table } } };
    }
    case "table.archived": return { ...truth, ...withoutTable(truth, frame.id) };
    case "floor.changed":
      return { ...truth, floors: withStorey(truth.floors, frame.data as FloorView["floors"][number]) };
    case "floor.archived": return { ...truth, floors: truth.floors.filter((floor) => floor.id !== frame.id) };
    case "availability.changed": {
      const { product, state, remaining } = frame.data as AvailabilityView;
      return truth.menu ? { ...truth, menu: withAvailability(truth.menu, product, state, remaining ?? null) } : truth;
    }
    case "branch.changed": return { ...truth, place: frame.data as PlaceOnPaper };
    case "bank_terminal.changed": {
      const terminal = frame.data as BankTerminal;
      return { ...truth, terminals: byName([...truth.terminals.filter((one) => one.id !== terminal.id), terminal]) };
    }
    case "menu.published":
      return { ...truth, menuWanted: truth.menuWanted + 1 };
    case "drawer.changed":
      return { ...truth, drawers: withSession(truth.drawers, frame.data as DrawerSessionView) };
    case "drawer.added":
    case "drawer.renamed": {
      const drawer = frame.data as DrawerView;
      return { ...truth, drawers: { ...truth.drawers, [drawer.id]: drawer } };
    }
    case "drawer.archived": {
      const { [frame.id]: _, ...drawers } = truth.drawers;
      return { ...truth, drawers };
    }
    default:
      return truth;
  }
}

/** A batch of frames, in order: one change. */
export function applyFrames(truth: Truth, frames: readonly Frame[]): Truth {
  return frames.reduce(applyFrame, truth);
}

/** Checks that can still be worked on, for the list beside the plan. */
export function openChecks(truth: Truth): CheckView[] {
  const isOpen = (check: CheckView) => ["open", "billed", "partially_paid"].includes(check.state);
  return Object.values(truth.checks).filter(isOpen).sort((a, b) => a.openedAt.localeCompare(b.openedAt));
}
