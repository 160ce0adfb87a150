// The rate of a tax class that is valid now for orders at the table.
import { TaxClass } from "@lib/api.menu";

/** Basis points; undefined when the class has no rate yet. */
export function rateOf({ rates }: Pick<TaxClass, "rates">, today = new Date().toISOString().slice(0, 10)) {
  const valid = rates.filter((one) => !one.orderType && one.validFrom <= today);
  return [...valid].sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0]?.rate;
}

export type DatedRate = TaxClass["rates"][number] & { isNow: boolean };

/** Its rates, the newest first, and which of them hold today: one for all orders, and one for each way with its own. */
export function ratesOf({ rates }: Pick<TaxClass, "rates">, today: string): DatedRate[] {
  const sorted = [...rates].sort((a, b) =>
    b.validFrom.localeCompare(a.validFrom) || (a.orderType ?? "").localeCompare(b.orderType ?? ""));
  const known = new Set<string>();
  return sorted.map((rate) => {
    const way = rate.orderType ?? "";
    const isNow = rate.validFrom <= today && !known.has(way) && !known.has("");
    if (rate.validFrom <= today) known.add(way);
    return { ...rate, isNow };
  });
}
