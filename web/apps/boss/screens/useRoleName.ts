import { Role } from "@lib/api.office";
import { text } from "../text";

/** What a role is called: the usual ones in the reader's language, a venue's own by its name. */
export function useRoleName(): (role: Pick<Role, "id" | "name">) => string {
  const t = text.useText();
  return ({ id, name }) => t.roleNames[id] ?? name;
}
