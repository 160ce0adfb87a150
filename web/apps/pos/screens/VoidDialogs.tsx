import { useState } from "react";
import { Button } from "@kit/Button";
import { ApprovalTerms, compLine, voidCheck, voidLine } from "@lib/api.types";
import { money, quantity as written } from "@lib/format";
import { named } from "@lib/i18n";
import { onCheck } from "../approval";
import { activeQuantity, ShownCheck, ShownLine } from "../model/fold";
import { checkAndKitchen, lineAndKitchen, oneLine } from "../model/grounds";
import { floor, router } from "../routes";
import { text } from "../text";
import { branch } from "../till";
import { ReasonDialog } from "./ReasonDialog";
import { checkSaid, lineSaid } from "./said";

interface LineProps {
  check: ShownCheck;
  line: ShownLine;
  onClose(): void;
}

/** Takes back what the kitchen has: a reason, and an approver's PIN once it is being made. */
export function VoidLineDialog({ check, line, onClose }: LineProps) {
  const t = text.useText();
  const whole = Math.max(1, Math.floor(activeQuantity(line) / 1000));
  const [count, setCount] = useState(whole);
  const run = (reason: string) => {
    const part = count < whole ? { reason, quantity: count * 1000 } : { reason };
    const at = { branch: branch(), check: check.id, line: line.id };
    const pieces = count < whole ? count * 1000 : activeQuantity(line);
    const what = ({ quantity, amount }: ApprovalTerms) =>
      t.approve.voidLine(lineSaid(line, quantity ?? pieces), money(amount ?? 0));
    return onCheck(check, (approved, version) => voidLine(at, { ...part, ...approved, version }),
      { grounds: lineAndKitchen(line.id), line: line.id, what, reason });
  };
  return (
    <ReasonDialog title={t.voidTitle(named(line.name))} reasons={t.voidReasons} action={t.void} danger onReason={run}
      onClose={onClose}>
      {whole > 1 && (
        <div className="choices" role="group" aria-label={t.howMany}>
          {Array.from({ length: Math.min(whole, 9) }, (_, index) => index + 1).map((n) => (
            <Button key={n} aria-pressed={n === count} onClick={() => setCount(n)}>{written(n * 1000)}</Button>
          ))}
        </div>
      )}
    </ReasonDialog>
  );
}

export function CompDialog({ check, line, onClose }: LineProps) {
  const t = text.useText();
  const run = (reason: string) => {
    const at = { branch: branch(), check: check.id, line: line.id };
    return onCheck(check, (approved, version) => compLine(at, { reason, version, ...approved }),
      { grounds: oneLine(line.id), reason, what: ({ quantity, amount }) =>
        t.approve.comp(lineSaid(line, quantity ?? undefined), money(amount ?? 0)) });
  };
  return <ReasonDialog title={t.compTitle(named(line.name))} reasons={t.compReasons} action={t.comp} onReason={run}
    onClose={onClose} />;
}

export function VoidCheckDialog({ check, onClose }: { check: ShownCheck; onClose(): void }) {
  const t = text.useText();
  const run = async (reason: string) => {
    const at = { branch: branch(), check: check.id };
    const isDone = await onCheck(check, (approved, version) => voidCheck(at, { reason, version, ...approved }),
      { grounds: checkAndKitchen, reason,
        what: ({ amount }) => t.approve.voidCheck(checkSaid(check), money(amount ?? 0)) });
    if (isDone) router.go(floor);
    return isDone;
  };
  return <ReasonDialog title={t.voidCheck} reasons={t.voidReasons} action={t.voidCheck} danger onReason={run}
    onClose={onClose} />;
}
