// A check and a line in the words that an approver hears.
import { ApprovalTerms, CheckView } from "@lib/api.types";
import { money, percent, quantity } from "@lib/format";
import { named } from "@lib/i18n";
import { activeQuantity, ShownLine } from "../model/fold";
import { text } from "../text";
import { placeName } from "./OrderHead";

/** "Check 12 · Table 5" */
export function checkSaid({ no, table, orderType }: Pick<CheckView, "no" | "table" | "orderType">): string {
  return `${text.now().check(no)} · ${placeName(table ? { table, orderType } : { orderType })}`;
}

/** "2 × Latte"; of the whole line, or of so many thousandths. */
export const lineSaid = (line: ShownLine, part = activeQuantity(line)): string =>
  `${quantity(part)} × ${named(line.name)}`;

/** "15% (₺21.75)", or the amount alone. */
export function offSaid({ percent: points, amount }: ApprovalTerms): string {
  const off = money(amount ?? 0);
  return points ? `${percent(points / 10_000, undefined, 2)} (${off})` : off;
}

/** What so many thousandths of a line cost the guest. */
export const partSaid = (line: ShownLine, part = activeQuantity(line)): string =>
  money(Math.round((line.net * part) / (activeQuantity(line) || 1)));
