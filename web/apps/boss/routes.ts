import { createRouter } from "@lib/router";

export type MenuTab = "products" | "categories" | "groups" | "taxes";
export type StaffTab = "people" | "roles";
export type VenueTab = "floors" | "kitchen" | "branch" | "cards" | "old";
export type TillTab = "drawers" | "sessions" | "x" | "z";

export type Route =
  | { name: "today" }
  | { name: "sales" }
  /** The checks of one business day. */
  | { name: "day"; day: string }
  | { name: "menu"; tab: MenuTab }
  | { name: "venue"; tab: VenueTab }
  | { name: "staff"; tab: StaffTab }
  | { name: "till"; tab: TillTab }
  | { name: "audit"; entity: string }
  | { name: "devices" };

function oneOf<T extends string>(value: string | undefined, all: readonly [T, ...T[]]): T {
  return all.find((one) => one === value) ?? all[0];
}

export function parse(path: string, query: URLSearchParams): Route {
  const [first, second] = path.split("/");
  switch (first) {
    case "sales": return second && /^\d{4}-\d\d-\d\d$/.test(second) ? { name: "day", day: second } : { name: "sales" };
    case "menu": return { name: "menu", tab: oneOf(second, ["products", "categories", "groups", "taxes"]) };
    case "venue": return { name: "venue", tab: oneOf(second, ["floors", "kitchen", "branch", "cards", "old"]) };
    case "staff": return { name: "staff", tab: oneOf(second, ["people", "roles"]) };
    case "till": return { name: "till", tab: oneOf(second, ["drawers", "sessions", "x", "z"]) };
    case "audit": return { name: "audit", entity: query.get("entity") ?? "" };
    case "devices": return { name: "devices" };
    default: return { name: "today" };
  }
}

export function print(route: Route): string {
  switch (route.name) {
    case "today": return "";
    case "sales": return "sales";
    case "day": return `sales/${route.day}`;
    case "menu": return route.tab === "products" ? "menu" : `menu/${route.tab}`;
    case "venue": return route.tab === "floors" ? "venue" : `venue/${route.tab}`;
    case "staff": return route.tab === "people" ? "staff" : `staff/${route.tab}`;
    case "till": return route.tab === "drawers" ? "till" : `till/${route.tab}`;
    case "audit": return route.entity ? `audit?entity=${encodeURIComponent(route.entity)}` : "audit";
    case "devices": return "devices";
  }
}

export const router = createRouter<Route>({ app: "boss", parse, print });
