import { useState } from "react";
import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { AlertIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Key, Numpad, press } from "@kit/Numpad";
import { ApprovalTerms, DrawerSessionView, DrawerView, moveDrawerCash, openDrawer } from "@lib/api.types";
import { useDigits } from "@lib/digits";
import { money } from "@lib/format";
import { newID } from "@lib/ids";
import { session } from "@lib/session";
import { text } from "../text";
import { branch, truth } from "../till";
import { onSession } from "./DrawerCard";
import { ReasonDialog } from "./ReasonDialog";

interface AmountProps {
  value: number;
  onChange(value: number): void;
  onEnter?: () => void;
}

/** An amount on our own keys, or typed. */
export function Amount({ value, onChange, onEnter }: AmountProps) {
  const key = (name: Key) => name !== "," && onChange(Number(press(String(value || ""), name) || "0"));
  useDigits(key, onEnter);
  return (
    <div className="stack">
      <p className="big-figure" role="status"><Money minor={value} /></p>
      <Numpad onKey={key} />
    </div>
  );
}

export function FloatDialog({ drawer, onClose }: { drawer: DrawerView; onClose(): void }) {
  const t = text.useText();
  const [float, setFloat] = useState(0);
  const [id] = useState(newID);
  const me = session.useSel((state) => state.me?.person.name);
  const own = truth.useSel(({ drawers, ownDrawer }) => (ownDrawer ? drawers[ownDrawer] : undefined));
  const mine = truth.useSel(({ drawers }) =>
    Object.values(drawers).find((one) => one.session && one.session.openedBy === me));
  const warning = own ? own.id !== drawer.id && t.otherDrawer(own.name) : mine && t.secondDrawer(mine.name);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    const opened = await onSession((approval) =>
      openDrawer({ branch: branch(), drawer: drawer.id }, { id, float, ...approval }),
      { what: ({ amount }) => t.approve.openDrawer(drawer.name, money(amount ?? 0)) });
    if (opened) onClose();
    else setBusy(false);
  };
  return (
    <Dialog title={t.drawerOpenTitle} size="s" onClose={onClose}
      foot={<Button kind="primary" size="l" busy={busy} onClick={() => void open()}>{t.open}</Button>}>
      <div className="stack">
        {warning && <Banner tone="warn" icon={<AlertIcon />}>{warning}</Banner>}
        <p className="field-label">{t.float}</p>
        <Amount value={float} onChange={setFloat} onEnter={() => busy || void open()} />
      </div>
    </Dialog>
  );
}

interface MoveCashProps {
  kind: "pay_in" | "pay_out";
  session: DrawerSessionView;
  /** The drawer's. */
  name: string;
  onClose(): void;
}

/** Money that comes in or goes out without a sale. */
export function MoveCashDialog({ kind, session, name, onClose }: MoveCashProps) {
  const t = text.useText();
  const [amount, setAmount] = useState(0);
  const [id] = useState(newID);
  const isIn = kind === "pay_in";
  const run = async (reason: string) => {
    if (amount <= 0) return false;
    const at = { branch: branch(), session: session.id };
    const what = (terms: ApprovalTerms) =>
      (isIn ? t.approve.payIn : t.approve.payOut)(money(terms.amount ?? 0), name);
    return (await onSession((approval) =>
      moveDrawerCash(at, { id, kind, amount, reason, ...approval }), { reason, what })) !== null;
  };
  return (
    <ReasonDialog title={isIn ? t.payIn : t.payOut} reasons={isIn ? t.payInReasons : t.payOutReasons}
      action={isIn ? t.payIn : t.payOut} onReason={run} onClose={onClose}>
      <Amount value={amount} onChange={setAmount} />
    </ReasonDialog>
  );
}
