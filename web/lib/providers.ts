// Whose a payment is: the meal card's issuer, or the bank's terminal that took the card.
import { Tender, TenderDraft, TenderRow } from "./api.types";

export type Provider = NonNullable<TenderDraft["provider"]>;

const names: Record<Provider, string> = { multinet: "Multinet", pluxee: "Pluxee", edenred: "Edenred",
  setcard: "Setcard", metropol: "Metropol" };

export const providers = Object.keys(names) as Provider[];

/** As it stands on the card; a provider that is not known here keeps the server's name. */
export const providerName = (id: string): string => (names as Record<string, string>)[id] ?? id;

/** What stands after the kind of a payment: its issuer, or the terminal and the card's last digits. */
export function whose({ provider, terminal }: Pick<Tender, "provider" | "terminal">): string {
  if (!terminal) return providerName(provider ?? "");
  return terminal.last4 ? `${terminal.name} •• ${terminal.last4}` : terminal.name;
}

/** The same for a line of the day's figures. */
export const whoseRow = ({ provider, terminalName }: Pick<TenderRow, "provider" | "terminalName">): string =>
  terminalName ?? providerName(provider ?? "");

/** What tells the lines of the day's figures apart. */
export const rowKey = ({ kind, provider, terminal }: TenderRow): string => `${kind}${provider ?? ""}${terminal ?? ""}`;
