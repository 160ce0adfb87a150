// Addresses. An app gives two pure functions, address → route and route → address; going somewhere changes the
// title and moves the focus to the new screen's heading, as a page load would.
import { useSyncExternalStore } from "react";

export interface Routes<R> {
  /** The app's folder, "pos": it is served at /pos/ or at the root of its own host name. */
  app: string;
  parse(path: string, query: URLSearchParams): R;
  print(route: R): string;
}

export interface Router<R> {
  readonly base: string;
  now(): R;
  useRoute(): R;
  go(route: R, how?: "push" | "replace"): void;
  back(otherwise: R): void;
  href(route: R): string;
}

/** "/pos/" when the app is served there, "/" when a host name is its own. */
export function baseOf(app: string, pathname: string): string {
  return pathname === `/${app}` || pathname.startsWith(`/${app}/`) ? `/${app}/` : "/";
}

/** Moves the focus to the heading of the screen that has just come. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("main h1, h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

export function createRouter<R>(routes: Routes<R>): Router<R> {
  const base = baseOf(routes.app, location.pathname);
  const listeners = new Set<() => void>();
  const read = () => routes.parse(location.pathname.slice(base.length), new URLSearchParams(location.search));
  let current = read();
  let depth = 0;
  const changed = () => {
    current = read();
    for (const listener of [...listeners]) listener();
    setTimeout(focusHeading, 0);
  };
  addEventListener("popstate", () => {
    depth = Math.max(0, depth - 1);
    changed();
  });
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const href = (route: R) => base + routes.print(route);
  function go(route: R, how: "push" | "replace" = "push") {
    const address = href(route);
    if (address === location.pathname + location.search) return;
    if (how === "push") depth += 1;
    history[how === "push" ? "pushState" : "replaceState"](null, "", address);
    changed();
  }
  const back = (otherwise: R) => (depth > 0 ? history.back() : go(otherwise, "replace"));
  const now = () => current;
  return { base, now, useRoute: () => useSyncExternalStore(subscribe, now, now), go, back, href };
}
