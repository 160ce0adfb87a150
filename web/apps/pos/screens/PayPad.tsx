import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { AlertIcon, ClockIcon, DrawerIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Numpad } from "@kit/Numpad";
import { money } from "@lib/format";
import { ShownCheck } from "../model/fold";
import { drafted, noteKeys, remainingAfter, shares } from "../model/pay";
import { router } from "../routes";
import { text } from "../text";
import { PayView } from "./payView";

interface PayPadProps {
  check: ShownCheck;
  view: PayView;
}

function FaultBanner({ view }: { view: PayView }) {
  const t = text.useText();
  const { fault } = view;
  if (!fault) return null;
  if (fault.kind === "text") return <Banner tone="bad" icon={<AlertIcon />}>{fault.text}</Banner>;
  if (fault.kind === "drawer") {
    const open = <Button kind="outline" onClick={() => router.go({ name: "drawer" })}>{t.toDrawers}</Button>;
    return <Banner tone="warn" icon={<DrawerIcon />} action={open}>{fault.text}</Banner>;
  }
  const again = <Button kind="outline" busy={view.busy} onClick={() => view.commit()}>{t.ask}</Button>;
  return <Banner tone="warn" icon={<ClockIcon />} action={again}>{t.unknownTitle}</Banner>;
}

function Figures({ check, view }: PayPadProps) {
  const t = text.useText();
  const remaining = remainingAfter(check.totals.remaining, view.drafts);
  const typed = view.typed === "" ? remaining : Number(view.typed);
  const change = Math.max(0, typed - remaining);
  const field = (target: "amount" | "tip", label: string, value: number) => (
    <button type="button" className="pay-field" aria-pressed={view.target === target}
      onClick={() => view.set({ target })}>
      <span className="small">{label}</span>
      <span className="pay-field-figure"><Money minor={value} /></span>
    </button>
  );
  return (
    <>
      <div className="pay-figures" role="status">
        <p><span>{t.remaining}</span><strong className="pay-big"><Money minor={remaining} /></strong></p>
        <p className={change > 0 ? "ok" : "muted"}>
          <span>{t.change}</span><strong className="pay-big"><Money minor={change} /></strong>
        </p>
      </div>
      <div className="pay-fields">
        {field("amount", t.typed, typed)}
        {field("tip", t.tip, Number(view.tip || "0"))}
      </div>
    </>
  );
}

/** Notes a guest would hand over, and equal parts of what is left. */
function Quick({ check, view }: PayPadProps) {
  const t = text.useText();
  const remaining = remainingAfter(check.totals.remaining, view.drafts);
  const put = (amount: number) => view.set({ typed: String(amount), target: "amount", fault: null });
  return (
    <div className="pay-quick">
      <Button kind="outline" onClick={() => view.set({ typed: "", fault: null })}>{t.exact}</Button>
      {noteKeys(remaining).map((note) => (
        <Button key={note} kind="outline" onClick={() => put(note)}><Money minor={note} short /></Button>
      ))}
      {[2, 3, 4].map((n) => (
        <Button key={n} kind="outline" onClick={() => put(shares(remaining, n)[0] ?? 0)}>{t.share(n)}</Button>
      ))}
    </div>
  );
}

export function PayPad({ check, view }: PayPadProps) {
  const t = text.useText();
  const isFree = check.totals.remaining === 0 && check.lines.length > 0;
  const hasPart = isFree || (view.drafts.length > 0 && remainingAfter(check.totals.remaining, view.drafts) > 0);
  return (
    <section className="pay-pad" aria-label={t.typed}>
      <FaultBanner view={view} />
      <Figures check={check} view={view} />
      <Quick check={check} view={view} />
      <Numpad size="l" onKey={view.key} />
      {hasPart && (
        <Button kind="dark" size="l" busy={view.busy} onClick={() => view.commit()}>
          {t.takePart(money(drafted(view.drafts)))}
        </Button>
      )}
    </section>
  );
}
