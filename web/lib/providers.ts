// The meal cards that a till takes.
import { TenderDraft } from "./api.types";

export type Provider = NonNullable<TenderDraft["provider"]>;

const names: Record<Provider, string> = { multinet: "Multinet", pluxee: "Pluxee", edenred: "Edenred",
  setcard: "Setcard", metropol: "Metropol" };

export const providers = Object.keys(names) as Provider[];

/** As it stands on the card; a provider that is not known here keeps the server's name. */
export const providerName = (id: string): string => (names as Record<string, string>)[id] ?? id;
