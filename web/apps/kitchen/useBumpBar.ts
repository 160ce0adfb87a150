// Bump bars and keyboards: 1–9 choose a card (the oldest is 1), Enter does what its big button says, R calls the last
// one back, A shows the totals, S the preparation.
import { useEffect } from "react";
import { useKeys } from "@lib/a11y";
import { board } from "./board";
import { byBumped } from "./model/truth";
import { isHere, shown, ticketMove, toggleRail, view } from "./pass";
import { pressFoot } from "./screens/Card";
import { showRail } from "./rail";
import { unlock } from "./sounds";

function choose(index: number): void {
  const id = board.get().order[index];
  if (id === undefined) return;
  view.set(({ selected }) => ({ selected: selected === id ? null : id }));
  document.querySelector(`[data-card="${id}"]`)?.scrollIntoView({ block: "nearest" });
}

function step(by: number): void {
  const { order } = board.get();
  const at = order.indexOf(view.get().selected ?? "");
  const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + by))];
  if (next !== undefined && next !== view.get().selected) choose(order.indexOf(next));
}

function bump(): void {
  const { groups, order } = board.get();
  const group = groups[view.get().selected ?? order[0] ?? ""];
  const { tickets } = shown.get();
  if (group) pressFoot(group.tickets.flatMap((id) => tickets[id] ?? []));
  view.set({ selected: null });
}

/** The ticket that "Geri al" would bring back: the last one that was finished here. */
export const lastBumped = (tickets = shown.get().tickets) =>
  byBumped(Object.values(tickets).filter((ticket) => ticket.state === "done" && isHere(ticket)))[0];

export function recallLast(): void {
  const last = lastBumped();
  if (last) ticketMove(last, "recall");
}

/** Enter on a focused button is that button's own. */
function useEnter(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const focused = document.activeElement;
      const isFree = !focused || focused === document.body || focused.matches("main, h1");
      if (event.key !== "Enter" || event.repeat || !isFree || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      void unlock();
      bump();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

const digits = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => choose(index)]));

export function useBumpBar(): void {
  useEnter();
  useKeys({ ...digits, ArrowRight: () => step(1), ArrowLeft: () => step(-1), r: recallLast, R: recallLast,
    a: () => showRail("dishes"), A: () => showRail("dishes"), s: () => showRail("parts"), S: () => showRail("parts"),
    Escape: () => view.set({ selected: null, lit: null }), t: toggleRail });
}
