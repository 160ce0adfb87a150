// The menu as the till needs it: by category, by number, by barcode, by letters; and what a choice costs.
import { MenuCategory, MenuGroup, MenuProduct, MenuView } from "@lib/api.types";
import { fold } from "@lib/format";
import { weighed } from "@lib/wedge";

export interface MenuIndex {
  version: number;
  currency: string;
  categories: MenuCategory[];
  products: Readonly<Record<string, MenuProduct>>;
  groups: Readonly<Record<string, MenuGroup>>;
  /** Product ids of a category, in the menu's order. */
  byCategory: Readonly<Record<string, string[]>>;
  favorites: string[];
  /** Which of the eight colours a category's tiles have. */
  accents: Readonly<Record<string, number>>;
  words: readonly { id: string; text: string }[];
}

export interface Choice {
  option: string;
  count: number;
}

const palette = ["#C77700", "#B3541E", "#B3261E", "#8A4F00", "#12704A", "#A3337A", "#6A3FA3", "#1D4FD7"];

function accentOf(category: MenuCategory, index: number): number {
  const known = palette.indexOf(category.color.toUpperCase());
  return known >= 0 ? known : index % 8;
}

export function indexMenu(view: MenuView): MenuIndex {
  const categories = [...view.categories].sort((a, b) => a.position - b.position);
  const ordered = [...view.products].sort((a, b) => a.position - b.position);
  const byCategory: Record<string, string[]> = {};
  for (const product of ordered) (byCategory[product.category] ??= []).push(product.id);
  return {
    version: view.version,
    currency: view.currency,
    categories: categories.filter((category) => byCategory[category.id]),
    products: Object.fromEntries(view.products.map((product) => [product.id, product])),
    groups: Object.fromEntries(view.groups.map((group) => [group.id, group])),
    byCategory,
    favorites: categories.flatMap((category) => (byCategory[category.id] ?? []))
      .filter((id) => ordered.find((product) => product.id === id)?.favorite),
    accents: Object.fromEntries(categories.map((category, index) => [category.id, accentOf(category, index)])),
    words: ordered.map(({ id, name }) => ({ id, text: fold(Object.values(name).join(" ")) })),
  };
}

/** A product's state changed in the kitchen or at another till. */
export function withAvailability(menu: MenuIndex, product: string, state: MenuProduct["available"],
  remaining: number | null): MenuIndex {
  const known = menu.products[product];
  if (!known) return menu;
  return { ...menu, products: { ...menu.products, [product]: { ...known, available: state, remaining } } };
}

export const isSoldOut = (product: MenuProduct): boolean =>
  product.available === "off" || (product.available === "counted" && (product.remaining ?? 0) <= 0);

export const needsWeight = (product: MenuProduct): boolean => product.weighed;

/** Products whose words contain every typed word; those that begin with it first. */
export function search(menu: MenuIndex, typed: string): string[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = menu.words.filter(({ text }) => wanted.every((word) => text.includes(word)));
  const first = wanted[0] ?? "";
  return [...found.filter(({ text }) => text.startsWith(first)), ...found.filter(({ text }) => !text.startsWith(first))]
    .map(({ id }) => id);
}

export interface Scanned {
  product: MenuProduct;
  /** Thousandths, when the label says how much. */
  quantity?: number;
}

const numberOf = (plu: string | number | null | undefined) => String(plu ?? "").replace(/^0+/, "");

/** The product of a barcode, a scale's label or a typed number. */
export function findByCode(menu: MenuIndex, code: string): Scanned | null {
  const all = Object.values(menu.products);
  const exact = all.find((product) => product.barcode === code);
  if (exact) return { product: exact };
  const label = weighed(code);
  const plu = numberOf(label ? label.plu : code);
  const product = plu ? all.find((one) => numberOf(one.plu) === plu) : undefined;
  if (!product) return null;
  if (label?.quantity !== undefined) return { product, quantity: label.quantity };
  if (label?.price !== undefined && product.price > 0) {
    return { product, quantity: Math.round((label.price * 1000) / product.price) };
  }
  return { product };
}

/** The groups of a product, those that must be answered first. */
export function groupsOf(menu: MenuIndex, product: MenuProduct): MenuGroup[] {
  const groups = product.groups.map((id) => menu.groups[id]).filter((group): group is MenuGroup => group !== undefined);
  return [...groups.filter((group) => group.min > 0), ...groups.filter((group) => group.min === 0)];
}

export function defaultChoices(menu: MenuIndex, product: MenuProduct): Choice[] {
  return groupsOf(menu, product).flatMap((group) => group.options
    .filter((option) => option.default && option.available).slice(0, group.max || undefined)
    .map((option) => ({ option: option.id, count: 1 })));
}

export const countIn = (group: MenuGroup, choices: readonly Choice[]): number =>
  choices.filter(({ option }) => group.options.some((one) => one.id === option))
    .reduce((sum, one) => sum + one.count, 0);

export type GroupFault = "too_few" | "too_many";

/** Groups that are not answered as they must be. */
export function faults(menu: MenuIndex, product: MenuProduct, choices: readonly Choice[]): Record<string, GroupFault> {
  const found: Record<string, GroupFault> = {};
  for (const group of groupsOf(menu, product)) {
    const count = countIn(group, choices);
    if (count < group.min) found[group.id] = "too_few";
    else if (group.max > 0 && count > group.max) found[group.id] = "too_many";
  }
  return found;
}

/** The price of a portion; the usual one when none is named. */
export const portionPrice = (product: MenuProduct, portion?: string): number =>
  product.portions?.find((one) => one.id === portion)?.price ?? product.price;

export const usualPortion = (product: MenuProduct): string | undefined =>
  (product.portions ?? []).find((one) => one.default)?.id ?? product.portions?.[0]?.id;

export const hasPortions = (product: MenuProduct): boolean => (product.portions?.length ?? 0) > 1;

/** One tap is enough when the defaults already answer every required group. */
export const needsSheet = (menu: MenuIndex, product: MenuProduct): boolean =>
  Object.keys(faults(menu, product, defaultChoices(menu, product))).length > 0;

/** What the options cost together: the first `free` of a group cost nothing. */
export function optionsPrice(menu: MenuIndex, product: MenuProduct, choices: readonly Choice[]): number {
  return groupsOf(menu, product).reduce((sum, group) => {
    let free = group.free;
    for (const { option, count } of choices) {
      const found = group.options.find((one) => one.id === option);
      if (!found) continue;
      const paid = Math.max(0, count - free);
      free = Math.max(0, free - count);
      sum += found.price * paid;
    }
    return sum;
  }, 0);
}

/** (unit + options) × quantity, half up, in kuruş. The server prices again and wins. */
export function lineGross(unit: number, quantity: number): number {
  const product = unit * quantity;
  return Math.sign(product) * Math.round(Math.abs(product) / 1000);
}

/** Adds or takes one option within what the group allows; a group of one replaces. */
export function choose(group: MenuGroup, choices: readonly Choice[], option: string, by: 1 | -1): Choice[] {
  const others = choices.filter((choice) => choice.option !== option);
  const has = choices.find((choice) => choice.option === option)?.count ?? 0;
  if (group.max === 1) {
    const outside = others.filter((choice) => !group.options.some((one) => one.id === choice.option));
    if (has > 0) return group.min > 0 ? [...choices] : outside;
    return [...outside, { option, count: 1 }];
  }
  if (by > 0 && group.max > 0 && countIn(group, choices) >= group.max) return [...choices];
  const count = Math.max(0, has + by);
  return count > 0 ? [...others, { option, count }] : others;
}
