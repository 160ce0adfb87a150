// The rate of a tax class that is valid now for orders at the table.
import { TaxClass } from "@lib/api.menu";

/** Basis points; undefined when the class has no rate yet. */
export function rateOf({ rates }: Pick<TaxClass, "rates">, today = new Date().toISOString().slice(0, 10)) {
  const valid = rates.filter((one) => !one.orderType && one.validFrom <= today);
  return [...valid].sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0]?.rate;
}
