import assert from "node:assert/strict";
import test from "node:test";
import { groupsOf, levelOf, pass, urgency } from "../apps/kitchen/model/board";
import { allDay, production } from "../apps/kitchen/model/counts";
import { arrange, Columns, emptyColumns } from "../apps/kitchen/model/slots";
import { item, ticket } from "./kitchen-fixtures";

const station = { id: "grill", name: { tr: "Izgara" }, warnMinutes: 5, lateMinutes: 8, position: 0 };
const placed = Date.parse("2026-11-21T09:00:00.000Z");
const minutes = (n: number) => placed + n * 60_000;

test("the age of a card follows its station's minutes", () => {
  const open = ticket("t", [item("a")]);
  assert.deepEqual([4.9, 5, 7.9, 8].map((n) => levelOf(open, station, minutes(n))), ["fresh", "warn", "warn", "late"]);
  assert.equal(levelOf(ticket("t", [item("a", { state: "held" })]), station, minutes(60)), "held");
  assert.equal(levelOf(ticket("t", [item("a", { state: "ready" })]), station, minutes(60)), "ready");
});

test("at the pass an order is green when every part is ready, and as urgent as its latest part", () => {
  const ready = ticket("a", [item("a", { state: "ready" })]);
  assert.equal(urgency([ready, ready], [station], minutes(9)), "ready");
  assert.equal(urgency([ready, ticket("b", [item("b")])], [station], minutes(9)), "late");
});

test("a station sees its own open tickets, the oldest first", () => {
  const tickets = { a: ticket("a", [item("a")], { placedAt: "2026-11-21T09:02:00.000Z" }), b: ticket("b", [item("b")]),
    c: ticket("c", [item("c")], { station: "bar" }), d: ticket("d", [item("d", { state: "ready" })], { state: "done" }) };
  assert.deepEqual(groupsOf(tickets, "grill", minutes(3)).map((group) => group.id), ["b", "a"]);
});

test("the pass joins the parts of a round and keeps what waits to be carried out", () => {
  const part = { check: "k", bumpedAt: "2026-11-21T09:03:00.000Z" };
  const tickets = { a: ticket("a", [item("a")], part), c: ticket("c", [item("c", { state: "ready" })],
    { ...part, station: "bar", state: "done" }), e: ticket("e", [item("e", { state: "served" })], { state: "done" }) };
  const [group, ...rest] = groupsOf(tickets, pass, minutes(5));
  assert.deepEqual(group?.tickets, ["c", "a"]);
  assert.equal(rest.length, 0);
  const forgotten = { c: { ...tickets.c } };
  assert.equal(groupsOf(forgotten, pass, minutes(60)).length, 0);
});

const heights = () => 100;
const ids = (columns: Columns) => columns.map((column) => column.map((slot) => (slot.isHole ? "–" : slot.id)).join(" "));

test("cards fill the columns with the oldest at the left", () => {
  assert.deepEqual(ids(arrange(emptyColumns(3), ["1", "2", "3", "4", "5"], heights)), ["1 4", "2 5", "3"]);
});

test("no card moves when another one leaves: its place stays empty", () => {
  const before = arrange(emptyColumns(3), ["1", "2", "3", "4", "5"], heights);
  const after = arrange(before, ["2", "3", "4", "5"], heights);
  assert.deepEqual(ids(after), ["– 4", "2 5", "3"]);
  assert.equal(after[0]?.[0]?.hold, 100);
  assert.equal(after[1], before[1]);
});

test("a place with nothing beneath it goes", () => {
  const before = arrange(emptyColumns(2), ["1", "2", "3", "4"], heights);
  assert.deepEqual(ids(arrange(before, ["1", "2", "4"], heights)), ["1", "2 4"]);
  assert.deepEqual(ids(arrange(before, ["2", "4"], heights)), ["", "2 4"]);
});

test("a new card takes an empty place that is large enough, a recalled one its own", () => {
  const before = arrange(arrange(emptyColumns(2), ["1", "2", "3", "4"], heights), ["3", "4"], heights);
  assert.deepEqual(ids(before), ["– 3", "– 4"]);
  assert.deepEqual(ids(arrange(before, ["2", "3", "4"], heights)), ["– 3", "2 4"]);
  const tall = (id: string) => (id === "9" ? 300 : 100);
  assert.deepEqual(ids(arrange(before, ["3", "4", "9"], tall)), ["– 3 9", "– 4"]);
  assert.deepEqual(ids(arrange(before, ["3", "4", "5"], heights)), ["5 3", "– 4"]);
});

test("neighbouring empty places become one", () => {
  const before = arrange(emptyColumns(1), ["1", "2", "3"], heights);
  const after = arrange(arrange(before, ["2", "3"], heights), ["3"], heights);
  assert.deepEqual(ids(after), ["– 3"]);
  assert.equal(after[0]?.[0]?.hold, 212);
});

test("totals count what is to be cooked: dishes by name, additions once for each dish", () => {
  const tickets = [ticket("t", [
    item("a", { name: "Adana", quantity: 2000, modifiers: [{ text: "lavaş", kind: "add" }, { text: "soğan", kind: "remove" }] }),
    item("b", { name: "Adana" }), item("c", { name: "Ezme", state: "ready" }), item("d", { name: "Şiş", state: "held" })])];
  assert.deepEqual(allDay(tickets), [{ name: "Adana", quantity: 3000 }]);
  assert.deepEqual(production(tickets), [{ name: "lavaş", quantity: 2000 }]);
});
