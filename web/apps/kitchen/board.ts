// The board of this screen: which cards are on it and in which places, renewed whenever a card comes or goes.
import { serverNow } from "@lib/clock";
import { createStore, sameList } from "@lib/store";
import { Group, groupsOf, levelOf, pass, Place } from "./model/board";
import { arrange, Columns, emptyColumns, guessHeight } from "./model/slots";
import { shown, truth, view } from "./pass";
import { play } from "./sounds";

interface Board {
  columns: Columns;
  groups: Readonly<Record<string, Group>>;
  /** Ids of the cards, the oldest first: what the keys 1–9 choose. */
  order: readonly string[];
}

export const board = createStore<Board>({ columns: emptyColumns(1), groups: {}, order: [] });

let place: Place | null = null;

function guess(group: Group | undefined): number {
  const { tickets } = shown.get();
  const items = (group?.tickets ?? []).flatMap((id) => tickets[id]?.items ?? []);
  const heads = place === pass ? (group?.tickets.length ?? 0) * 36 : 0;
  return heads + guessHeight(items.map(({ modifiers, note, allergy, allergens, seat }) =>
    ({ extras: modifiers.length + [note, allergy, allergens[0], seat].filter(Boolean).length })));
}

function heightOf(groups: Board["groups"]) {
  const known = board.get().groups;
  return (id: string) =>
    document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.offsetHeight ?? guess(groups[id] ?? known[id]);
}

const isSame = (a: Group, b: Group) => a.placedAt === b.placedAt && sameList(a.tickets, b.tickets);

/** Puts the cards where they belong: those that stand already stay. */
export function settle(): void {
  const { place: wanted } = view.get();
  if (wanted === null) return;
  const before = board.get();
  const list = groupsOf(shown.get().tickets, wanted, serverNow());
  const order = list.map((group) => group.id);
  const groups: Record<string, Group> = {};
  for (const group of list) {
    const known = before.groups[group.id];
    groups[group.id] = known && isSame(known, group) ? known : group;
  }
  const isOther = wanted !== place;
  place = wanted;
  const from = isOther ? emptyColumns(before.columns.length) : before.columns;
  const isSettled = !isOther && sameList(order, before.order);
  const columns = isSettled ? before.columns : arrange(from, order, heightOf(groups));
  board.set({ columns, groups, order: isSettled ? before.order : order });
}

/** Another width: the cards are laid out anew, the oldest at the left. */
export function setColumnCount(count: number): void {
  const { columns, groups, order } = board.get();
  if (columns.length === count) return;
  board.set({ columns: arrange(emptyColumns(count), order, heightOf(groups)) });
}

const late = new Set<string>();

/** A ticket that turns red while it is watched is heard once. */
function listen(isFirst: boolean): void {
  const { tickets } = shown.get();
  const { stations } = truth.get();
  let isNew = false;
  for (const id of Object.values(board.get().groups).flatMap((group) => group.tickets)) {
    const ticket = tickets[id];
    const station = stations.find((one) => one.id === ticket?.station);
    if (!ticket || late.has(id) || levelOf(ticket, station, serverNow()) !== "late") continue;
    late.add(id);
    isNew = true;
  }
  if (isNew && !isFirst) play("late");
}

/** Starts to follow tickets, station and clock. */
export function openBoard(): void {
  let wasKnown = false;
  shown.subscribe(settle);
  view.subscribe(() => view.get().place !== place && settle());
  setInterval(() => {
    const { isKnown, stations } = truth.get();
    const canJudge = isKnown && stations.length > 0;
    if (canJudge) listen(!wasKnown);
    wasKnown = canJudge;
  }, 1000);
  setInterval(() => view.get().place === pass && settle(), 30_000);
  settle();
}
