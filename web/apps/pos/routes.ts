import { createRouter } from "@lib/router";

export type Route =
  | { name: "floor" }
  /** The check of a table: the one that is open there, or a new one. */
  | { name: "table"; table: string }
  /** A check without a table, or any check by its id. */
  | { name: "check"; check: string }
  | { name: "pay"; check: string }
  | { name: "drawer" };

export function parse(path: string): Route {
  const [first, id, rest] = path.split("/");
  if (first === "table" && id) return { name: "table", table: id };
  if (first === "check" && id) return rest === "pay" ? { name: "pay", check: id } : { name: "check", check: id };
  if (first === "till") return { name: "drawer" };
  return { name: "floor" };
}

export function print(route: Route): string {
  switch (route.name) {
    case "floor": return "";
    case "table": return `table/${route.table}`;
    case "check": return `check/${route.check}`;
    case "pay": return `check/${route.check}/pay`;
    case "drawer": return "till";
  }
}

export const router = createRouter<Route>({ app: "pos", parse, print });
export const floor: Route = { name: "floor" };

/** The till's money and the day. */
export const goToTill = (): void => router.go({ name: "drawer" });
