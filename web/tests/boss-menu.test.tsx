import assert from "node:assert/strict";
import test from "node:test";
import { EditedGroup, EditedProduct } from "@lib/api.menu";
import * as category from "../apps/boss/model/category";
import { moneyText } from "../apps/boss/model/form";
import * as group from "../apps/boss/model/group";
import * as product from "../apps/boss/model/product";

const latte: EditedProduct = { id: "p", category: "hot", name: { tr: "Latte", en: "Latte" }, description: {}, kitchenName: null,
  portions: [{ id: "s", name: { tr: "Küçük" }, price: 9500, default: true }, { id: "l", name: { tr: "Büyük" }, price: 11550, default: false }],
  taxClass: "food", plu: "101", barcode: null, weighed: false, favorite: true, prepMinutes: 3, stationHint: null, allergens: ["milk"],
  alcohol: false, pork: false, position: 2, groups: ["milk"], branchPrices: [{ branch: "b2", portion: "s", price: 10000 }], hiddenAt: [],
  archived: false, version: 4 };

const change = (make: (form: product.ProductForm) => void) => {
  const form = product.formOf(latte);
  make(form);
  return product.changeOfProduct(latte, product.bodyOf(form).body);
};

test("a form that nobody touched changes nothing", () => {
  assert.deepEqual(change(() => undefined), {});
  assert.deepEqual(product.bodyOf(product.formOf(latte)).faults, {});
});

test("a change says only what was changed, with prices in kuruş", () => {
  const body = change((form) => (form.portions[1] = { ...form.portions[1]!, price: "120,50" }));
  assert.deepEqual(Object.keys(body), ["portions"]);
  assert.equal(body.portions?.[1]?.price, 12050);
  assert.deepEqual(change((form) => (form.plu = "")), { plu: "" });
  assert.deepEqual(change((form) => (form.portions[0]!.at.b1 = "99")).branchPrices,
    [{ branch: "b2", portion: "s", price: 10000 }, { branch: "b1", portion: "s", price: 9900 }]);
});

test("what cannot be taken is said at its field", () => {
  const form = product.formOf(latte);
  form.name.tr = " ";
  form.portions[0]!.price = "abc";
  form.portions[1]!.price = "";
  form.plu = "çay";
  form.prepMinutes = "1,5";
  assert.deepEqual(product.bodyOf(form).faults, { name: "required", "portion.0.price": "not_money",
    "portion.1.price": "required", plu: "not_code", prepMinutes: "not_number" });
});

test("a new product leaves out what is empty, and one portion needs no name", () => {
  const form = product.newProductForm("hot", "food", 7, "new");
  form.name.tr = "Mocha";
  form.portions[0]!.price = "110";
  const { body, faults } = product.bodyOf(form);
  assert.deepEqual(faults, {});
  const draft = product.draftOf(body);
  assert.equal("plu" in draft, false);
  assert.deepEqual(draft.portions, [{ id: "new", name: {}, price: 11000, default: true }]);
});

const size: EditedGroup = { id: "g", name: { tr: "Boy" }, min: 1, max: 1, free: 0, position: 0, archived: false, version: 2, options: [
  { id: "a", name: { tr: "Küçük" }, kitchenText: "S", kind: "plain", price: 0, default: true, position: 0 },
  { id: "b", name: { tr: "Büyük" }, kitchenText: null, kind: "plain", price: 2000, default: false, position: 1 }] };

test("options keep what the form does not show, in their new order", () => {
  const form = group.formOf(size);
  form.options = group.moved(form.options, 1, -1);
  const body = group.changeOfGroup(size, group.bodyOf(form).body);
  assert.deepEqual(Object.keys(body), ["options"]);
  assert.deepEqual(body.options?.map((one) => [one.id, one.kitchenText]), [["b", undefined], ["a", "S"]]);
});

test("a rule that nobody can keep is refused", () => {
  const form = { ...group.formOf(size), min: "3", max: "2" };
  assert.deepEqual(group.bodyOf(form).faults, { min: "range" });
  assert.deepEqual(group.bodyOf({ ...group.formOf(size), options: [] }).faults, { options: "no_option" });
});

test("moving past an end leaves the list as it is", () => {
  assert.deepEqual(group.moved(["a", "b"], 0, -1), ["a", "b"]);
  assert.deepEqual(group.moved(["a", "b"], 1, 1), ["a", "b"]);
});

test("a category keeps its colour and place", () => {
  const hot = { id: "c", name: { tr: "Sıcak" }, color: "#c77700", position: 3, archived: false, version: 1 };
  const form = { ...category.formOf(hot), name: { tr: "Sıcak içecek", en: "" } };
  assert.deepEqual(category.changeOfCategory(hot, category.bodyOf(form).body), { name: { tr: "Sıcak içecek" } });
});

test("money in fields reads back as the same kuruş", () => {
  const written = [0, 5, 950, 11550, 100000].map((minor) => moneyText(minor, "tr"));
  assert.deepEqual(written, ["0", "0,05", "9,50", "115,50", "1000"]);
  assert.equal(moneyText(950, "en"), "9.50");
});
