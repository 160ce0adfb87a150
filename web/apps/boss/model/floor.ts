// The plan of a floor while it is set up: names of a whole row, free spots, moves that fit.
import { FloorTable } from "@lib/api.types";
import { Stand } from "@lib/plan";

/** As in the server: a plan's units in each direction, a table's at most. */
export const planUnits = 60;
export const tableUnits = 12;
/** Tables that are added at once, at most. */
export const rowMost = 60;
const seatsMost = 99;

/** "1-12", "B1-B6", "VIP, Balkon" as the names of tables; null when nothing can be made of it. */
export function tableNames(text: string): string[] | null {
  const names: string[] = [];
  for (const part of text.split(",").map((one) => one.trim()).filter(Boolean)) {
    const row = /^(.*?)(\d{1,4})\s*[-–]\s*(.*?)(\d{1,4})$/.exec(part);
    if (!row) names.push(part);
    else {
      const [, before = "", from = "", again = "", to = ""] = row;
      const length = Number(to) - Number(from) + 1;
      if ((again !== "" && again !== before) || length < 1 || length > rowMost) return null;
      for (let at = 0; at < length; at += 1) names.push(`${before}${Number(from) + at}`);
    }
  }
  const isFit = names.length > 0 && names.length <= rowMost && new Set(names).size === names.length
    && names.every((name) => name.length <= 24);
  return isFit ? names : null;
}

export const overlaps = (a: Stand, b: Stand): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isOnPlan = ({ x, y, width, height }: Stand): boolean =>
  x >= 0 && y >= 0 && width >= 1 && height >= 1 && width <= tableUnits && height <= tableUnits
  && x + width <= planUnits && y + height <= planUnits;

/** Whether a table may stand there: on the plan, and on nobody's spot. */
export const fits = (place: Stand, others: readonly Stand[]): boolean =>
  isOnPlan(place) && !others.some((other) => overlaps(place, other));

/** Spots for so many tables of one size, under those that stand already, so many beside each other. */
export function spots(
  others: readonly Stand[], count: number, size: Pick<Stand, "width" | "height">, perRow: number,
): Stand[] {
  const top = Math.max(0, ...others.map((one) => one.y + one.height + 1));
  return Array.from({ length: count }, (_, at) => ({
    ...size, x: (at % perRow) * (size.width + 1), y: top + Math.floor(at / perRow) * (size.height + 1),
  }));
}

/** How much of the plan is shown: what is used, and some room around it. */
export function room(tables: readonly Stand[]): { columns: number; rows: number } {
  const most = (ends: number[], least: number) => Math.min(planUnits, Math.max(least, ...ends.map((end) => end + 2)));
  return {
    columns: most(tables.map((one) => one.x + one.width), 19), rows: most(tables.map((one) => one.y + one.height), 12),
  };
}

/** The move of an arrow key; with shift it makes the table larger or smaller. */
export function stepped(place: Stand, key: string, isSizing: boolean): Stand | null {
  const by: Record<string, [number, number]> =
    { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const [x, y] = by[key] ?? [0, 0];
  if (x === 0 && y === 0) return null;
  return isSizing ? { ...place, width: place.width + x, height: place.height + y }
    : { ...place, x: place.x + x, y: place.y + y };
}

export interface TableForm {
  name: string;
  seats: string;
  shape: FloorTable["shape"];
  floor: string;
  x: string;
  y: string;
  width: string;
  height: string;
}

export const formOfTable = (table: FloorTable): TableForm => ({
  name: table.name, seats: String(table.seats), shape: table.shape, floor: table.floor,
  x: String(table.x), y: String(table.y), width: String(table.width), height: String(table.height),
});

type Numbers = "seats" | "x" | "y" | "width" | "height";
const bounds: Record<Numbers, [number, number]> = {
  seats: [1, seatsMost], x: [0, planUnits - 1], y: [0, planUnits - 1], width: [1, tableUnits], height: [1, tableUnits],
};

/** What is different from the table as it stands; or which fields cannot be taken. */
export function changeOf(table: FloorTable, form: TableForm) {
  const faults: Record<string, string> = {};
  const change: Partial<Pick<FloorTable, "name" | "floor" | "shape" | Numbers>> = {};
  const name = form.name.trim();
  if (name === "" || name.length > 24) faults.name = "required";
  else if (name !== table.name) change.name = name;
  if (form.shape !== table.shape) change.shape = form.shape;
  if (form.floor !== table.floor) change.floor = form.floor;
  for (const field of Object.keys(bounds) as Numbers[]) {
    const [least, most] = bounds[field];
    const value = /^\d{1,3}$/.test(form[field].trim()) ? Number(form[field]) : -1;
    if (value < least || value > most) faults[field] = "not_number";
    else if (value !== table[field]) change[field] = value;
  }
  return { change, faults };
}
