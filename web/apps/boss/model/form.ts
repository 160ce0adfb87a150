// Forms hold what a person typed; these read it, or say why it cannot be taken. The faults' codes are words of text.ts.
import { parseMoney } from "@lib/format";
import { Lang, lang, Names } from "@lib/i18n";

export interface Texts {
  tr: string;
  en: string;
}

export const textsOf = (names: Names | null | undefined): Texts => ({ tr: names?.tr ?? "", en: names?.en ?? "" });

/** Names for the wire: a language that was left empty is left out. */
export function namesOf({ tr, en }: Texts): Names {
  const names: Names = {};
  if (tr.trim()) names.tr = tr.trim();
  if (en.trim()) names.en = en.trim();
  return names;
}

/** An amount as a person would type it; both signs are understood when it is read again. */
export const moneyText = (minor: number, which: Lang = lang()): string => {
  const [whole, rest] = [Math.trunc(minor / 100), Math.abs(minor % 100)];
  return rest === 0 ? String(whole) : `${whole}${which === "tr" ? "," : "."}${String(rest).padStart(2, "0")}`;
};

export type Faults = Record<string, string>;

/** Reads fields one after another and collects what is wrong with them. */
export class Reader {
  readonly faults: Faults = {};

  money(field: string, text: string): number {
    const value = parseMoney(text);
    if (value === null) this.faults[field] = text.trim() === "" ? "required" : "not_money";
    return value ?? 0;
  }

  whole(field: string, text: string, least = 0): number {
    const isWhole = /^\d{1,6}$/.test(text.trim());
    if (!isWhole || Number(text) < least) this.faults[field] = "not_number";
    return isWhole ? Number(text) : 0;
  }

  name(field: string, texts: Texts): Names {
    if (texts.tr.trim() === "") this.faults[field] = "required";
    return namesOf(texts);
  }

  code(field: string, text: string): string {
    const code = text.trim().toUpperCase();
    if (!/^[0-9A-Z-]{0,40}$/.test(code)) this.faults[field] = "not_code";
    return code;
  }

  get isClean(): boolean {
    return Object.keys(this.faults).length === 0;
  }
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Only what is different: the rest of a change is left as it is, even if somebody else is changing it. */
export function changed<T extends object>(before: T, after: T): Partial<T> {
  const keys = (Object.keys(after) as (keyof T)[]).filter((key) => !isEqual(before[key], after[key]));
  return Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<T>;
}
