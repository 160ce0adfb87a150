// What roles may do, in the order in which a venue thinks of it.
import { Grant } from "@lib/api.types";
import { Role } from "@lib/api.office";

export type Permission = Grant["permission"];
export const permissions: readonly Permission[] = ["allow", "approve", "deny"];

/** What a role's word on an action can be: what nobody can approve is allowed or not, as the server says. */
export const choicesOf = (role: Role, action: string): readonly Permission[] =>
  permissions.filter((one) => one !== "approve" || role.approvable.includes(action));

/** Actions whose grant may have a ceiling, in basis points. */
export const limited: ReadonlySet<string> = new Set(["check.discount"]);

const roleOrder = ["owner", "manager", "cashier", "waiter", "cook"];

/** The usual roles first, in their order, then those that the venue has made. */
export function inOrder(roles: readonly Role[]): Role[] {
  const rank = ({ id }: Role) => (roleOrder.indexOf(id) + roleOrder.length + 1) % (roleOrder.length + 1);
  return [...roles].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "tr"));
}

export const actionsOf = (roles: readonly Role[]): string[] =>
  [...new Set(roles.flatMap((role) => Object.keys(role.grants)))];

/** The grant after a choice: a ceiling stays only where there can be one. */
export function granted(action: string, before: Grant | undefined, permission: Permission): Grant {
  const limit = before?.limit;
  return limited.has(action) && permission !== "deny" && limit ? { permission, limit } : { permission };
}

/** "12,5" percent → 1250 basis points; empty: no ceiling; null: not a percentage. */
export function limitOf(text: string): number | undefined | null {
  const bare = text.trim().replace("%", "").replace(",", ".");
  if (bare === "") return undefined;
  const value = Math.round(Number(bare) * 100);
  return Number.isFinite(value) && value > 0 && value <= 10_000 ? value : null;
}

export const limitText = (limit: number | null | undefined): string =>
  limit ? String(limit / 100).replace(".", ",") : "";
