// How figures are written. Money is integer minor units; formatters are made once per language and kept, since making
// one costs thirty times as much as using one.
import { lang, Lang } from "./i18n";

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules>();

function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = kept.get(key) as T | undefined;
  if (found) return found;
  const made = make();
  kept.set(key, made);
  return made;
}

/** Nothing is nothing: −0 would be written with a sign. */
const unsigned = (minor: number) => (minor === 0 ? 0 : minor);

const locale = (which: Lang) => (which === "tr" ? "tr-TR" : "en-GB");

let own = "TRY";

/** The currency of the books that this screen shows; that of a sign-in, or of the device before anybody is. */
export function setCurrency(code: string | undefined): void {
  own = code ?? "TRY";
}

export const ownCurrency = (): string => own;

/** How many digits follow the comma: two of lira, none of yen, three of dinar. */
const decimals = (currency: string) => keep(`d${currency}`, () =>
  new Intl.NumberFormat("en", { style: "currency", currency })).resolvedOptions().maximumFractionDigits;

/** ₺1.234,50 in Turkish, ₺1,234.50 in English, for screens. */
export function money(minor: number, currency = own, which: Lang = lang()): string {
  const format = keep(`m${which}${currency}`, () =>
    new Intl.NumberFormat(locale(which), { style: "currency", currency, currencyDisplay: "narrowSymbol" }));
  return format.format(unsigned(minor) / 10 ** decimals(currency));
}

/** Whole liras without kuruş when they are none: for tiles and charts. */
export function moneyShort(minor: number, currency = own, which: Lang = lang()): string {
  const whole = 10 ** decimals(currency);
  if (minor % whole !== 0) return money(minor, currency, which);
  const format = keep(`s${which}${currency}`, () => new Intl.NumberFormat(locale(which), { style: "currency", currency,
    currencyDisplay: "narrowSymbol", minimumFractionDigits: 0, maximumFractionDigits: 0 }));
  return format.format(minor / whole);
}

/** 1.234,50 TL: printers' code pages have no ₺. */
export function moneyPaper(minor: number, currency = own, which: Lang = lang()): string {
  const digits = decimals(currency);
  const format = keep(`p${which}${digits}`, () =>
    new Intl.NumberFormat(locale(which), { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  return `${format.format(unsigned(minor) / 10 ** digits)} ${currency === "TRY" ? "TL" : currency}`;
}

/** A quantity in thousandths: 2, 0,5, 1,25. */
export function quantity(thousandths: number, which: Lang = lang()): string {
  const format = keep(`q${which}`, () => new Intl.NumberFormat(locale(which), { maximumFractionDigits: 3 }));
  return format.format(thousandths / 1000);
}

export function count(value: number, which: Lang = lang()): string {
  return keep(`n${which}`, () => new Intl.NumberFormat(locale(which))).format(value);
}

/** %12 in Turkish, 12% in English; the ratio is 0–1. */
export function percent(ratio: number, which: Lang = lang(), digits = 0): string {
  const format = keep(`%${which}${digits}`, () =>
    new Intl.NumberFormat(locale(which), { style: "percent", maximumFractionDigits: digits }));
  return format.format(ratio);
}

let zone: string | undefined;

/** Times are the branch's, wherever the device thinks it is. */
export function setZone(name: string | undefined): void {
  zone = name;
}

const inZone = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions =>
  (zone ? { ...options, timeZone: zone } : options);

type When = string | number | Date;
const date = (when: When) => (when instanceof Date ? when : new Date(when));

/** 19:42 */
export function time(when: When, which: Lang = lang()): string {
  const format = keep(`t${which}${zone}`, () =>
    new Intl.DateTimeFormat(locale(which), inZone({ hour: "2-digit", minute: "2-digit" })));
  return format.format(date(when));
}

/** 21 Kas 2026 */
export function day(when: When, which: Lang = lang()): string {
  const format = keep(`d${which}${zone}`, () =>
    new Intl.DateTimeFormat(locale(which), inZone({ day: "numeric", month: "short", year: "numeric" })));
  return format.format(date(when));
}

/** 21 Kas 2026 of a calendar day such as 2026-11-21; no time zone moves it. */
export function calendarDay(isoDay: string, which: Lang = lang()): string {
  const format = keep(`cd${which}`, () =>
    new Intl.DateTimeFormat(locale(which), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}

/** 21.11.2026 of a calendar day such as 2026-11-21, as people type it; 21/11/2026 in English. */
export function dayDigits(isoDay: string, which: Lang = lang()): string {
  const format = keep(`dd${which}`, () => new Intl.DateTimeFormat(locale(which),
    { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }));
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}

/** The calendar day that a person typed, day first: "1.2.2026", "01/02/2026" → 2026-02-01; null when there is none. */
export function parseDay(text: string): string | null {
  const parts = /^\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\s*$/.exec(text);
  if (!parts) return null;
  const [, dayOf = "", month = "", year = ""] = parts;
  const iso = `${year}-${month.padStart(2, "0")}-${dayOf.padStart(2, "0")}`;
  const when = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(when.getTime()) && when.toISOString().startsWith(iso) ? iso : null;
}

/** 21 Kas 19:42 */
export function dayTime(when: When, which: Lang = lang()): string {
  const format = keep(`dt${which}${zone}`, () => new Intl.DateTimeFormat(locale(which),
    inZone({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })));
  return format.format(date(when));
}

/** 3:07 or 1:03:07 of a span in milliseconds. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Kuruş of what a person typed: "1.234,5", "1234.50", "12" → minor units; null when it is not an amount. */
export function parseMoney(text: string): number | null {
  const bare = text.replace(/[\s₺]|TL/gi, "");
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const cut = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const decimals = cut < 0 ? "" : bare.slice(cut + 1);
  const isDecimal = cut >= 0 && decimals.length <= 2;
  const whole = (isDecimal ? bare.slice(0, cut) : bare).replace(/[.,]/g, "");
  const value = Number(whole || "0") * 100 + (isDecimal ? Number(decimals.padEnd(2, "0")) : 0);
  return Number.isSafeInteger(value) ? value : null;
}

const plain: Record<string, string> = { ı: "i", İ: "i", I: "i", ş: "s", Ş: "s", ğ: "g", Ğ: "g", ç: "c", Ç: "c",
  ö: "o", Ö: "o", ü: "u", Ü: "u", â: "a", Â: "a", î: "i", Î: "i", û: "u", Û: "u" };

/** Folds a text for search, so that "SUTLAC" finds "Sütlaç". */
export function fold(text: string): string {
  return text.replace(/[ıİIşŞğĞçÇöÖüÜâÂîÎûÛ]/g, (letter) => plain[letter] ?? letter).toLowerCase();
}

const collators = new Map<string, Intl.Collator>();

/** Compares names in the order of the language's alphabet, numbers by value. */
export function compare(a: string, b: string, which: Lang = lang()): number {
  let collator = collators.get(which);
  if (!collator) collators.set(which, (collator = new Intl.Collator(which, { numeric: true })));
  return collator.compare(a, b);
}
