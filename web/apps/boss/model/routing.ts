// Which station cooks what: a product's rule goes before its category's, and that before everything else's.
import { MenuEditor } from "@lib/api.menu";
import { RoutingRule } from "@lib/api.office";
import { OrderType } from "@lib/api.types";

export type Subject = { product: string } | { category: string } | "rest";

/** One way of ordering alone, or empty: all of them. */
export type Way = OrderType | "";

export const ways: readonly Way[] = ["", "dine_in", "takeaway", "quick", "delivery"];

const isOf = (rule: RoutingRule, subject: Subject, way: Way): boolean => {
  if ((rule.orderType ?? "") !== way) return false;
  if (subject === "rest") return !rule.product && !rule.category;
  return "product" in subject ? rule.product === subject.product : rule.category === subject.category;
};

/** The station that the rules name for this very subject; empty: none of its own. */
export const stationOf = (rules: readonly RoutingRule[], subject: Subject, way: Way = ""): string =>
  rules.find((rule) => isOf(rule, subject, way))?.station ?? "";

/** The rules with another station for a subject; empty takes its rule away. Rules of other ways of ordering stay. */
export function routed(rules: readonly RoutingRule[], subject: Subject, station: string, way: Way = ""): RoutingRule[] {
  const others = rules.filter((rule) => !isOf(rule, subject, way));
  if (station === "") return others;
  return [...others, { station, ...(subject === "rest" ? {} : subject), ...(way && { orderType: way }) }];
}

/** Who cooks a product when this way of ordering has no rule of its own for it: as the server decides. */
export function fallback(rules: readonly RoutingRule[], subject: Subject, category: string | null, way: Way): string {
  const places: Subject[] = [subject];
  if (category !== null) places.push({ category });
  if (subject !== "rest") places.push("rest");
  for (const place of places) {
    const own = place === subject ? "" : stationOf(rules, place, way);
    const found = own || (way === "" && place === subject ? "" : stationOf(rules, place));
    if (found) return found;
  }
  return "";
}

/** Rules for one way of ordering alone. */
export const special = (rules: readonly RoutingRule[], way: Way): number =>
  rules.filter((rule) => rule.orderType === way).length;

/** Products that nobody cooks: not one of their own, their category's or everybody's rule names a station. */
export function unrouted({ products }: Pick<MenuEditor, "products">, rules: readonly RoutingRule[]) {
  if (stationOf(rules, "rest")) return [];
  return products.filter((one) => !one.archived && !stationOf(rules, { product: one.id })
    && !stationOf(rules, { category: one.category }));
}
