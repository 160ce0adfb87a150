import assert from "node:assert/strict";
import test from "node:test";
import { Command, fold, foldAll, isMoot } from "../apps/kitchen/model/fold";
import { applyFrames, applySnapshot, keptDone, newsOf, noTruth, trimmed, withTicket } from "../apps/kitchen/model/truth";
import { item, ticket } from "./kitchen-fixtures";

const at = "2026-11-21T09:05:00.000Z";
const bump = (id: string): Command => ({ what: "item", ticket: "t", item: id, verb: "bump", at });

test("a tapped dish is done at once, and the ticket with its last one", () => {
  const open = ticket("t", [item("a"), item("b", { state: "in_prep" })]);
  const half = fold(open, [bump("a")]);
  assert.deepEqual([half.items[0]?.state, half.items[1]?.state, half.state], ["ready", "in_prep", "open"]);
  const done = fold(open, [bump("a"), bump("b")]);
  assert.equal(done.state, "done");
  assert.equal(done.bumpedAt, at);
  assert.equal(open.items[0]?.state, "sent");
});

test("a second tap takes the first one back, answered or not", () => {
  const shown = fold(ticket("t", [item("a"), item("b")]), [bump("a"), { ...bump("a"), verb: "recall" } as Command]);
  assert.equal(shown.items[0]?.state, "in_prep");
  assert.equal(shown.bumpedAt, null);
});

test("a ticket stays until its cancelled dishes have been seen", () => {
  const open = ticket("t", [item("a"), item("b", { state: "voided" })]);
  const bumped = fold(open, [{ what: "ticket", ticket: "t", verb: "bump", at }]);
  assert.equal(bumped.state, "open");
  const seen = fold(bumped, [{ what: "item", ticket: "t", item: "b", verb: "confirm-void", at }]);
  assert.equal(seen.state, "done");
});

test("what is held cannot be bumped", () => {
  const held = ticket("t", [item("a", { state: "held" })]);
  assert.equal(fold(held, [bump("a")]), held);
  assert.equal(isMoot(held, bump("a")), true);
});

test("tickets without commands stay the same objects", () => {
  const tickets = { t: ticket("t", [item("a")]), u: ticket("u", [item("c")]) };
  const folded = foldAll(tickets, [bump("a")]);
  assert.equal(folded.u, tickets.u);
  assert.notEqual(folded.t, tickets.t);
  assert.equal(foldAll(tickets, []), tickets);
});

test("a refusal is moot when the truth is there already", () => {
  assert.equal(isMoot(ticket("t", [item("a", { state: "ready" })]), bump("a")), true);
  assert.equal(isMoot(ticket("t", [item("a")]), bump("a")), false);
});

const frame = (data: unknown, type = "ticket.changed") =>
  ({ seq: 1, prev: 0, ts: "", epoch: "e", type, entity: "", id: "", version: 1, data });

test("an older version of a ticket changes nothing, and its card is not painted", () => {
  const truth = withTicket(noTruth, ticket("t", [item("a")], { version: 5 }));
  assert.equal(applyFrames(truth, [frame(ticket("t", [], { version: 5 }))]), truth);
  const newer = applyFrames(truth, [frame(ticket("t", [], { version: 6 }))]);
  assert.equal(newer.tickets.t?.items.length, 0);
});

test("a snapshot forgets what it does not have and keeps what has not changed", () => {
  const known = ticket("t", [item("a")]);
  const truth = withTicket(withTicket(noTruth, known), ticket("gone", [item("b")]));
  const after = applySnapshot(truth, { tickets: [ticket("t", [item("a")])],
    availability: [{ product: "tea", state: "off" }] });
  assert.deepEqual(Object.keys(after.tickets), ["t"]);
  assert.equal(after.tickets.t, known);
  assert.equal(after.availability.tea?.state, "off");
  assert.equal(after.isKnown, true);
});

test("finished tickets do not pile up", () => {
  const rows = Array.from({ length: keptDone * 2 + 5 }, (_, n) => ticket(`d${n}`, [], { state: "done",
    bumpedAt: `2026-11-21T09:${String(n % 60).padStart(2, "0")}:00.${String(n).padStart(3, "0")}Z` }));
  const truth = trimmed({ ...noTruth, tickets: Object.fromEntries([...rows, ticket("o", [item("a")])].map((t) => [t.id, t])) });
  assert.equal(Object.keys(truth.tickets).length, keptDone + 1);
  assert.ok(truth.tickets.o);
});

test("news: a new ticket, a fired one, a cancelled dish, a moved table; a cook's own taps are none", () => {
  const before = ticket("t", [item("a"), item("b")]);
  assert.equal(newsOf(undefined, before), "new");
  assert.equal(newsOf(ticket("t", [item("a", { state: "held" })]), ticket("t", [item("a")])), "new");
  assert.equal(newsOf(before, ticket("t", [item("a", { state: "voided" }), item("b")])), "void");
  assert.equal(newsOf(before, { ...before, label: "5" }), "change");
  assert.equal(newsOf(before, ticket("t", [item("a", { note: "acele" }), item("b")])), "change");
  assert.equal(newsOf(before, ticket("t", [item("a", { state: "ready" }), item("b")])), null);
  assert.equal(newsOf(before, fold(before, [bump("a"), bump("b")])), null);
});
