import { TicketItem, TicketView } from "@lib/api.types";

export const item = (id: string, change: Partial<TicketItem> = {}): TicketItem => ({ id, line: `l${id}`, quantity: 1000,
  name: id, modifiers: [], allergens: [], state: "sent", voidConfirmed: false, ...change });

export const ticket = (id: string, items: TicketItem[], change: Partial<TicketView> = {}): TicketView => ({ id, version: 1,
  station: "grill", check: `k${id}`, label: "4", no: 7, orderType: "dine_in", waiter: "Elif", round: 1,
  placedAt: "2026-11-21T09:00:00.000Z", alsoAt: [], state: "open", items, ...change });
