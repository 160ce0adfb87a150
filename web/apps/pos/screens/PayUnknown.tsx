import { useState } from "react";
import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { ClockIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { inquireTender, resolveTender, Tender } from "@lib/api.types";
import { money } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { onCheck } from "../approval";
import { ShownCheck } from "../model/fold";
import { unknownTenders } from "../model/pay";
import { text } from "../text";
import { accept, branch } from "../till";
import { ReasonDialog } from "./ReasonDialog";

interface OneProps {
  check: ShownCheck;
  tender: Tender;
}

function ByHand({ check, tender, onClose }: OneProps & { onClose(): void }) {
  const t = text.useText();
  const [outcome, setOutcome] = useState<"captured" | "failed">("captured");
  const run = (reason: string) => {
    const at = { branch: branch(), check: check.id, tender: tender.id };
    return onCheck(check, (approved) => resolveTender(at, { outcome, reason, ...approved }), {
      reason, what: ({ amount, way }) => t.approve.resolve(t[tender.kind], money(amount ?? 0),
        way === "captured" ? t.captured : t.notCaptured) });
  };
  return (
    <ReasonDialog title={t.byHand} reasons={t.byHandReasons} action={t.save} onReason={run} onClose={onClose}>
      <div className="choices" role="group" aria-label={t.byHand}>
        <Button aria-pressed={outcome === "captured"} onClick={() => setOutcome("captured")}>{t.captured}</Button>
        <Button aria-pressed={outcome === "failed"} onClick={() => setOutcome("failed")}>{t.notCaptured}</Button>
      </div>
      <p className="muted">{t.byHandReason}</p>
    </ReasonDialog>
  );
}

function One({ check, tender }: OneProps) {
  const t = text.useText();
  const [busy, setBusy] = useState(false);
  const [isByHand, setByHand] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      const answer = await send(inquireTender({ branch: branch(), check: check.id, tender: tender.id }));
      accept(answer);
      if (unknownTenders(answer).length > 0) toast(t.stillUnknown, { tone: "warn" });
    } catch (fault) {
      toast(explain(asProblem(fault)), { tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card unknown">
      <p className="row"><span className="grow strong">{t[tender.kind]}</span>
        <span className="pay-big"><Money minor={tender.amount + tender.tip} /></span></p>
      <p>{t.unknownNote}</p>
      <div className="ticket-row">
        <Button kind="dark" size="l" busy={busy} onClick={() => void ask()}>{t.ask}</Button>
        <Button kind="outline" size="l" onClick={() => setByHand(true)}>{t.byHand}</Button>
      </div>
      {isByHand && <ByHand check={check} tender={tender} onClose={() => setByHand(false)} />}
    </section>
  );
}

/** The terminal has not said what happened: ask again or look by hand. There is no button that would charge again. */
export function PayUnknown({ check }: { check: ShownCheck }) {
  const t = text.useText();
  return (
    <div className="unknown-pane">
      <Banner tone="warn" icon={<ClockIcon />}>{t.unknownTitle}</Banner>
      {unknownTenders(check).map((tender) => <One key={tender.id} check={check} tender={tender} />)}
    </div>
  );
}
