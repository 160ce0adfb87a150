// The money side of the till, in whole kuruş: what is left, what comes back, how a bill is divided.
import { CheckView, Tender, TenderDraft, TenderKind } from "@lib/api.types";
import { Provider } from "@lib/providers";

export const drafted = (drafts: readonly TenderDraft[]): number => drafts.reduce((sum, one) => sum + one.amount, 0);

/** What is still to be paid after the tenders put together so far. */
export const remainingAfter = (remaining: number, drafts: readonly TenderDraft[]): number =>
  Math.max(0, remaining - drafted(drafts));

export interface TenderInput {
  id: string;
  kind: TenderKind;
  /** What was typed, null when nothing was: the whole rest. */
  typed: number | null;
  remaining: number;
  tip: number;
  card?: string;
  provider?: Provider;
  /** The bank's terminal and what was typed of its slip. */
  slip?: Slip;
}

export interface Slip {
  terminal: string;
  approvalCode?: string;
  last4?: string;
}

/** A tender of what was typed. Cash may be more than is due and gives change; the others may not. */
export function makeTender(input: TenderInput): TenderDraft | "over" | "nothing" {
  const { id, kind, typed, remaining, card, provider, slip } = input;
  const tip = kind === "voucher" || kind === "open_account" ? 0 : input.tip;
  const given = typed ?? remaining;
  if (remaining <= 0 || given <= 0) return "nothing";
  if (kind !== "cash" && given > remaining) return "over";
  const tender: TenderDraft = { id, kind, amount: Math.min(given, remaining) };
  if (kind === "cash") tender.tendered = Math.max(given, tender.amount + tip);
  if (tip > 0) tender.tip = tip;
  if (card) tender.card = card;
  if (provider) tender.provider = provider;
  if (slip) Object.assign(tender, slip);
  return tender;
}

export const changeOf = (tender: TenderDraft): number =>
  tender.kind === "cash" ? Math.max(0, (tender.tendered ?? tender.amount) - tender.amount - (tender.tip ?? 0)) : 0;

/** n shares that differ by at most a kuruş and sum to the total: the first ones carry the rest. */
export function shares(total: number, n: number): number[] {
  const each = Math.floor(total / n);
  const rest = total - each * n;
  return Array.from({ length: n }, (_, index) => each + (index < rest ? 1 : 0));
}

/** Notes worth offering for an amount: the exact one first, then what a guest would hand over. */
export function noteKeys(amount: number): number[] {
  const notes = [50_00, 100_00, 200_00];
  const rounded = [...notes, 500_00, 1000_00].map((note) => Math.ceil(amount / note) * note);
  const wanted = [...notes.filter((note) => note >= amount), ...rounded].filter((value) => value > amount);
  return [...new Set(wanted)].sort((a, b) => a - b).slice(0, 3);
}

export const unknownTenders = (check: CheckView | null): Tender[] =>
  check?.tenders.filter((tender) => tender.state === "unknown") ?? [];

export const isSettled = (check: Pick<CheckView, "state">): boolean =>
  check.state === "paid" || check.state === "closed";

/** What came back in cash over the check's tenders. */
export const changeGiven = (check: CheckView): number =>
  check.tenders.reduce((sum, tender) => sum + (tender.change ?? 0), 0);

export const denominations = [200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 50, 25, 10, 5];

export const counted = (counts: Readonly<Record<number, number>>): number =>
  Object.entries(counts).reduce((sum, [value, count]) => sum + Number(value) * count, 0);
