// Writes that are decided by the server while the cashier waits: with the check's version, and with somebody's PIN when
// the server asks for one.
import { toast } from "@kit/Toast";
import { asProblem, Call, Problem, send } from "@lib/api";
import { Action, ApprovalTerms, CheckView, Grant, readCheck } from "@lib/api.types";
import { money, percent } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { newID } from "@lib/ids";
import { session } from "@lib/session";
import { createStore } from "@lib/store";
import { ApprovalDialog } from "@shell/ApprovalDialog";
import { ShownCheck } from "./model/fold";
import { Grounds, kitchenWasFaster, wholeCheck } from "./model/grounds";
import { text } from "./text";
import { accept, branch } from "./till";
import { shownCheck } from "./useCheck";

/** What an approver has to know of it. */
export interface Asking {
  /** "Void 2 × Latte — ₺180,00": said with the server's figures, for which alone the approval holds. */
  what: string | ((terms: ApprovalTerms) => string);
  /** The reason that was given for it. */
  reason?: string | undefined;
}

/** What the server wants to have approved. */
interface Wanted {
  action: Action;
  subject: string;
  terms: ApprovalTerms;
}

interface Asked extends Asking, Wanted {
  /** Each question is a dialog of its own. */
  id: string;
  answer(approval: string | null): void;
}

const asking = createStore<{ asked: Asked | null }>({ asked: null });

function ask(wanted: Wanted, { what, reason }: Asking): Promise<string | null> {
  return new Promise((resolve) => {
    const answer = (approval: string | null) => {
      asking.set({ asked: null });
      resolve(approval);
    };
    asking.set({ asked: { ...wanted, id: newID(), what, reason, answer } });
  });
}

/** Why the server asks: the kitchen has begun, the role's own limit is lower, or the role may not alone. */
function whyOf(action: Action, grant: Grant | undefined): string {
  const t = text.now().approvalWhy;
  if (action === "line.void_prepared") return t.begun;
  if (grant?.permission !== "allow" || !grant.limit) return t.noLimit;
  return t.limit(action === "check.discount" ? percent(grant.limit / 10_000, undefined, 2) : money(grant.limit));
}

/** Rendered once; says what is to be approved and why, and shows the approver's PIN pad. */
export function ApprovalHost() {
  const t = text.useText();
  const asked = asking.useSel((state) => state.asked);
  const grants = session.useSel((state) => state.me?.grants);
  if (!asked) return null;
  const { what, terms } = asked;
  const reason = terms.reason ?? asked.reason;
  return (
    <ApprovalDialog key={asked.id} title={t.approvalNeeded} action={asked.action} subject={asked.subject} terms={terms}
      onApproved={asked.answer} onClose={() => asked.answer(null)}>
      <p className="approval-what">{typeof what === "string" ? what : what(terms)}</p>
      {reason && <p>{t.approvalReason(reason)}</p>}
      <p className="muted">{whyOf(asked.action, grants?.[asked.action])}</p>
    </ApprovalDialog>
  );
}

const word = (value: unknown) => (typeof value === "string" ? value : "");

/** What a refusal wants to have approved; null when it is another one. Other terms than those approved ask anew. */
function wantedBy({ code, body }: Problem): Wanted | null {
  if (code !== "approval_required" && code !== "approval_differs") return null;
  return { action: body.action as Action, subject: word(body.subject), terms: (body.terms ?? {}) as ApprovalTerms };
}

/**
 * Runs a call; asks for an approval when the server wants one, and runs it again with it, as often as it is about
 * something else by then. Throws the refusal.
 */
async function decided<T>(make: (approval: string | undefined) => Call<T>, asking: Asking): Promise<T | null> {
  let approval: string | undefined;
  for (;;) {
    try {
      return await send(make(approval));
    } catch (fault) {
      const problem = asProblem(fault);
      const wanted = wantedBy(problem);
      if (!wanted) throw problem;
      const given = await ask(wanted, asking);
      if (given === null) return null;
      approval = given;
    }
  }
}

/** An approval when the server has asked for one, as a call's body takes it. */
export interface Approved {
  approval?: string;
}

/** Runs a call that is decided by the server, with somebody's approval in its body where that is asked for. */
export const approved = <T,>(make: (approval: Approved) => Call<T>, asking: Asking): Promise<T | null> =>
  decided((approval) => make(approval === undefined ? {} : { approval }), asking);

/** With the check's version, and with an approval when the server has asked for one. */
type Make = (approved: Approved, version: number) => Call<CheckView>;

const stale = "stale_version";

const attempt = (make: Make, version: number, asking: Asking) =>
  approved((approval) => make(approval, version), asking);

/** Tries once more on the check as it is now, when what the decision rests on is still as it was seen. */
async function retried(seen: ShownCheck, make: Make, decision: Decision, problem: Problem): Promise<CheckView | null> {
  const grounds = decision.grounds ?? wholeCheck;
  const fresh = await reread(seen.id);
  const now = shownCheck(seen.id);
  if (problem.code !== stale || !fresh || !now || grounds(now) !== grounds(seen)) throw problem;
  return attempt(make, fresh.version, decision);
}

function said(problem: Problem, seen: ShownCheck, line: string | undefined): string {
  if (problem.code !== stale) return explain(problem);
  const now = shownCheck(seen.id);
  const t = text.now();
  return line && now && kitchenWasFaster(seen, now, line) ? t.kitchenFaster : t.stale;
}

interface Decision extends Asking {
  /** What it rests on; without it, the whole check. */
  grounds?: Grounds;
  /** The line that it is about. */
  line?: string;
}

/** A decided write on a check: its answer becomes the truth, a refusal is said. True when it was done. */
export async function onCheck(seen: ShownCheck, make: Make, decision: Decision): Promise<boolean> {
  try {
    const answer = await attempt(make, seen.version, decision).catch((fault: unknown) => {
      const problem = asProblem(fault);
      if (problem.status !== 409) throw problem;
      return retried(seen, make, decision, problem);
    });
    if (answer) accept(answer);
    return answer !== null;
  } catch (fault) {
    toast(said(asProblem(fault), seen, decision.line), { tone: "bad" });
    return false;
  }
}

/** Reads a check again: after a conflict, or when a screen opens one that it does not know. */
export async function reread(check: string): Promise<CheckView | null> {
  try {
    const fresh = await send(readCheck({ branch: branch(), check }));
    accept(fresh);
    return fresh;
  } catch {
    return null;
  }
}

/** The same key for one intention, however often it is tried. */
export const intention = (): string => newID();
