// Speech for those who do not see the screen, keys for those who do not touch it, theme for everybody's eyes.
import { useLayoutEffect, useRef } from "react";
import { createStore } from "./store";

let polite: HTMLElement | undefined;
let urgent: HTMLElement | undefined;

function region(role: "status" | "alert"): HTMLElement {
  const place = document.createElement("div");
  place.setAttribute("role", role);
  place.className = "unseen";
  document.body.append(place);
  return place;
}

/** Says a text to screen readers; `alert` interrupts and is for payment failures and verdicts only. */
export function announce(text: string, how: "status" | "alert" = "status"): void {
  const place = how === "status" ? (polite ??= region("status")) : (urgent ??= region("alert"));
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 50);
}

export type Theme = "system" | "light" | "dark";
const keptTheme = "hesap.theme";

function firstTheme(): Theme {
  try {
    const saved = localStorage.getItem(keptTheme);
    if (saved === "light" || saved === "dark") return saved;
  } catch {
    // Forbidden storage: follow the system.
  }
  return "system";
}

export const theme = createStore<{ theme: Theme }>({ theme: firstTheme() });

export function setTheme(next: Theme): void {
  theme.set({ theme: next });
  applyTheme();
  try {
    if (next === "system") localStorage.removeItem(keptTheme);
    else localStorage.setItem(keptTheme, next);
  } catch {
    // Lasts for this visit.
  }
}

/** `standing` is the app's own default, dark for kitchen and scan. */
export function applyTheme(standing?: Theme): void {
  const chosen = theme.get().theme;
  const page = document.documentElement;
  if (standing) page.dataset.standing = standing;
  const wanted = chosen === "system" ? (page.dataset.standing as Theme | undefined) ?? "system" : chosen;
  if (wanted === "system") delete page.dataset.theme;
  else page.dataset.theme = wanted;
}

let covers = 0;

/** True while a PIN pad or the lock lies over the screen: what is typed is then nobody else's. */
export const isCovered = (): boolean => covers > 0;

/** Keeps keys and scanners from the screens below while the component that calls it is shown. */
export function useCover(isOn = true): void {
  useLayoutEffect(() => {
    if (!isOn) return;
    covers += 1;
    return () => {
      covers -= 1;
    };
  }, [isOn]);
}

export type Keys = Record<string, (event: KeyboardEvent) => void>;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Keys of a screen: `F8`, `/`, `+`. While somebody types into a field only F-keys and Escape count; an open dialog has
 * its own.
 */
export function useKeys(keys: Keys, isOn = true): void {
  const latest = useRef(keys);
  latest.current = keys;
  useLayoutEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (isCovered() || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTyping(event.target) && !/^(F\d+|Escape)$/.test(event.key)) return;
      if (document.querySelector("dialog[open]")) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [isOn]);
}
