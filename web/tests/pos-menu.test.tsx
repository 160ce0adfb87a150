import assert from "node:assert/strict";
import test from "node:test";
import { choose, defaultChoices, faults, findByCode, groupsOf, isSoldOut, lineGross, needsSheet, optionsPrice, search,
  withAvailability } from "../apps/pos/model/menu";
import { MenuProduct } from "@lib/api.types";
import { menu } from "./pos-fixtures";

const of = (id: string) => menu.products[id] as MenuProduct;

test("categories without products are left out, the others keep the menu's order", () => {
  assert.deepEqual(menu.categories.map((category) => category.id), ["food", "drinks"]);
  assert.deepEqual(menu.favorites, ["tea"]);
  assert.equal(menu.accents.food, 4);
  assert.equal(menu.accents.drinks, 3);
});

test("search needs no Turkish keyboard", () => {
  assert.deepEqual(search(menu, "sutlac"), ["rice"]);
  assert.deepEqual(search(menu, "cay"), ["tea"]);
  assert.deepEqual(search(menu, "rice pud"), ["rice"]);
  assert.deepEqual(search(menu, "  "), []);
});

test("a code is a barcode, a number or a scale's label", () => {
  assert.equal(findByCode(menu, "8690504012345")?.product.id, "tea");
  assert.equal(findByCode(menu, "12")?.product.id, "tea");
  assert.equal(findByCode(menu, "0"), null);
  assert.deepEqual(findByCode(menu, "2700123005002"), { product: of("cheese"), quantity: 500 });
  assert.deepEqual(findByCode(menu, "2800123100001"), { product: of("cheese"), quantity: 250 });
  assert.equal(findByCode(menu, "999"), null);
});

test("required questions come first and open the sheet", () => {
  assert.deepEqual(groupsOf(menu, of("latte")).map((group) => group.id), ["size", "extras"]);
  assert.equal(needsSheet(menu, of("latte")), true);
  assert.equal(needsSheet(menu, of("tea")), false);
  assert.deepEqual(faults(menu, of("latte"), []), { size: "too_few" });
  assert.deepEqual(faults(menu, of("latte"), [{ option: "small", count: 1 }]), {});
  assert.deepEqual(defaultChoices(menu, of("latte")), []);
});

test("a group of one replaces, a group of three fills up", () => {
  const [size, extras] = groupsOf(menu, of("latte"));
  if (!size || !extras) throw new Error("groups");
  let choices = choose(size, [], "small", 1);
  choices = choose(size, choices, "large", 1);
  assert.deepEqual(choices, [{ option: "large", count: 1 }]);
  for (let n = 0; n < 5; n += 1) choices = choose(extras, choices, "shot", 1);
  assert.equal(choices.find((one) => one.option === "shot")?.count, 3);
  choices = choose(extras, choices, "shot", -1);
  assert.equal(optionsPrice(menu, of("latte"), choices), 2000 + 2000);
});

test("a line is rounded half up in kuruş", () => {
  assert.equal(lineGross(333, 1500), 500);
  assert.equal(lineGross(1, 500), 1);
  assert.equal(lineGross(40000, 250), 10000);
});

test("sold out is off, or counted down to none", () => {
  const off = withAvailability(menu, "tea", "counted", 0);
  assert.equal(isSoldOut(off.products.tea as MenuProduct), true);
  assert.equal(isSoldOut(withAvailability(off, "tea", "counted", 2).products.tea as MenuProduct), false);
  assert.equal(isSoldOut(withAvailability(off, "tea", "off", null).products.tea as MenuProduct), true);
});
