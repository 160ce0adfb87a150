import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { CardIcon } from "@kit/icons";
import { useDigits } from "@lib/digits";
import { money } from "@lib/format";
import { text } from "../text";
import { truth } from "../till";
import { PayView } from "./payView";

interface TerminalDialogProps {
  amount: number;
  view: PayView;
}

/** On which of the bank's terminals the card was taken; its slip may be typed, and need not be. */
export function TerminalDialog({ amount, view }: TerminalDialogProps) {
  const t = text.useText();
  const terminals = truth.useSel((state) => state.terminals);
  const [last4, setLast4] = useState("");
  const [approvalCode, setCode] = useState("");
  const isWrong = last4 !== "" && !/^\d{4}$/.test(last4);
  const pay = (index: number) => {
    const terminal = terminals[index]?.id;
    if (!terminal || isWrong) return;
    view.tender("bank_card", undefined, { slip: { terminal, ...(last4 && { last4 }),
      ...(approvalCode.trim() && { approvalCode: approvalCode.trim() }) } });
  };
  useDigits((key) => pay(Number(key) - 1));
  return (
    <Dialog title={t.terminalTitle} size="s" onClose={() => view.set({ asksTerminal: false })}>
      <div className="stack">
        {terminals.length === 0 ? <p>{t.noTerminal}</p> : <p className="muted">{t.terminalNote(money(amount))}</p>}
        {terminals.map(({ id, name }, index) => (
          <Button key={id} size="l" wide kind="outline" icon={<CardIcon />} disabled={isWrong}
            {...(index < 9 && { "aria-keyshortcuts": String(index + 1) })} onClick={() => pay(index)}>
            {index < 9 && <span className="muted" aria-hidden="true">{index + 1}</span>} {name}
          </Button>
        ))}
        {terminals.length > 0 && (
          <div className="slip-fields">
            <Field label={t.last4} inputMode="numeric" autoComplete="off" maxLength={4} value={last4} hint={t.optional}
              error={isWrong && last4.length === 4 ? t.last4Fault : undefined}
              onChange={(event) => setLast4(event.target.value)} />
            <Field label={t.approvalCode} autoComplete="off" maxLength={12} value={approvalCode} hint={t.optional}
              onChange={(event) => setCode(event.target.value)} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
