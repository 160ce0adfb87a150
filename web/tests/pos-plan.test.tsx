import assert from "node:assert/strict";
import test from "node:test";
import { tracks, used } from "@lib/plan";

const table = (x: number, y: number, width = 2, height = 2) => ({ x, y, width, height });

test("columns without a table are narrow", () => {
  const tables = [table(0, 0), table(3, 0), table(3, 3, 1, 1)];
  assert.deepEqual(used(tables, "x"), [true, true, false, true, true]);
  assert.deepEqual(used(tables, "y"), [true, true, false, true]);
  assert.equal(tracks(used(tables, "y"), "1fr"), "1fr 1fr 12px 1fr");
});

test("an empty floor is one cell", () => {
  assert.deepEqual(used([], "x"), [false]);
});
