// The state of the payment screen: what is typed, which tenders are put together, and what became of the one request
// that pays with all of them. A request whose answer did not come is asked again with the same key, never made anew.
import { useMemo, useRef, useState } from "react";
import { Key, press } from "@kit/Numpad";
import { toast } from "@kit/Toast";
import { announce } from "@lib/a11y";
import { asProblem, Problem, send } from "@lib/api";
import { CheckView, payCheck, TenderDraft, TenderKind } from "@lib/api.types";
import { money } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { newID } from "@lib/ids";
import { Provider } from "@lib/providers";
import { createStore } from "@lib/store";
import { reread } from "../approval";
import { drafted, isSettled, makeTender, remainingAfter, Slip, unknownTenders } from "../model/pay";
import { text } from "../text";
import { accept, branch, queue, truth } from "../till";

/** An amount that another screen proposes: one share of an equal split. */
export const proposed = createStore<{ check: string; amount: number; of: number }>({ check: "", amount: 0, of: 0 });

export const simulatorCards = ["sim_ok", "sim_declined", "sim_insufficient_funds", "sim_timeout",
  "sim_timeout_declined", "sim_not_sent", "sim_slow_ok"] as const;
export type SimulatorCard = (typeof simulatorCards)[number];

export type Fault = { kind: "text"; text: string } | { kind: "drawer"; text: string } | { kind: "unanswered" };

export interface PayState {
  drafts: TenderDraft[];
  typed: string;
  target: "amount" | "tip";
  tip: string;
  card: SimulatorCard;
  busy: boolean;
  fault: Fault | null;
  asksVoucher: boolean;
  /** Which of the bank's terminals, or what its slip says. */
  asksTerminal: boolean;
}

/** The issuer of a meal card, or the slip of a bank's terminal. */
export interface Whose {
  provider?: Provider;
  slip?: Slip;
}

export interface PayView extends PayState {
  set(change: Partial<PayState>): void;
  key(key: Key): void;
  /** Adds a tender of what was typed; the last one that covers the rest pays. */
  tender(kind: TenderKind, given?: number | null, whose?: Whose): void;
  drop(id: string): void;
  /** Takes the tenders put together so far, although something remains. */
  commit(drafts?: TenderDraft[]): void;
}

const empty: PayState = { drafts: [], typed: "", target: "amount", tip: "", card: "sim_ok", busy: false, fault: null,
  asksVoucher: false, asksTerminal: false };

function wordsOf(problem: Problem): Fault {
  const t = text.now();
  if (problem.code === "drawer_closed") {
    const { drawers, ownDrawer } = truth.get();
    const own = ownDrawer ? drawers[ownDrawer] : undefined;
    return { kind: "drawer", text: own ? t.ownDrawerClosed(own.name) : t.drawerClosed };
  }
  if (problem.code === "drawer_ambiguous") return { kind: "drawer", text: t.drawerUnclear };
  if (problem.isUnanswered && problem.code !== "terminal_unreachable") return { kind: "unanswered" };
  if (problem.status === 402 || problem.code === "card_declined") {
    const reason = String(problem.body.reason ?? "");
    const said = (t.declineReasons as Record<string, string>)[reason] ?? "";
    return { kind: "text", text: t.declined(said) };
  }
  return { kind: "text", text: explain(problem) };
}

/** Sends what is still queued for the check; false when it did not get through. */
async function settled(check: string): Promise<boolean> {
  await queue.flush();
  return !queue.store.get().items.some((item) => item.about === check && !item.refused);
}

type Now = () => { check: CheckView | null; state: PayState };

function paying(id: string, now: Now, set: (change: Partial<PayState>) => void, keys: { current: string }) {
  async function pay(drafts: TenderDraft[]) {
    set({ busy: true, fault: null, drafts });
    if (!(await settled(id))) return set({ busy: false, fault: { kind: "text", text: text.now().needsLink } });
    try {
      const answer = await send(payCheck({ branch: branch(), check: id }, { tenders: drafts }), { key: keys.current });
      accept(answer);
      keys.current = newID();
      set({ ...empty, card: now().state.card });
      const isOpen = !isSettled(answer) && unknownTenders(answer).length === 0;
      if (isOpen) toast(text.now().partPaid(money(drafted(drafts))), { tone: "ok" });
    } catch (fault) {
      const problem = asProblem(fault);
      const said = wordsOf(problem);
      if (said.kind === "unanswered") return set({ busy: false, fault: said });
      keys.current = newID();
      if (problem.status === 409 || problem.status === 422) await reread(id);
      set({ busy: false, fault: said, drafts: drafts.slice(0, -1) });
      announce(said.text, "alert");
    }
  }
  return pay;
}

/** Whether the branch's cards go through the bank's own terminal, where the amount is typed by hand. */
export const takesAtBank = (): boolean => truth.get().place?.cardRoute === "bank_terminal";

/** Where there is but one, nobody is asked which. */
function onlyTerminal(): Slip | undefined {
  const { terminals } = truth.get();
  return terminals.length === 1 && terminals[0] ? { terminal: terminals[0].id } : undefined;
}

function tendering(now: Now, set: (change: Partial<PayState>) => void, pay: (drafts: TenderDraft[]) => Promise<void>) {
  return (asked: TenderKind, given?: number | null, whose: Whose = {}) => {
    const { check, state } = now();
    if (!check || state.busy || state.fault?.kind === "unanswered") return;
    const kind = asked === "card" && takesAtBank() ? "bank_card" : asked;
    if (kind === "voucher" && !whose.provider) return set({ asksVoucher: true });
    const slip = kind === "bank_card" ? whose.slip ?? onlyTerminal() : undefined;
    if (kind === "bank_card" && !slip) return set({ asksTerminal: true });
    const remaining = remainingAfter(check.totals.remaining, state.drafts);
    const typed = given !== undefined ? given : state.typed === "" ? null : Number(state.typed);
    const made = makeTender({ id: newID(), kind, typed, remaining, tip: Number(state.tip || "0"),
      ...(kind === "card" ? { card: state.card } : {}), ...(whose.provider ? { provider: whose.provider } : {}),
        ...(slip ? { slip } : {}) });
    if (made === "nothing") return;
    if (made === "over") return set({ fault: { kind: "text", text: text.now().over } });
    const drafts = [...state.drafts, made];
    set({ drafts, typed: "", tip: "", target: "amount", fault: null, asksVoucher: false, asksTerminal: false });
    if (remainingAfter(check.totals.remaining, drafts) === 0) void pay(drafts);
  };
}

export function usePayView(id: string, check: CheckView | null): PayView {
  const [state, setState] = useState<PayState>(() => {
    const { check: of, amount } = proposed.get();
    if (of !== id) return empty;
    proposed.set({ check: "", amount: 0 });
    return { ...empty, typed: String(amount) };
  });
  const keys = useRef(newID());
  const latest = useRef({ check, state });
  latest.current = { check, state };
  const acts = useMemo(() => {
    const now = () => latest.current;
    const set = (change: Partial<PayState>) => {
      latest.current = { ...latest.current, state: { ...latest.current.state, ...change } };
      setState((before) => ({ ...before, ...change }));
    };
    const pay = paying(id, now, set, keys);
    return {
      set,
      key: (key: Key) => {
        const { target, typed, tip } = now().state;
        set(target === "amount" ? { typed: press(typed, key), fault: null } : { tip: press(tip, key) });
      },
      tender: tendering(now, set, pay),
      drop: (draft: string) => set({ drafts: now().state.drafts.filter((one) => one.id !== draft) }),
      commit: (drafts?: TenderDraft[]) => void pay(drafts ?? now().state.drafts),
    };
  }, [id]);
  return { ...state, ...acts };
}
