// Where each card stands. A cook finds a card by its place, so no card ever moves because another one has left: the
// place stays empty until a new card fits into it, or nothing is left beneath it.

/** A place in a column: a card, or the hole that one has left. `hold` is the height that what is beneath relies on. */
export interface Slot {
  id: string;
  isHole: boolean;
  hold: number;
}

export type Columns = readonly (readonly Slot[])[];

export const gap = 12;

const card = (id: string, hold = 0): Slot => ({ id, isHole: false, hold });

export const emptyColumns = (count: number): Columns => Array.from({ length: count }, () => []);

/** Cards that have left become holes; neighbouring holes become one; a hole with nothing beneath it goes. */
function emptied(column: readonly Slot[], isOn: (id: string) => boolean, heightOf: (id: string) => number): Slot[] {
  const slots: Slot[] = [];
  for (const slot of column) {
    const hasLeft = !slot.isHole && !isOn(slot.id);
    const next = hasLeft ? { ...slot, isHole: true, hold: Math.max(slot.hold, heightOf(slot.id)) } : slot;
    const last = slots[slots.length - 1];
    if (last?.isHole && next.isHole) slots[slots.length - 1] = { ...next, hold: last.hold + gap + next.hold };
    else slots.push(next);
  }
  while (slots[slots.length - 1]?.isHole) slots.pop();
  return slots;
}

const heightOfColumn = (column: readonly Slot[], heightOf: (id: string) => number) =>
  column.reduce((sum, slot) => sum + gap + (slot.isHole ? slot.hold : Math.max(slot.hold, heightOf(slot.id))), 0);

/** Its own old place when it was called back, else the first hole that it fits into. */
function holeFor(columns: Slot[][], id: string, height: number): [Slot[], number] | null {
  for (const column of columns) {
    const own = column.findIndex((slot) => slot.isHole && slot.id === id);
    if (own >= 0) return [column, own];
  }
  for (const column of columns) {
    const fitting = column.findIndex((slot) => slot.isHole && slot.hold >= height);
    if (fitting >= 0) return [column, fitting];
  }
  return null;
}

function place(columns: Slot[][], id: string, heightOf: (id: string) => number): void {
  const hole = holeFor(columns, id, heightOf(id));
  if (hole) {
    const [column, index] = hole;
    column[index] = card(id, column[index]?.hold);
    return;
  }
  const heights = columns.map((column) => heightOfColumn(column, heightOf));
  columns[heights.indexOf(Math.min(...heights))]?.push(card(id));
}

/** The board with exactly the cards `ids` (oldest first); those that were on it already stay where they are. */
export function arrange(before: Columns, ids: readonly string[], heightOf: (id: string) => number): Columns {
  const wanted = new Set(ids);
  const columns = before.map((column) => emptied(column, (id) => wanted.has(id), heightOf));
  const placed = new Set(columns.flatMap((column) => column.filter((slot) => !slot.isHole).map((slot) => slot.id)));
  for (const id of ids) if (!placed.has(id)) place(columns, id, heightOf);
  return columns.map((column, index) => {
    const was = before[index] ?? [];
    const isSame = was.length === column.length && was.every((slot, at) => sameSlot(slot, column[at]));
    return isSame ? was : column;
  });
}

const sameSlot = (a: Slot, b: Slot | undefined) =>
  b !== undefined && a.id === b.id && a.isHole === b.isHole && a.hold === b.hold;

/** The height of a card that has not been painted yet, rather too much than too little. */
export function guessHeight(lines: readonly { extras: number }[]): number {
  return 64 + 76 + lines.reduce((sum, { extras }) => sum + 60 + extras * 28, 0);
}
