// A check as this till shows it: truth with this till's pending commands folded in.
import { useMemo } from "react";
import { CheckView } from "@lib/api.types";
import { session } from "@lib/session";
import { sameList } from "@lib/store";
import { Command, fold, ShownCheck } from "./model/fold";
import { queue, truth } from "./till";

const isOpen = (check: CheckView) => ["open", "billed", "partially_paid"].includes(check.state);
const nobody = { id: "", name: "" };

/** The check, or null when neither the server nor the queue knows it. */
export function shownCheck(id: string): ShownCheck | null {
  const { checks, menu } = truth.get();
  const items = queue.store.get().items.filter((item) => item.about === id && !item.refused && item.data);
  const me = session.get().me?.person ?? nobody;
  return fold(checks[id], items.map((item) => item.data as Command), { menu, me, now: new Date().toISOString() });
}

export function useCheck(id: string): ShownCheck | null {
  const known = truth.useSel((state) => state.checks[id]);
  const menu = truth.useSel((state) => state.menu);
  const me = session.useSel((state) => state.me?.person ?? nobody);
  const items = queue.store.useSel(
    (state) => state.items.filter((item) => item.about === id && !item.refused && item.data), sameList);
  return useMemo(
    () => fold(known, items.map((item) => item.data as Command), { menu, me, now: new Date().toISOString() }),
    [known, items, menu, me]);
}

/** The check at a table, also one that only this till knows yet. */
export function useCheckAt(table: string | undefined): string | undefined {
  const known = truth.useSel(({ tables, checks }) => {
    if (!table) return undefined;
    const open = Object.values(checks).find((check) => check.table?.id === table && isOpen(check));
    return tables[table]?.check?.id ?? open?.id;
  });
  const opening = queue.store.useSel(({ items }) => {
    const commands = items.filter((item) => !item.refused).map((item) => item.data as Command | undefined);
    return commands.find((command) => command?.kind === "open" && command.table?.id === table && table)?.check;
  });
  return known ?? opening;
}

/** Commands of a check that the server has not answered. */
export const usePending = (id: string): number =>
  queue.store.useSel((state) => state.items.filter((item) => item.about === id && !item.refused).length);
