import assert from "node:assert/strict";
import test from "node:test";
import { ShownCheck, ShownLine } from "../apps/pos/model/fold";
import { kitchenWasFaster, lineAndKitchen, oneLine, wholeCheck } from "../apps/pos/model/grounds";
import { check, line } from "./pos-fixtures";

const shown = (...lines: ShownLine[]): ShownCheck => ({ ...check(lines), isLocal: false });

test("a dish that the kitchen finishes leaves the grounds of a void of another line as they were", () => {
  const before = shown(line("a", { state: "sent" }), line("b", { state: "sent" }));
  const after = shown(line("a", { state: "sent" }), line("b", { state: "ready" }));
  assert.equal(lineAndKitchen("a")(before), lineAndKitchen("a")(after));
  assert.equal(kitchenWasFaster(before, after, "a"), false);
});

test("a line that the kitchen has begun is no longer the line that was to be voided", () => {
  const before = shown(line("a", { state: "sent" }));
  const after = shown(line("a", { state: "in_prep" }));
  assert.notEqual(lineAndKitchen("a")(before), lineAndKitchen("a")(after));
  assert.equal(kitchenWasFaster(before, after, "a"), true);
  assert.equal(oneLine("a")(before), oneLine("a")(after), "for a discount the kitchen does not matter");
});

test("another quantity, a line more or a payment is another check", () => {
  const before = shown(line("a"));
  assert.notEqual(wholeCheck(before), wholeCheck(shown(line("a", { quantity: 2000 }))));
  assert.notEqual(wholeCheck(before), wholeCheck(shown(line("a"), line("b"))));
  assert.notEqual(wholeCheck(before), wholeCheck({ ...before, state: "billed" }));
});
