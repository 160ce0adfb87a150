import assert from "node:assert/strict";
import test from "node:test";
import { changeOf, counted, makeTender, noteKeys, remainingAfter, shares } from "../apps/pos/model/pay";

test("cash over what is due gives change, and books only what is due", () => {
  const tender = makeTender({ id: "x", kind: "cash", typed: 20000, remaining: 15550, tip: 0 });
  assert.deepEqual(tender, { id: "x", kind: "cash", amount: 15550, tendered: 20000 });
  assert.equal(typeof tender === "object" && changeOf(tender), 4450);
});

test("nothing typed pays the whole rest", () => {
  assert.deepEqual(makeTender({ id: "x", kind: "card", typed: null, remaining: 900, tip: 100, card: "sim_ok" }),
    { id: "x", kind: "card", amount: 900, tip: 100, card: "sim_ok" });
});

test("a tip is part of the cash that is handed over", () => {
  assert.deepEqual(makeTender({ id: "x", kind: "cash", typed: 20000, remaining: 15550, tip: 1000 }),
    { id: "x", kind: "cash", amount: 15550, tendered: 20000, tip: 1000 });
  assert.deepEqual(makeTender({ id: "x", kind: "cash", typed: null, remaining: 15550, tip: 1000 }),
    { id: "x", kind: "cash", amount: 15550, tendered: 16550, tip: 1000 });
  assert.deepEqual(makeTender({ id: "x", kind: "voucher", typed: null, remaining: 500, tip: 100, provider: "setcard" }),
    { id: "x", kind: "voucher", amount: 500, provider: "setcard" });
});

test("a card or voucher over what is left is refused here already", () => {
  assert.equal(makeTender({ id: "x", kind: "card", typed: 1000, remaining: 900, tip: 0 }), "over");
  assert.equal(makeTender({ id: "x", kind: "voucher", typed: 1000, remaining: 900, tip: 0 }), "over");
  assert.equal(makeTender({ id: "x", kind: "cash", typed: 0, remaining: 900, tip: 0 }), "nothing");
});

test("mixed tenders cover the rest together", () => {
  const drafts = [{ id: "a", kind: "voucher" as const, amount: 5000 }, { id: "b", kind: "card" as const, amount: 2500 }];
  assert.equal(remainingAfter(10000, drafts), 2500);
});

test("equal shares sum to the total and differ by a kuruş at most, in a thousand cases", () => {
  let seed = 42;
  const next = (limit: number) => ((seed = (seed * 48271) % 2147483647) % limit) + 1;
  for (let round = 0; round < 1000; round += 1) {
    const total = next(1_000_000);
    const parts = shares(total, next(20));
    assert.equal(parts.reduce((sum, part) => sum + part, 0), total);
    assert.ok(Math.max(...parts) - Math.min(...parts) <= 1);
  }
});

test("note keys are what a guest would hand over", () => {
  assert.deepEqual(noteKeys(115000), [120000, 150000, 200000]);
  assert.deepEqual(noteKeys(4500), [5000, 10000, 20000]);
});

test("a count is the sum of its pieces", () => {
  assert.equal(counted({ 20000: 3, 500: 2, 25: 4 }), 61100);
});
