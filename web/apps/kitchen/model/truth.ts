// The server's truth at the kitchen: only snapshots, frames and answers write it.
import { Availability, AvailabilityView, Station, StreamSnapshot, TicketItem, TicketView } from "@lib/api.types";
import { Frame } from "@lib/resume";

export interface Truth {
  /** False until the first snapshot: nothing is known, which is not the same as nothing to cook. */
  isKnown: boolean;
  stations: readonly Station[];
  /** Whether the stations were read: none is then really none. */
  areStationsKnown: boolean;
  tickets: Readonly<Record<string, TicketView>>;
  availability: Readonly<Record<string, { state: Availability; remaining: number | null }>>;
  /** The server's menu is newer than the one that the 86 list was made of. */
  menuWanted: number;
}

export const noTruth: Truth = {
  isKnown: false, stations: [], areStationsKnown: false, tickets: {}, availability: {}, menuWanted: 0,
};

/** Finished tickets that a screen keeps for the list of what was bumped. */
export const keptDone = 60;

export function withTicket(truth: Truth, ticket: TicketView): Truth {
  const known = truth.tickets[ticket.id];
  if (known && known.version >= ticket.version) return truth;
  return { ...truth, tickets: { ...truth.tickets, [ticket.id]: ticket } };
}

function withAvailability(truth: Truth, { product, state, remaining }: AvailabilityView): Truth {
  return { ...truth, availability: { ...truth.availability, [product]: { state, remaining: remaining ?? null } } };
}

export function applySnapshot(truth: Truth, { tickets = [], availability = [] }: StreamSnapshot): Truth {
  const fresh = { ...truth, isKnown: true, tickets: {}, availability: {} } as Truth;
  const byId = Object.fromEntries(tickets.map((ticket) => [ticket.id, same(truth.tickets[ticket.id], ticket)]));
  return availability.reduce(withAvailability, { ...fresh, tickets: byId });
}

/** The ticket as it is known already, when nothing has changed: its card then is not painted again. */
const same = (known: TicketView | undefined, ticket: TicketView) =>
  known && known.version === ticket.version ? known : ticket;

function applyFrame(truth: Truth, frame: Frame): Truth {
  switch (frame.type) {
    case "ticket.changed": return withTicket(truth, frame.data as TicketView);
    case "availability.changed": return withAvailability(truth, frame.data as AvailabilityView);
    case "menu.published": return { ...truth, menuWanted: truth.menuWanted + 1 };
    default: return truth;
  }
}

/** A batch of frames, in order: one change. */
export function applyFrames(truth: Truth, frames: readonly Frame[]): Truth {
  return trimmed(frames.reduce(applyFrame, truth));
}

/** Forgets the oldest finished tickets, so that a screen that runs for weeks does not grow. */
export function trimmed(truth: Truth): Truth {
  const done = Object.values(truth.tickets).filter((ticket) => ticket.state === "done");
  if (done.length <= keptDone * 2) return truth;
  const kept = new Set(byBumped(done).slice(0, keptDone));
  const rows = Object.entries(truth.tickets).filter(([, ticket]) => ticket.state === "open" || kept.has(ticket));
  return { ...truth, tickets: Object.fromEntries(rows) };
}

/** Finished tickets, the last one first. */
export function byBumped(tickets: readonly TicketView[]): TicketView[] {
  const done = tickets.filter((ticket) => ticket.bumpedAt);
  return done.sort((a, b) => (b.bumpedAt ?? "").localeCompare(a.bumpedAt ?? "") || b.id.localeCompare(a.id));
}

export type News = "new" | "change" | "void";

function gist({ state, quantity, name, note, allergy, modifiers }: TicketItem): string {
  const changes = modifiers.map(({ text }) => text).join();
  return [state === "voided", state === "held", quantity, name, note ?? "", allergy ?? "", changes].join("|");
}

const isWaiting = (item: TicketItem) => item.state === "voided" && !item.voidConfirmed;

/**
 * What a cook has to hear about a ticket: a new one, one that was fired, a cancelled dish, a changed one. Progress
 * that a cook made, here or at another screen, is no news.
 */
export function newsOf(before: TicketView | undefined, after: TicketView): News | null {
  if (after.state === "done") return null;
  if (!before) return "new";
  const voided = (ticket: TicketView) => ticket.items.filter(isWaiting).length;
  if (voided(after) > voided(before)) return "void";
  const held = (ticket: TicketView) => ticket.items.filter((item) => item.state === "held").length;
  if (held(after) < held(before)) return "new";
  const was = new Map(before.items.map((item) => [item.id, gist(item)]));
  const isSplit = after.items.length !== before.items.length;
  const isOther = !isSplit && after.items.some((item) => was.get(item.id) !== gist(item) && item.state !== "voided");
  return after.label !== before.label || isOther ? "change" : null;
}
