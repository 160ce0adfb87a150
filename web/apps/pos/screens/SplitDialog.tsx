import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Money } from "@kit/Money";
import { money } from "@lib/format";
import { ShownCheck } from "../model/fold";
import { shares } from "../model/pay";
import { text } from "../text";
import { proposed } from "./payView";

interface SplitDialogProps {
  check: ShownCheck;
  onPay(): void;
  onClose(): void;
}

/** What is left, in equal shares to the kuruş; each share is then paid as a part of the check. */
export function SplitDialog({ check, onPay, onClose }: SplitDialogProps) {
  const t = text.useText();
  const [n, setN] = useState(Math.max(2, check.guests));
  const parts = shares(check.totals.remaining, n);
  const first = parts[0] ?? 0;
  const pay = () => {
    onClose();
    proposed.set({ check: check.id, amount: first, of: n });
    onPay();
  };
  const foot = <Button kind="primary" size="l" disabled={first <= 0} onClick={pay}>{t.splitPay(money(first))}</Button>;
  return (
    <Dialog title={t.splitTitle} onClose={onClose} foot={foot}>
      <div className="stack">
        <div className="choices" role="group" aria-label={t.splitTitle}>
          {Array.from({ length: Math.max(8, check.guests) - 1 }, (_, index) => index + 2).map((count) => (
            <Button key={count} aria-pressed={count === n} onClick={() => setN(count)}>{t.splitBy(count)}</Button>
          ))}
        </div>
        <ul className="shares">
          {parts.map((amount, index) => (
            <li key={index} className="row">
              <span className="grow">{t.splitShare(index + 1)}</span><Money minor={amount} />
            </li>
          ))}
        </ul>
        <p className="row strong"><span className="grow">{t.total}</span><Money minor={check.totals.remaining} /></p>
      </div>
    </Dialog>
  );
}
