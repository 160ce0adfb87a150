// What a cook has tapped and the server has not answered, folded over the truth: the screen shows both as one.
import { TicketItem, TicketView } from "@lib/api.types";

export type ItemVerb = "bump" | "recall" | "serve" | "confirm-void";
export type TicketVerb = "bump" | "recall" | "serve";

export type Command =
  | { what: "item"; ticket: string; item: string; verb: ItemVerb; at: string }
  | { what: "ticket"; ticket: string; verb: TicketVerb; at: string };

export const isWork = ({ state }: TicketItem): boolean => state === "held" || state === "sent" || state === "in_prep";
export const isCooking = ({ state }: TicketItem): boolean => state === "sent" || state === "in_prep";
/** Cancelled, and nobody at the station has seen it yet. */
export const isUnseen = (item: TicketItem): boolean => item.state === "voided" && !item.voidConfirmed;

/** The table of states of the server; a verb that does not fit changes nothing. */
export function after(item: TicketItem, verb: ItemVerb, at: string): TicketItem {
  if (verb === "bump" && isCooking(item)) return { ...item, state: "ready", readyAt: at };
  if (verb === "recall" && (item.state === "ready" || item.state === "served")) {
    return { ...item, state: "in_prep", readyAt: null };
  }
  if (verb === "serve" && item.state === "ready") return { ...item, state: "served" };
  if (verb === "confirm-void" && isUnseen(item)) return { ...item, voidConfirmed: true };
  return item;
}

function settled(ticket: TicketView, items: TicketItem[], { verb, at }: Command): TicketView {
  const isDone = !items.some((item) => isWork(item) || isUnseen(item));
  const recalledAt = verb === "recall" ? at : ticket.recalledAt ?? null;
  const bumpedAt = isDone ? ticket.bumpedAt ?? at : null;
  return { ...ticket, items, recalledAt, bumpedAt, state: isDone ? "done" : "open" };
}

function applied(ticket: TicketView, command: Command): TicketView {
  const touches = (item: TicketItem) => command.what === "ticket" || command.item === item.id;
  const items = ticket.items.map((item) => (touches(item) ? after(item, command.verb, command.at) : item));
  const isSame = items.every((item, index) => item === ticket.items[index]);
  return isSame ? ticket : settled(ticket, items, command);
}

/** The ticket as the screen shows it. */
export function fold(ticket: TicketView, commands: readonly Command[]): TicketView {
  return commands.reduce(applied, ticket);
}

/** Whether a command has nothing left to do: somebody at another screen did it first. */
export function isMoot(ticket: TicketView | undefined, command: Command): boolean {
  return ticket === undefined || applied(ticket, command) === ticket;
}

/** All tickets folded; those that nothing touches stay the same objects, so that their cards are not painted again. */
export function foldAll(tickets: Readonly<Record<string, TicketView>>, commands: readonly Command[]) {
  if (commands.length === 0) return tickets;
  const folded = { ...tickets };
  for (const command of commands) {
    const ticket = folded[command.ticket];
    if (ticket) folded[command.ticket] = applied(ticket, command);
  }
  return folded;
}
