// Which station cooks what: a product's rule goes before its category's, and that before everything else's.
import { MenuEditor } from "@lib/api.menu";
import { RoutingRule } from "@lib/api.office";

export type Subject = { product: string } | { category: string } | "rest";

const isOf = (rule: RoutingRule, subject: Subject): boolean => {
  if (rule.orderType) return false;
  if (subject === "rest") return !rule.product && !rule.category;
  return "product" in subject ? rule.product === subject.product : rule.category === subject.category;
};

/** The station that the rules name for this very subject; empty: none of its own. */
export const stationOf = (rules: readonly RoutingRule[], subject: Subject): string =>
  rules.find((rule) => isOf(rule, subject))?.station ?? "";

/** The rules with another station for a subject; empty takes its rule away. Rules of one order type stay. */
export function routed(rules: readonly RoutingRule[], subject: Subject, station: string): RoutingRule[] {
  const others = rules.filter((rule) => !isOf(rule, subject));
  if (station === "") return others;
  return [...others, { station, ...(subject === "rest" ? {} : subject) }];
}

/** Rules for one way of ordering alone, which these screens leave as they are. */
export const special = (rules: readonly RoutingRule[]): number => rules.filter((rule) => rule.orderType).length;

/** Products that nobody cooks: not one of their own, their category's or everybody's rule names a station. */
export function unrouted({ products }: Pick<MenuEditor, "products">, rules: readonly RoutingRule[]) {
  if (stationOf(rules, "rest")) return [];
  return products.filter((one) => !one.archived && !stationOf(rules, { product: one.id })
    && !stationOf(rules, { category: one.category }));
}
