// What somebody had before their eyes when they decided. A check's version also moves when the kitchen finishes
// a dish or another till adds a line; as long as what a decision rests on is the same, it still stands.
import { CheckLine, LineState } from "@lib/api.types";
import { ShownCheck } from "./fold";

/** What a decision rests on, as a text to compare. */
export type Grounds = (check: ShownCheck) => string;

type Stage = "pad" | "waiting" | "begun" | "served" | "voided" | "comped";

const stages: Record<LineState, Stage> = { new: "pad", held: "waiting", sent: "waiting", in_prep: "begun",
  ready: "begun", served: "served", voided: "voided", comped: "comped" };

const isOff = (line: CheckLine) => line.state === "voided" || line.state === "comped";

const money = (line: CheckLine) =>
  [line.id, line.quantity, line.voidedQuantity, line.net, isOff(line) ? line.state : ""];

/** The lines, what was taken and given, and where the guests sit: for what concerns the whole check. */
export const wholeCheck: Grounds = ({ state, table, lines, tenders, discounts }) =>
  JSON.stringify([state, table?.id, lines.map(money), tenders.map((one) => [one.id, one.state, one.refunded]),
    discounts.map((one) => [one.id, one.amount])]);

/** The whole check and how far the kitchen is with it: for what throws its work away. */
export const checkAndKitchen: Grounds = (check) =>
  wholeCheck(check) + check.lines.map((line) => stages[line.state]).join();

/** One line and whether the check may still be changed. */
export const oneLine = (id: string): Grounds => ({ state, lines }) =>
  JSON.stringify([state, lines.filter((line) => line.id === id).map(money)]);

/** One line and how far the kitchen is with it. */
export const lineAndKitchen = (id: string): Grounds => (check) =>
  oneLine(id)(check) + check.lines.filter((line) => line.id === id).map((line) => stages[line.state]).join();

/** True when the kitchen has begun or finished this line since it was looked at. */
export function kitchenWasFaster(before: ShownCheck, after: ShownCheck, id: string): boolean {
  const stage = (check: ShownCheck) => stages[check.lines.find((line) => line.id === id)?.state ?? "new"];
  return stage(before) === "waiting" && /begun|served/.test(stage(after));
}
