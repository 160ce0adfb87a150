import assert from "node:assert/strict";
import test from "node:test";
import { Command, fold, groups, newCounts, sameNewLine } from "../apps/pos/model/fold";
import { check, context, line, menu } from "./pos-fixtures";

const add = (id: string, product = "tea", quantity = 1000): Command =>
  ({ kind: "lines", check: "k", lines: [{ id, product, quantity, options: [] }] });

test("a tap shows before the server has answered", () => {
  const shown = fold(check([line("a")]), [add("b", "rice")], context);
  assert.equal(shown?.lines.length, 2);
  assert.equal(shown?.lines[1]?.isPending, true);
  assert.equal(shown?.totals.total, 2500 + 13000);
  assert.equal(shown?.totals.remaining, 15500);
  assert.equal(shown?.totals.kdv[0]?.kdv, Math.round((15500 * 1000) / 11000));
});

test("a command that has arrived changes nothing more", () => {
  const truth = check([line("a"), line("b")]);
  const shown = fold(truth, [add("b")], context);
  assert.equal(shown?.lines.length, 2);
  assert.deepEqual(shown?.totals, truth.totals);
});

test("a check that only this till knows is shown with its place", () => {
  const open: Command = { kind: "open", check: "k", orderType: "dine_in", table: { id: "t", name: "4" }, guests: 3,
    lines: [{ id: "a", product: "tea", quantity: 2000, options: [] }] };
  const shown = fold(undefined, [open, add("b", "rice"), { kind: "send", check: "k" }], context);
  assert.equal(shown?.isLocal, true);
  assert.equal(shown?.guests, 3);
  assert.equal(shown?.totals.total, 5000 + 13000);
  assert.deepEqual(shown?.lines.map((one) => one.state), ["sent", "sent"]);
});

test("a quantity keeps the price of the check, whatever the menu says now", () => {
  const truth = check([line("a", { unitPrice: 2000, gross: 2000, net: 2000 })]);
  const shown = fold(truth, [{ kind: "change", check: "k", line: "a", quantity: 3000 }], context);
  assert.equal(shown?.lines[0]?.net, 6000);
  assert.equal(shown?.totals.total, 6000);
});

test("a deleted line is gone, a sent one stays", () => {
  const truth = check([line("a"), line("b", { state: "sent", round: 1 })]);
  const commands: Command[] = [{ kind: "delete", check: "k", line: "a" }, { kind: "delete", check: "k", line: "b" }];
  const shown = fold(truth, commands, context);
  assert.deepEqual(shown?.lines.map((one) => one.id), ["b"]);
  assert.equal(shown?.totals.total, 2500);
});

test("without truth and without commands there is no check", () => {
  assert.equal(fold(undefined, [], context), null);
  assert.equal(fold(undefined, [add("a")], context), null);
});

test("tiles count what is new, rounds keep their order", () => {
  const shown = fold(check([line("a", { quantity: 2000 }), line("b", { state: "sent", round: 1 }),
    line("c", { state: "ready", round: 2 })]), [], context);
  assert.deepEqual(newCounts(shown), { tea: 2000 });
  assert.deepEqual(groups(shown).map((group) => group.key), ["r1", "r2", "new"]);
});

test("another tap joins a plain new line and no other", () => {
  const shown = fold(check([line("a", { note: "açık" }), line("b"), line("c", { state: "sent", round: 1 })]), [], context);
  assert.equal(sameNewLine(shown, "tea", 2500, [])?.id, "b");
  assert.equal(sameNewLine(shown, "tea", 4000, []), undefined);
  assert.equal(sameNewLine(shown, "latte", 2500, []), undefined);
});

test("options and what is free are priced as the server will", () => {
  const latte: Command = { kind: "lines", check: "k", lines: [{ id: "x", product: "latte", quantity: 2000,
    options: [{ option: "large", count: 1 }, { option: "shot", count: 2 }] }] };
  const shown = fold(check([]), [latte], { ...context, menu });
  assert.equal(shown?.totals.total, (9000 + 2000 + 2000) * 2);
});
