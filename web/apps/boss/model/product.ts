// The product form: from the editor's product to what a person sees, and back to a body for the server.
import { Allergen, BranchPrice, EditedProduct, PortionBody, ProductBody } from "@lib/api.menu";
import { changed, Faults, moneyText, namesOf, Reader, Texts, textsOf } from "./form";

export interface PortionForm {
  /** The server's id, or one of this form's own for a new portion. */
  id: string;
  isNew: boolean;
  name: Texts;
  price: string;
  /** Prices of single branches; an empty text is the usual price. */
  at: Record<string, string>;
}

export interface ProductForm {
  category: string;
  name: Texts;
  description: Texts;
  kitchenName: string;
  portions: PortionForm[];
  standard: string;
  taxClass: string;
  plu: string;
  barcode: string;
  weighed: boolean;
  favorite: boolean;
  prepMinutes: string;
  allergens: Allergen[];
  alcohol: boolean;
  pork: boolean;
  position: string;
  groups: string[];
  hiddenAt: string[];
}

export const emptyPortion = (id: string): PortionForm =>
  ({ id, isNew: true, name: { tr: "", en: "" }, price: "", at: {} });

export function formOf(product: EditedProduct): ProductForm {
  const priceAt = (portion: string) => Object.fromEntries(product.branchPrices
    .filter((one) => one.portion === portion).map((one) => [one.branch, moneyText(one.price)]));
  const { category, taxClass, weighed, favorite, alcohol, pork } = product;
  return {
    category, taxClass, weighed, favorite, alcohol, pork, name: textsOf(product.name),
    description: textsOf(product.description), kitchenName: product.kitchenName ?? "",
    portions: product.portions.map(({ id, name, price }) =>
      ({ id, isNew: false, name: textsOf(name), price: moneyText(price), at: priceAt(id) })),
    standard: product.portions.find((one) => one.default)?.id ?? product.portions[0]?.id ?? "",
    plu: product.plu ?? "", barcode: product.barcode ?? "", prepMinutes: String(product.prepMinutes),
    allergens: [...product.allergens], position: String(product.position), groups: [...product.groups],
    hiddenAt: [...product.hiddenAt],
  };
}

export function newProductForm(category: string, taxClass: string, position: number, portion: string): ProductForm {
  return { category, taxClass, name: { tr: "", en: "" }, description: { tr: "", en: "" }, kitchenName: "",
    portions: [emptyPortion(portion)], standard: portion, plu: "", barcode: "", weighed: false, favorite: false,
    prepMinutes: "0", allergens: [], alcohol: false, pork: false, position: String(position), groups: [],
    hiddenAt: [] };
}

function portionsOf(form: ProductForm, read: Reader): PortionBody[] {
  const many = form.portions.length > 1;
  return form.portions.map(({ id, name, price }, index) => ({
    id, default: id === form.standard,
    name: many ? read.name(`portion.${index}.name`, name) : namesOf(name),
    price: read.money(`portion.${index}.price`, price),
  }));
}

function branchPricesOf(form: ProductForm, read: Reader): BranchPrice[] {
  return form.portions.flatMap((portion, index) => Object.entries(portion.at)
    .filter(([, price]) => price.trim() !== "")
    .map(([branch, price]) => ({ branch, portion: portion.id, price: read.money(`portion.${index}.at`, price) })));
}

/** The whole body, or what is wrong with the form. */
export function bodyOf(form: ProductForm): { body: ProductBody; faults: Faults } {
  const read = new Reader();
  const { category, taxClass, weighed, favorite, allergens, alcohol, pork, groups, hiddenAt } = form;
  const body: ProductBody = {
    category, taxClass, weighed, favorite, allergens, alcohol, pork, groups, hiddenAt,
    name: read.name("name", form.name), description: namesOf(form.description), kitchenName: form.kitchenName.trim(),
    portions: portionsOf(form, read), plu: read.code("plu", form.plu), barcode: read.code("barcode", form.barcode),
    prepMinutes: read.whole("prepMinutes", form.prepMinutes), position: read.whole("position", form.position),
    branchPrices: branchPricesOf(form, read),
  };
  if (category === "") read.faults.category = "required";
  if (taxClass === "") read.faults.taxClass = "required";
  return { body, faults: read.faults };
}

/** A new product: what is empty is left out. */
export function draftOf(body: ProductBody): ProductBody {
  const kept = Object.entries(body).filter(([, value]) => value !== "");
  return Object.fromEntries(kept) as unknown as ProductBody;
}

/** What has to be said to the server for the change of a product; empty when nothing was changed. */
export function changeOfProduct(product: EditedProduct, body: ProductBody): Partial<ProductBody> {
  return changed(bodyOf(formOf(product)).body, body);
}
