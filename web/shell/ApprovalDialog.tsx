import { ReactNode, useState } from "react";
import { Dialog } from "@kit/Dialog";
import { Empty, Waiting } from "@kit/Empty";
import { send } from "@lib/api";
import { Action, ApprovalTerms, approve, Colleague } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { PinPad } from "./PinPad";
import { People, useColleagues } from "./StaffScreen";
import { shellText } from "./text";

interface ApprovalDialogProps {
  title: string;
  action: Action;
  /** The line, check or tender that the approval is for; it serves once, for 60 s. */
  subject: string;
  /** What exactly, as the server states it: the approval holds for nothing else. */
  terms: ApprovalTerms;
  /** What is approved and why; stays in sight while the PIN is typed. */
  children: ReactNode;
  onApproved(approval: string): void;
  onClose(): void;
}

const ranks = ["manager", "owner"];

/** Who usually approves stands first. */
const byRank = (people: readonly Colleague[]) =>
  [...people].sort((a, b) => Number(ranks.includes(b.role)) - Number(ranks.includes(a.role)));

/** Somebody who may allows one action with their PIN, without signing in. */
export function ApprovalDialog({ title, action, subject, terms, children, onApproved, onClose }: ApprovalDialogProps) {
  const t = shellText.useText();
  const { people, problem } = useColleagues();
  const [person, setPerson] = useState<Colleague | null>(null);
  const allow = async (pin: string) => {
    if (!person) return;
    const { approval } = await send(approve({ person: person.id, pin, action, subject, terms }), { renews: false });
    onApproved(approval);
  };
  return (
    <Dialog title={person ? t.pinOf(person.name) : title} onClose={onClose} className="approval">
      <div className="approval-about">{children}</div>
      {problem && <Empty text={explain(problem)} />}
      {!people && !problem && <Waiting text={t.loading} />}
      {people && !person && <People people={byRank(people)} onPick={setPerson} />}
      {person && <div className="approval-pin"><PinPad onPIN={allow} /></div>}
    </Dialog>
  );
}
