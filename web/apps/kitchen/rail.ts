// Which totals the rail shows: dishes, or what has to be prepared for them.
import { createStore } from "@lib/store";
import { toggleRail, view } from "./pass";

export type RailTab = "dishes" | "parts";

export const rail = createStore<{ tab: RailTab }>({ tab: "dishes" });

/** Shows these totals; hides the rail when they are shown already. */
export function showRail(tab: RailTab): void {
  const isShown = view.get().rail && rail.get().tab === tab;
  rail.set({ tab });
  if (isShown || !view.get().rail) toggleRail();
}
