// What an audit entry has changed: before and after as rows of fields that differ, in people's words.
import { calendarDay, dayTime, money, percent, quantity, ownCurrency } from "@lib/format";
import { Lang, named, Names } from "@lib/i18n";
import { Kind, kinds, words } from "./auditWords";

/** A step on the way to a field: its name, or which one of several. */
type Step = { key: string } | { one: string | Names };

interface Leaf {
  steps: Step[];
  key: string;
  value: unknown;
  /** The field's object: an amount's currency, a rule's kind. */
  of: Record<string, unknown>;
}

export interface ChangedField {
  place: string;
  before?: Leaf;
  after?: Leaf;
}

type Fields = Map<string, Leaf>;
type Item = Record<string, unknown>;

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What the office has of its own for these: the names of rights, roles, papers and allergens. */
export interface Known {
  lang: Lang;
  actions: Record<string, string>;
  codes: readonly Record<string, string>[];
  truths: Record<string, string>;
  /** The name of what has this id. */
  nameOf(id: string): string | undefined;
}

function markOf(item: unknown, index: number): { mark: string; one: string | Names } {
  const id = isItem(item) && typeof item.id === "string" ? item.id : undefined;
  const name = isItem(item) ? item.name : undefined;
  const one = typeof name === "string" || isItem(name) ? (name as string | Names) : String(index + 1);
  return { mark: id ?? String(index), one };
}

function collect(value: unknown, place: string, steps: Step[], leaf: Pick<Leaf, "key" | "of">, fields: Fields): void {
  if (Array.isArray(value) && value.some(isItem)) {
    value.forEach((item, index) => {
      const { mark, one } = markOf(item, index);
      collect(item, `${place}[${mark}]`, [...steps, { one }], leaf, fields);
    });
  } else if (isItem(value)) {
    for (const [key, one] of Object.entries(value)) {
      if (kinds[key] === "quiet") continue;
      collect(one, `${place}.${key}`, [...steps, { key }], { key, of: value }, fields);
    }
  } else fields.set(place, { ...leaf, steps, value });
}

function fieldsOf(value: unknown): Fields {
  const fields: Fields = new Map();
  if (value !== null && value !== undefined) collect(value, "", [], { key: "", of: {} }, fields);
  return fields;
}

/** At most so many rows: an entry may hold a whole check. */
export const mostFields = 60;

const written = (leaf: Leaf | undefined) =>
  (leaf === undefined || leaf.value === null || String(leaf.value) === "" ? "" : JSON.stringify(leaf.value));

export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  const places = [...new Set([...old.keys(), ...fresh.keys()])];
  const rows = places.map((place): ChangedField => {
    const [was, is] = [old.get(place), fresh.get(place)];
    return { place, ...(was && { before: was }), ...(is && { after: is }) };
  });
  const differs = (row: ChangedField) => written(row.before) !== written(row.after);
  return rows.filter(differs).slice(0, mostFields);
}

const wordOf = (key: string, known: Known) => words[known.lang].fields[key] ?? known.actions[key];

/** "Portions › Large › Price". */
export function pathSaid(row: ChangedField, known: Known): string {
  const steps = (row.after ?? row.before)?.steps ?? [];
  return steps.map((step) => ("key" in step ? wordOf(step.key, known) ?? step.key : named(step.one, known.lang)))
    .join(" › ");
}

function kindOf({ key, of }: Leaf): Kind {
  if (key === "value") return of.kind === "percent" ? "rate" : "money";
  return kinds[key] ?? "plain";
}

const clock = (seconds: number) =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60].map((part) => String(part).padStart(2, "0")).join(":");

function codeSaid(code: string, known: Known): string | undefined {
  const own = known.codes.find((all) => all[code] !== undefined);
  return words[known.lang].codes[code] ?? own?.[code] ?? known.actions[code];
}

function one(value: unknown, kind: Kind, leaf: Leaf, known: Known): string {
  if (typeof value === "boolean") return known.truths[String(value)] ?? String(value);
  if (typeof value === "number") {
    switch (kind) {
      case "money": return money(value, typeof leaf.of.currency === "string" ? leaf.of.currency : ownCurrency(),
        known.lang);
      case "thousandths": return quantity(value, known.lang);
      case "rate": return percent(value / 10_000, known.lang, value % 100 === 0 ? 0 : 2);
      case "clock": return clock(value);
      case "weekdays": return words[known.lang].weekdays.filter((_, day) => (value >> day) & 1).join(", ");
      default: return String(value);
    }
  }
  const text = String(value);
  switch (kind) {
    case "moment": return dayTime(text, known.lang);
    case "day": return calendarDay(text, known.lang);
    case "code": return codeSaid(text, known) ?? text;
    case "ref": return known.nameOf(text) ?? `… ${text.slice(-6)}`;
    default: return text;
  }
}

/** A field's value as people write it; nothing stands for nothing. */
export function valueSaid(leaf: Leaf | undefined, known: Known): string {
  if (leaf === undefined || leaf.value === null || leaf.value === undefined) return "";
  const kind = kindOf(leaf);
  const list = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  return list.map((value) => one(value, kind, leaf, known)).join(", ");
}

/** Field names and codes of an entry for which there are no words. */
export function unsaid(before: unknown, after: unknown, known: Known): string[] {
  const leaves = [...fieldsOf(before).values(), ...fieldsOf(after).values()];
  return leaves.flatMap((leaf) => {
    const keys = leaf.steps.flatMap((step) => ("key" in step && !wordOf(step.key, known) ? [`field ${step.key}`] : []));
    const isUnkind = kinds[leaf.key] === undefined && leaf.key !== "value" && leaf.key !== "";
    const list = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).filter((value) => typeof value === "string");
    const codes = kindOf(leaf) === "code" ? list.filter((value) => codeSaid(value, known) === undefined) : [];
    return [...keys, ...(isUnkind ? [`kind of ${leaf.key}`] : []), ...codes.map((code) => `code ${leaf.key}=${code}`)];
  });
}
