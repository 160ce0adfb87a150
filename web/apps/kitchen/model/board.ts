// Which cards are on the board, and where. A card is a ticket of a station; at the pass it is a whole order with its
// parts of all stations.
import { Station, TicketItem, TicketView } from "@lib/api.types";
import { isCooking, isUnseen, isWork } from "./fold";

/** A station's id, or the pass, where all of them come together. */
export type Place = string;
export const pass: Place = "pass";

export interface Group {
  id: string;
  /** Tickets of the card, in the order of their stations. */
  tickets: readonly string[];
  placedAt: string;
}

/** Orders that wait at the pass longer than this were carried out without anybody pressing a button. */
export const passMinutes = 20;

const visible = (ticket: TicketView) => ticket.items.some((item) => isWork(item) || isUnseen(item));

function isAtPass(ticket: TicketView, now: number): boolean {
  if (visible(ticket)) return true;
  const isWaiting = ticket.items.some((item) => item.state === "ready");
  return isWaiting && now - Date.parse(ticket.bumpedAt ?? "") < passMinutes * 60_000;
}

const byAge = (a: Group, b: Group) => a.placedAt.localeCompare(b.placedAt) || a.id.localeCompare(b.id);

/** The cards of a place, the oldest first. */
export function groupsOf(tickets: Readonly<Record<string, TicketView>>, place: Place, now: number): Group[] {
  const all = Object.values(tickets);
  if (place !== pass) {
    const mine = all.filter((ticket) => ticket.station === place && visible(ticket));
    return mine.map(({ id, placedAt }) => ({ id, tickets: [id], placedAt })).sort(byAge);
  }
  const orders = new Map<string, TicketView[]>();
  for (const ticket of all) {
    const key = `${ticket.check}-${ticket.round}`;
    orders.set(key, [...(orders.get(key) ?? []), ticket]);
  }
  const groups: Group[] = [];
  for (const [id, parts] of orders) {
    if (!parts.some((part) => isAtPass(part, now))) continue;
    const sorted = [...parts].sort((a, b) => a.station.localeCompare(b.station) || a.id.localeCompare(b.id));
    const placedAt = parts.map((part) => part.placedAt).sort()[0] ?? "";
    groups.push({ id, tickets: sorted.map((part) => part.id), placedAt });
  }
  return groups.sort(byAge);
}

/** Whether a note warns of a guest's allergy: "fıstık alerjisi", "ALLERGIC to nuts". */
export const saysAllergy = (note: string | null | undefined): boolean => /al+erj|al+erg/i.test(note ?? "");

/** Whether somebody who gets this dish is allergic. */
export const warns = ({ allergy, note }: Pick<TicketItem, "allergy" | "note">): boolean =>
  Boolean(allergy) || saysAllergy(note);

/** Fresh, waiting, late; held is not fired yet, ready waits to be carried out. */
export type Level = "fresh" | "warn" | "late" | "held" | "ready";

const rank: Record<Level, number> = { held: 0, ready: 1, fresh: 2, warn: 3, late: 4 };

export function levelOf(ticket: TicketView, station: Station | undefined, now: number): Level {
  const isOpen = ticket.items.some((item) => isCooking(item) || isUnseen(item));
  if (!isOpen) return ticket.items.some((item) => item.state === "held") ? "held" : "ready";
  const minutes = (now - Date.parse(ticket.placedAt)) / 60_000;
  if (station && minutes >= station.lateMinutes) return "late";
  return station && minutes >= station.warnMinutes ? "warn" : "fresh";
}

/** The most urgent of a card's parts. */
export function urgency(tickets: readonly TicketView[], stations: readonly Station[], now: number): Level {
  const levels = tickets.map((ticket) => levelOf(ticket, stations.find(({ id }) => id === ticket.station), now));
  return levels.reduce((most, level) => (rank[level] > rank[most] ? level : most), "held");
}
