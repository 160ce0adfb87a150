// How much of everything has to be made: dishes by name, and what is added to or chosen for them.
import { TicketView } from "@lib/api.types";
import { compare } from "@lib/format";
import { isCooking } from "./fold";

export interface Count {
  name: string;
  /** Thousandths. */
  quantity: number;
}

const sorted = (sums: Map<string, number>): Count[] =>
  [...sums].map(([name, quantity]) => ({ name, quantity }))
    .sort((a, b) => b.quantity - a.quantity || compare(a.name, b.name, "tr"));

const add = (sums: Map<string, number>, name: string, quantity: number) =>
  sums.set(name, (sums.get(name) ?? 0) + quantity);

const cooking = (tickets: readonly TicketView[]) => tickets.flatMap((ticket) => ticket.items.filter(isCooking));

export function allDay(tickets: readonly TicketView[]): Count[] {
  const sums = new Map<string, number>();
  for (const { name, quantity } of cooking(tickets)) add(sums, name, quantity);
  return sorted(sums);
}

/** What is left out of a dish needs no making. */
export function production(tickets: readonly TicketView[]): Count[] {
  const sums = new Map<string, number>();
  for (const { modifiers, quantity } of cooking(tickets)) {
    for (const { text, kind } of modifiers) if (kind !== "remove") add(sums, text, quantity);
  }
  return sorted(sums);
}
