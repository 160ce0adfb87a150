import assert from "node:assert/strict";
import test from "node:test";
import { changeOf, fits, formOfTable, overlaps, room, spots, stepped, tableNames } from "../apps/boss/model/floor";
import { fallback, routed, stationOf, unrouted } from "../apps/boss/model/routing";

const stand = (x: number, y: number, width = 2, height = 2) => ({ x, y, width, height });

test("a row of tables is named in one line", () => {
  assert.deepEqual(tableNames("1-4"), ["1", "2", "3", "4"]);
  assert.deepEqual(tableNames("B9-B11, VIP"), ["B9", "B10", "B11", "VIP"]);
  assert.deepEqual(tableNames("B1-3"), ["B1", "B2", "B3"]);
  for (const wrong of ["", " , ", "4-1", "A1-B3", "1-61", "1, 1", "x".repeat(25)]) assert.equal(tableNames(wrong), null, wrong);
});

test("new tables stand free, under the others", () => {
  const others = [stand(0, 0), stand(3, 0, 2, 4)];
  const places = spots(others, 5, { width: 3, height: 2 }, 2);
  assert.deepEqual(places.map(({ x, y }) => [x, y]), [[0, 5], [4, 5], [0, 8], [4, 8], [0, 11]]);
  for (const place of places) assert.ok(fits(place, [...others, ...places.filter((one) => one !== place)]));
  assert.ok(room(places).rows >= 13 && room([]).columns > 10);
});

test("a table fits on the plan and on nobody's spot; touching is no overlap", () => {
  assert.ok(!overlaps(stand(0, 0), stand(2, 0)) && overlaps(stand(0, 0), stand(1, 1)));
  for (const place of [stand(-1, 0), stand(59, 0), stand(0, 0, 0), stand(0, 0, 13), stand(1, 1)])
    assert.ok(!fits(place, [stand(0, 0)]));
  assert.deepEqual(stepped(stand(1, 1), "ArrowLeft", false), stand(0, 1));
  assert.deepEqual(stepped(stand(1, 1), "ArrowDown", true), stand(1, 1, 2, 3));
  assert.equal(stepped(stand(1, 1), "Enter", false), null);
});

test("a table's form says only what was changed", () => {
  const table = { id: "t", floor: "hall", name: "4", seats: 4, shape: "square" as const, x: 3, y: 0, width: 2, height: 2,
    version: 9, arranged: 2, state: "free" as const, check: null };
  assert.deepEqual(changeOf(table, formOfTable(table)), { change: {}, faults: {} });
  const { change, faults } = changeOf(table, { ...formOfTable(table), name: "VIP", x: "5", seats: "0" });
  assert.deepEqual([change, faults], [{ name: "VIP", x: 5 }, { seats: "not_number" }]);
});

test("a product's station goes before its category's; rules of one order type stay", () => {
  const takeaway = { station: "bar", category: "hot", orderType: "takeaway" as const };
  let rules = routed([takeaway], { category: "hot" }, "bar");
  rules = routed(rules, { product: "tea" }, "grill");
  assert.equal(stationOf(rules, { category: "hot" }), "bar");
  assert.equal(stationOf(rules, { product: "tea" }), "grill");
  assert.equal(stationOf(rules, "rest"), "");
  assert.deepEqual(routed(routed(rules, { product: "tea" }, ""), { category: "hot" }, ""), [takeaway]);
  const product = (id: string, category: string) => ({ id, category, archived: false }) as never;
  const menu = { products: [product("tea", "hot"), product("cola", "cold")] };
  assert.deepEqual(unrouted(menu, rules).map((one) => one.id), ["cola"]);
  assert.deepEqual(unrouted(menu, routed(rules, "rest", "bar")), []);
});

test("a way of ordering has stations of its own, and otherwise those of all orders, as the server decides", () => {
  let rules = routed([{ station: "kitchen" }], { category: "hot" }, "grill");
  rules = routed(rules, { category: "hot" }, "pack", "takeaway");
  rules = routed(rules, "rest", "counter", "takeaway");
  assert.equal(stationOf(rules, { category: "hot" }, "takeaway"), "pack");
  assert.equal(stationOf(rules, { category: "hot" }), "grill");
  assert.equal(fallback(rules, { product: "tea" }, "hot", "takeaway"), "pack");
  assert.equal(fallback(rules, { product: "tea" }, "cold", "takeaway"), "counter");
  assert.equal(fallback(rules, { product: "tea" }, "hot", ""), "grill");
  // A product's rule for all orders goes before its category's rule for this one.
  assert.equal(fallback(routed(rules, { product: "tea" }, "bar"), { product: "tea" }, "hot", "takeaway"), "bar");
  assert.equal(fallback(rules, "rest", null, "takeaway"), "kitchen");
  assert.deepEqual(routed(routed(rules, { category: "hot" }, "", "takeaway"), "rest", "", "takeaway"),
    [{ station: "kitchen" }, { station: "grill", category: "hot" }]);
});
