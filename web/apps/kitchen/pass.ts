// This screen's stores: the truth, the queue, what both give together, the live connection, and what the cook has
// chosen on this device.
import { announce } from "@lib/a11y";
import { asProblem, send } from "@lib/api";
import { listStations, moveItem, moveTicket, readSession, Station, StreamSnapshot, TicketView } from "@lib/api.types";
import { serverNow } from "@lib/clock";
import { shelfOf } from "@lib/db";
import { followSession } from "@lib/live-session";
import { createQueue, Outgoing, Queue } from "@lib/queue";
import { createLive } from "@lib/realtime";
import { session, token } from "@lib/session";
import { createStore } from "@lib/store";
import { Command, foldAll, isMoot, ItemVerb, TicketVerb } from "./model/fold";
import { pass, Place } from "./model/board";
import { applyFrames, applySnapshot, News, newsOf, noTruth, Truth, withTicket } from "./model/truth";
import { play } from "./sounds";
import { text } from "./text";

export const truth = createStore<Truth>(noTruth);
export let queue: Queue;

/** The tickets with this screen's own pending commands folded in: what every card reads. */
export const shown = createStore<{ tickets: Truth["tickets"] }>({ tickets: {} });

export interface View {
  /** The station of this screen; null until somebody has chosen. */
  place: Place | null;
  /** The card that the keys act on. */
  selected: string | null;
  /** A dish whose cards are lit. */
  lit: string | null;
  rail: boolean;
  /** What has just happened to tickets, for the flash. */
  flashes: Readonly<Record<string, News>>;
}

const kept = { place: "hesap.kitchen.place", rail: "hesap.kitchen.rail" };

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Lasts for this page.
  }
}

const isWide = () => typeof innerWidth === "number" && innerWidth >= 1600;
const hasRail = () => (remembered(kept.rail) === null ? isWide() : remembered(kept.rail) === "yes");

export const view = createStore<View>(
  { place: remembered(kept.place), selected: null, lit: null, rail: hasRail(), flashes: {} });

export const branch = (): string => session.get().branch?.id ?? "";

export function choosePlace(place: Place | null): void {
  remember(kept.place, place);
  view.set({ place, selected: null, lit: null });
}

export function toggleRail(): void {
  view.set(({ rail }) => ({ rail: !rail, lit: null }));
  remember(kept.rail, view.get().rail ? "yes" : "no");
}

/** The board is of this place. */
export const isHere = (ticket: TicketView): boolean => {
  const { place } = view.get();
  return place === pass || place === ticket.station;
};

const flashMs = 2200;

function flash(id: string, news: News): void {
  view.set(({ flashes }) => ({ flashes: { ...flashes, [id]: news } }));
  setTimeout(() => view.set(({ flashes }) => {
    const { [id]: _, ...rest } = flashes;
    return { flashes: rest };
  }), flashMs);
}

/** Flash, sound and words for what has happened; the first snapshot of a screen is not news. */
function tell(before: Truth["tickets"], after: Truth["tickets"]): void {
  const heard = new Set<News>();
  for (const ticket of Object.values(after)) {
    if (ticket === before[ticket.id] || !isHere(ticket)) continue;
    const news = newsOf(before[ticket.id], ticket);
    if (!news) continue;
    heard.add(news);
    flash(ticket.id, news);
    announce(text.now().news[news](text.now().title(ticket)));
  }
  for (const news of ["void", "change", "new"] as const) if (heard.has(news)) return play(news);
}

function renewed(next: Truth): void {
  const before = truth.get();
  truth.set(next);
  if (before.isKnown) tell(before.tickets, next.tickets);
}

export function accept(ticket: TicketView): void {
  truth.set((state) => withTicket(state, ticket));
}

const isTicket = (answer: unknown): answer is TicketView =>
  typeof answer === "object" && answer !== null && Array.isArray((answer as TicketView).items);

function commands(): Command[] {
  return queue.store.get().items.filter((item) => !item.refused && item.data).map((item) => item.data as Command);
}

/** A refusal of something that somebody else has done meanwhile is no news: its card goes away by itself. */
function dropMoot(): void {
  const { tickets } = truth.get();
  for (const item of queue.store.get().items) {
    if (item.refused?.status === 409 && isMoot(tickets[item.about], item.data as Command)) void queue.dismiss(item.id);
  }
}

function refold(): void {
  shown.set({ tickets: foldAll(truth.get().tickets, commands()) });
}

function callOf(command: Command) {
  const at = { branch: branch() };
  return command.what === "item"
    ? moveItem({ ...at, item: command.item, verb: command.verb })
    : moveTicket({ ...at, ticket: command.ticket, verb: command.verb });
}

function push(command: Command, label: string): void {
  void queue.push({ kind: command.verb, about: command.ticket, label, call: callOf(command), data: command });
}

const now = () => new Date(serverNow()).toISOString();

export function itemMove(ticket: TicketView, item: string, verb: ItemVerb): void {
  const name = ticket.items.find((one) => one.id === item)?.name ?? "";
  push({ what: "item", ticket: ticket.id, item, verb, at: now() }, `${text.now().title(ticket)} · ${name}`);
}

export function ticketMove(ticket: TicketView, verb: TicketVerb): void {
  const t = text.now();
  push({ what: "ticket", ticket: ticket.id, verb, at: now() }, `${t.title(ticket)} · ${t.verbs[verb]}`);
}

async function readStations(): Promise<void> {
  if (!branch()) return;
  try {
    const { items } = await send(listStations({ branch: branch() }));
    const stations = [...items].sort((a: Station, b: Station) => a.position - b.position);
    truth.set({ stations, areStationsKnown: true });
    const { place } = view.get();
    // A screen of a station that is out of use asks where it stands now.
    if (place !== null && place !== pass && !items.some((one) => one.id === place)) choosePlace(null);
  } catch {
    // The last list stands; the link chip says that there is no connection.
  }
}

export const live = createLive({
  hello: () => {
    const bearer = token();
    return bearer && branch() ? { token: bearer, branch: branch(), screen: "kitchen" } : null;
  },
  frames: (frames) => {
    renewed(applyFrames(truth.get(), frames));
    if (frames.some((frame) => frame.type.startsWith("station."))) void readStations();
  },
  snapshot: (data) => renewed(applySnapshot(truth.get(), (data ?? {}) as StreamSnapshot)),
  live: () => {
    void readStations();
    void queue.flush();
  },
  // A revoked device learns it by its next call, which then forgets the pairing.
  refused: () => void send(readSession()).catch((fault: unknown) => asProblem(fault)),
});

/** Makes the stores; called once, when the session is known. */
export async function openPass(): Promise<void> {
  queue = await createQueue({
    shelf: await shelfOf<Outgoing>("kitchen", "out"),
    token,
    done: (_, answer) => isTicket(answer) && accept(answer),
    refused: () => setTimeout(dropMoot, 0),
  });
  truth.subscribe(() => {
    refold();
    dropMoot();
  });
  queue.store.subscribe(refold);
  let last = branch();
  session.subscribe(() => {
    if (branch() === last) return;
    last = branch();
    truth.set(noTruth);
    choosePlace(null);
  });
  setInterval(() => live.store.get().link !== "offline" && void queue.flush(), 5000);
  followSession(live);
}
