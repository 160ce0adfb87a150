// What the till shows: the server's check with the commands that are still on their way folded into it. Every command
// may already have reached the server, so folding one twice changes nothing.
import { CheckLine, CheckView, KDVRow, LineDraft, OrderType, PersonBrief } from "@lib/api.types";
import { Outgoing } from "@lib/queue";
import { Choice, lineGross, MenuIndex, optionsPrice, portionPrice } from "./menu";

/** What may change about a new line; what is left out stays. */
export interface Change {
  quantity?: number;
  note?: string;
  allergy?: string;
  seat?: number;
  options?: Choice[];
}

export type Command =
  | { kind: "open"; check: string; orderType: OrderType; table?: { id: string; name: string }; guests: number;
      lines: LineDraft[] }
  | { kind: "lines"; check: string; lines: LineDraft[] }
  | ({ kind: "change"; check: string; line: string } & Change)
  | { kind: "delete"; check: string; line: string }
  | { kind: "send"; check: string };

export interface FoldContext {
  menu: MenuIndex | null;
  me: PersonBrief;
  now: string;
}

export interface ShownLine extends CheckLine {
  /** Not confirmed by the server yet. */
  isPending?: boolean;
}

export interface ShownCheck extends Omit<CheckView, "lines"> {
  lines: ShownLine[];
  /** The server does not know this check yet. */
  isLocal: boolean;
}

export const commandsOf = (items: readonly Outgoing[], check: string): Command[] =>
  items.filter((item) => item.about === check && !item.refused && item.data).map((item) => item.data as Command);

const noTotals = { gross: 0, discount: 0, comp: 0, total: 0, paid: 0, remaining: 0, tips: 0, kdv: [] as KDVRow[] };

function emptyCheck(command: Extract<Command, { kind: "open" }>, context: FoldContext): ShownCheck {
  return {
    id: command.check, no: 0, version: 0, state: "open", orderType: command.orderType, table: command.table ?? null,
    guests: command.guests, waiter: context.me, openedAt: context.now, businessDay: "", lines: [], discounts: [],
    currency: context.menu?.currency ?? "TRY", tenders: [], totals: noTotals, isLocal: true,
  };
}

/** A drafted line as it will look, priced from the menu at hand. */
export function draftLine(draft: LineDraft, context: FoldContext): ShownLine {
  const product = context.menu?.products[draft.product];
  const extra = product && context.menu ? optionsPrice(context.menu, product, draft.options) : 0;
  const unit = product ? portionPrice(product, draft.portion) : 0;
  const gross = lineGross(unit + extra, draft.quantity);
  return {
    id: draft.id, product: draft.product, name: product?.name ?? {}, quantity: draft.quantity, unitPrice: unit,
    options: namedOptions(draft.options, context.menu), note: draft.note ?? null, allergy: draft.allergy ?? null,
    seat: draft.seat ?? null,
    course: draft.course ?? null, state: "new", voidedQuantity: 0, gross, discount: 0, net: gross,
    taxRate: product?.taxRate ?? 0, addedBy: context.me, addedAt: context.now, isPending: true,
  };
}

function namedOptions(choices: readonly Choice[], menu: MenuIndex | null): CheckLine["options"] {
  const all = Object.values(menu?.groups ?? {}).flatMap((group) => group.options);
  return choices.map(({ option, count }) => {
    const found = all.find((one) => one.id === option);
    return { option, count, name: found?.name ?? {}, price: found?.price ?? 0 };
  });
}

/** The options of a line as they were chosen: a priced line may hold one option twice, free and paid. */
export function choicesOf(line: Pick<CheckLine, "options">): Choice[] {
  const counts = new Map<string, number>();
  for (const { option, count } of line.options) counts.set(option, (counts.get(option) ?? 0) + count);
  return [...counts].map(([option, count]) => ({ option, count }));
}

const choiceKey = (choices: readonly Choice[]) => choices.map((one) => `${one.option}×${one.count}`).sort().join();

function changed(line: ShownLine, command: Extract<Command, { kind: "change" }>, context: FoldContext): ShownLine {
  const isSame = (command.quantity ?? line.quantity) === line.quantity && !command.options
    && (command.note ?? line.note ?? "") === (line.note ?? "") && (command.seat ?? line.seat) === line.seat
    && (command.allergy ?? line.allergy ?? "") === (line.allergy ?? "");
  if (isSame || line.state !== "new") return line;
  const options = command.options ?? choicesOf(line);
  const draft: LineDraft = { id: line.id, product: line.product, quantity: command.quantity ?? line.quantity, options };
  const note = command.note ?? line.note;
  const allergy = command.allergy ?? line.allergy;
  const seat = command.seat ?? line.seat;
  if (note) draft.note = note;
  if (allergy) draft.allergy = allergy;
  if (seat) draft.seat = seat;
  const drawn = draftLine(draft, context);
  return { ...drawn, addedAt: line.addedAt, addedBy: line.addedBy,
    unitPrice: line.unitPrice, name: line.name, gross: scaled(line, drawn), net: scaled(line, drawn) };
}

/** Without new options the price on the check stays; only the quantity changes it. */
function scaled(line: ShownLine, drawn: ShownLine): number {
  const isSameChoice = choiceKey(choicesOf(drawn)) === choiceKey(choicesOf(line));
  if (!isSameChoice || line.quantity === 0) return drawn.gross;
  const unit = line.gross / line.quantity;
  return Math.round(unit * drawn.quantity);
}

function apply(check: ShownCheck | null, command: Command, context: FoldContext): ShownCheck | null {
  if (command.kind === "open") {
    const base = check ?? emptyCheck(command, context);
    return apply(base, { kind: "lines", check: command.check, lines: command.lines }, context);
  }
  if (!check) return null;
  switch (command.kind) {
    case "lines": {
      const fresh = command.lines.filter((draft) => !check.lines.some((line) => line.id === draft.id));
      return fresh.length === 0 ? check
        : { ...check, lines: [...check.lines, ...fresh.map((draft) => draftLine(draft, context))] };
    }
    case "change":
      return { ...check, lines: check.lines.map((line) =>
        line.id === command.line ? changed(line, command, context) : line) };
    case "delete":
      return { ...check, lines: check.lines.filter((line) => line.id !== command.line || line.state !== "new") };
    case "send":
      return { ...check, lines: check.lines.map((line) =>
        line.state === "new" ? { ...line, state: "sent" as const, isPending: true } : line) };
  }
}

const counts = (line: ShownLine) => line.state !== "voided" && line.state !== "comped";

function netByRate(lines: readonly ShownLine[]): Map<number, number> {
  const groups = new Map<number, number>();
  for (const line of lines.filter(counts)) groups.set(line.taxRate, (groups.get(line.taxRate) ?? 0) + line.net);
  return groups;
}

/** The server's totals moved by what is pending. A tax rate is in basis points: 1000 is 10 %. */
function retotal(before: CheckView | null, after: ShownCheck): ShownCheck {
  const old = netByRate(before?.lines ?? []);
  const fresh = netByRate(after.lines);
  const sum = (groups: Map<number, number>) => [...groups.values()].reduce((total, value) => total + value, 0);
  const delta = sum(fresh) - sum(old);
  if (delta === 0 && before) return after;
  const { totals } = after;
  const rates = [...new Set([...totals.kdv.map((row) => row.rate), ...fresh.keys()])];
  const kdv = rates.map((rate) => {
    const known = totals.kdv.find((row) => row.rate === rate)?.gross ?? 0;
    const gross = known + (fresh.get(rate) ?? 0) - (old.get(rate) ?? 0);
    return { rate, gross, kdv: Math.round((gross * rate) / (10_000 + rate)) };
  });
  return { ...after, totals: { ...totals, kdv, gross: totals.gross + delta, total: totals.total + delta,
    remaining: totals.remaining + delta } };
}

/** Truth and pending commands as one check; null when there is neither. */
export function fold(truth: CheckView | undefined, commands: readonly Command[],
  context: FoldContext): ShownCheck | null {
  const start: ShownCheck | null = truth ? { ...truth, isLocal: false } : null;
  const folded = commands.reduce<ShownCheck | null>((check, command) => apply(check, command, context), start);
  if (!folded || folded === start) return folded;
  return retotal(truth ?? null, folded);
}

/** What is left of a line after voids, in thousandths; a wholly voided line shows what it was. */
export const activeQuantity = (line: CheckLine): number =>
  line.state === "voided" ? line.quantity : line.quantity - line.voidedQuantity;

export const newLines = (check: ShownCheck | null): ShownLine[] =>
  check?.lines.filter((line) => line.state === "new") ?? [];

/** How many of each product are new on the check: the tiles' badges. */
export function newCounts(check: ShownCheck | null): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of newLines(check)) found[line.product] = (found[line.product] ?? 0) + line.quantity;
  return found;
}

/** A new line of the same product at the same price without anything special: another tap makes it one more. */
export function sameNewLine(check: ShownCheck | null, product: string, price: number,
  choices: readonly Choice[]): ShownLine | undefined {
  const isPlain = (line: ShownLine) => !line.note && !line.allergy && !line.seat && line.discount === 0;
  return newLines(check).find((line) => line.product === product && line.unitPrice === price && isPlain(line)
    && choiceKey(choicesOf(line)) === choiceKey(choices));
}

export interface LineGroup {
  key: string;
  isNew: boolean;
  at: string;
  lines: ShownLine[];
}

/** The ticket's groups: each round that went to the kitchen, then what is new. */
export function groups(check: ShownCheck | null): LineGroup[] {
  const rounds = new Map<string, LineGroup>();
  for (const line of check?.lines ?? []) {
    const isNew = line.state === "new";
    const key = isNew ? "new" : `r${line.round ?? 0}`;
    const group = rounds.get(key) ?? { key, isNew, at: line.addedAt, lines: [] };
    group.lines.push(line);
    if (line.addedAt > group.at) group.at = line.addedAt;
    rounds.set(key, group);
  }
  const all = [...rounds.values()];
  return [...all.filter((group) => !group.isNew), ...all.filter((group) => group.isNew)];
}
