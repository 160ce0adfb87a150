// Writes that are decided by the server while the cashier waits: with the check's version, and with somebody's PIN when
// the server asks for one.
import { toast } from "@kit/Toast";
import { asProblem, Call, send } from "@lib/api";
import { Action, CheckView, readCheck } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { newID } from "@lib/ids";
import { createStore } from "@lib/store";
import { ApprovalDialog } from "@shell/ApprovalDialog";
import { text } from "./text";
import { accept, branch } from "./till";

interface Asked {
  action: Action;
  subject: string;
  answer(approval: string | null): void;
}

const asking = createStore<{ asked: Asked | null }>({ asked: null });

function ask(action: Action, subject: string): Promise<string | null> {
  return new Promise((resolve) => {
    const answer = (approval: string | null) => {
      asking.set({ asked: null });
      resolve(approval);
    };
    asking.set({ asked: { action, subject, answer } });
  });
}

/** Rendered once; shows the approver's PIN pad when a command needs it. */
export function ApprovalHost() {
  const t = text.useText();
  const asked = asking.useSel((state) => state.asked);
  if (!asked) return null;
  return (
    <ApprovalDialog title={t.approvalNeeded} action={asked.action} subject={asked.subject}
      onApproved={asked.answer} onClose={() => asked.answer(null)} />
  );
}

const word = (value: unknown) => (typeof value === "string" ? value : "");

/** Runs a call; asks for an approval when the server wants one and runs it again with it. Throws the refusal. */
export async function decided<T>(make: (approval: string | undefined) => Call<T>): Promise<T | null> {
  try {
    return await send(make(undefined));
  } catch (fault) {
    const problem = asProblem(fault);
    if (problem.code !== "approval_required") throw problem;
    const approval = await ask(problem.body.action as Action, word(problem.body.subject));
    return approval === null ? null : send(make(approval));
  }
}

/** A decided write on a check: its answer becomes the truth, a refusal is said. True when it was done. */
export async function onCheck(check: string,
  make: (approval: string | undefined) => Call<CheckView>): Promise<boolean> {
  try {
    const answer = await decided(make);
    if (answer) accept(answer);
    return answer !== null;
  } catch (fault) {
    const problem = asProblem(fault);
    if (problem.status === 409) await reread(check);
    const isStale = /version|stale/.test(problem.code);
    toast(isStale ? text.now().stale : explain(problem), { tone: "bad" });
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
