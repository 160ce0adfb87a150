// Languages. Each app has one file of words: `const en = {…}; const tr: typeof en = {…}`, so a missing key does not
// compile, and `dictionary({ en, tr })` gives the hook that reads it. An app ships its own words and the common ones.
import { createStore } from "../store";

export type Lang = "tr" | "en";

export const languageNames: Record<Lang, string> = { tr: "Türkçe", en: "English" };

const kept = "hesap.lang";

function firstLang(): Lang {
  try {
    const saved = localStorage.getItem(kept);
    if (saved === "tr" || saved === "en") return saved;
  } catch {
    // Storage may be forbidden: the language then follows the browser.
  }
  return typeof navigator !== "undefined" && /^en\b/i.test(navigator.language) ? "en" : "tr";
}

const language = createStore<{ lang: Lang }>({ lang: firstLang() });

export const lang = (): Lang => language.get().lang;
export const useLang = (): Lang => language.useSel((state) => state.lang);
export const onLang = (listener: () => void): (() => void) => language.subscribe(listener);

export function setLang(next: Lang): void {
  language.set({ lang: next });
  document.documentElement.lang = next;
  try {
    localStorage.setItem(kept, next);
  } catch {
    // Not kept: it lasts for this visit.
  }
}

export interface Dictionary<T> {
  /** The words of the present language, outside of components. */
  now(): T;
  /** The words of the present language; renders again when it changes. */
  useText(): T;
}

export function dictionary<T>(words: Record<Lang, T>): Dictionary<T> {
  return { now: () => words[lang()], useText: () => words[useLang()] };
}

/** A text that the server sends in several languages. */
export type Names = Partial<Record<Lang, string>>;

export function named(names: Names | string | null | undefined, which: Lang = lang()): string {
  if (!names) return "";
  if (typeof names === "string") return names;
  return names[which] ?? names.tr ?? names.en ?? "";
}

/** "1 item", "2 items": English counts in two ways, Turkish in one. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
