import assert from "node:assert/strict";
import test from "node:test";
import { Frame } from "@lib/resume";
import { applyFrames, applySnapshot, drawersOf, noTruth, openChecks, withCheck, withFloor, withOwnDevice } from "../apps/pos/model/truth";
import { check, line, menu } from "./pos-fixtures";

const frame = (type: string, data: unknown): Frame =>
  ({ seq: 1, prev: 0, ts: "", epoch: "e", type, entity: "", id: "", version: 1, data });

test("the newer version of a check wins, whichever came first", () => {
  const truth = { ...noTruth, ...withCheck(noTruth, check([line("a")], { version: 5 })) };
  const after = applyFrames(truth, [frame("check.changed", check([], { version: 4 }))]);
  assert.equal(after.checks.k?.lines.length, 1);
  const newer = applyFrames(truth, [frame("check.changed", check([], { version: 6 }))]);
  assert.equal(newer.checks.k?.lines.length, 0);
});

test("a batch of frames is one change", () => {
  const table = { id: "t", floor: "f", name: "4", seats: 4, shape: "square", x: 0, y: 0, width: 1, height: 1, version: 2,
    state: "ordered", check: null };
  const after = applyFrames({ ...noTruth, menu }, [frame("table.changed", table),
    frame("availability.changed", { product: "tea", state: "off", remaining: null }), frame("menu.published", { version: 9 }),
    frame("something.new", {})]);
  assert.equal(after.tables.t?.state, "ordered");
  assert.equal(after.menu?.products.tea?.available, "off");
  assert.equal(after.menuWanted, 1);
});

test("a snapshot replaces what the till knew", () => {
  const truth = { ...noTruth, ...withCheck(noTruth, check([line("a")], { id: "old" })) };
  const after = { ...truth, ...applySnapshot(truth, { checks: [check([])] }) };
  assert.deepEqual(Object.keys(after.checks), ["k"]);
});

test("a closed drawer session leaves the drawer without one", () => {
  const session = { id: "s", drawer: "w", state: "open" as const, openedAt: "", float: 100, businessDay: "2026-11-21",
    currency: "TRY", openedBy: "Meltem", denominations: [], recounted: false, version: 1 };
  const truth = { ...noTruth, drawers: { w: { id: "w", name: "Kasa", session, archived: false, version: 1 } } };
  const after = applyFrames(truth, [frame("drawer.changed", { ...session, state: "closed" })]);
  assert.equal(after.drawers.w?.session, null);
});

test("open checks are those that can still be worked on", () => {
  const truth = { ...noTruth, checks: { a: check([], { id: "a", state: "closed" }), b: check([], { id: "b" }),
    c: check([], { id: "c", state: "partially_paid", openedAt: "2026-11-21T07:00:00.000Z" }) } };
  assert.deepEqual(openChecks(truth).map((one) => one.id), ["c", "b"]);
});

test("this device's own drawer is followed, and stands before the others", () => {
  const about = (id: string, data: unknown) => ({ ...frame("device.changed", data), id });
  const frames = [about("me", { drawer: "b" }), about("me", { stations: [] }), about("other", { drawer: "a" })];
  assert.deepEqual(withOwnDevice(frames, "me"), { ownDrawer: "b" });
  assert.deepEqual(withOwnDevice([about("me", { drawer: null })], "me"), { ownDrawer: null });
  const drawers = { a: { id: "a", name: "Kasa 1", session: null, archived: false, version: 1 } };
  const truth = applyFrames({ ...noTruth, drawers }, [frame("drawer.added", { id: "b", name: "Kasa 2", session: null })]);
  assert.deepEqual(drawersOf({ ...truth, ownDrawer: "b" }).map((drawer) => drawer.id), ["b", "a"]);
});

test("floors and tables come, change their order and go; an older reading brings no table back", () => {
  const at = (type: string, id: string, data: unknown): Frame => ({ ...frame(type, data), id });
  const floor = (id: string, position: number) => ({ id, name: id, position, version: 1 });
  const table = { id: "t", floor: "hall", name: "4", seats: 4, shape: "square" as const, x: 0, y: 0, width: 1, height: 1,
    version: 2, state: "free" as const, check: null, arranged: 1 };
  const truth = applyFrames(noTruth, [at("floor.changed", "hall", floor("hall", 1)),
    at("floor.changed", "garden", floor("garden", 0)), at("table.changed", "t", table)]);
  assert.deepEqual(truth.floors.map((one) => one.id), ["garden", "hall"]);
  const after = applyFrames(truth, [at("floor.archived", "garden", floor("garden", 0)), at("table.archived", "t", table)]);
  assert.deepEqual(after.floors.map((one) => one.id), ["hall"]);
  const late = { ...after, ...withFloor(after, { floors: [floor("hall", 0)], tables: [table], seq: 1 }) };
  assert.deepEqual(Object.keys(late.tables), []);
});

test("a drawer that is out of use leaves the till", () => {
  const drawers = { a: { id: "a", name: "Kasa 1", session: null, archived: false, version: 1 } };
  const frames: Frame[] = [{ ...frame("drawer.archived", drawers.a), id: "a" }];
  assert.deepEqual(applyFrames({ ...noTruth, drawers }, frames).drawers, {});
});
