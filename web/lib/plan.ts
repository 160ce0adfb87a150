// The floor plan as a grid: tables keep their places to each other, and rows or columns where nothing stands are
// narrow, so that the tables themselves are large enough to read and to hit.
import { FloorTable } from "./api.types";

export type Stand = Pick<FloorTable, "x" | "y" | "width" | "height">;

/** Which units of one axis have a table. */
export function used(tables: readonly Stand[], axis: "x" | "y"): boolean[] {
  const span = (table: Stand) => (axis === "x" ? table.width : table.height);
  const length = Math.max(1, ...tables.map((table) => table[axis] + span(table)));
  return Array.from({ length }, (_, at) => tables.some((table) => at >= table[axis] && at < table[axis] + span(table)));
}

/** The tracks of a CSS grid: `full` where tables stand, a gap elsewhere. */
export const tracks = (units: readonly boolean[], full: string): string =>
  units.map((isUsed) => (isUsed ? full : "12px")).join(" ");
