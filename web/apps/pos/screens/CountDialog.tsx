import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { Money } from "@kit/Money";
import { countDrawer, DrawerSessionView } from "@lib/api.types";
import { money, moneyShort } from "@lib/format";
import { counted, denominations } from "../model/pay";
import { text } from "../text";
import { branch } from "../till";
import { onSession } from "./DrawerCard";

interface CountDialogProps {
  session: DrawerSessionView;
  /** The drawer's. */
  name: string;
  onClose(): void;
}

/** The blind count: notes and coins by piece; what should be there is not told. */
export function CountDialog({ session, name, onClose }: CountDialogProps) {
  const t = text.useText();
  const [pieces, setPieces] = useState<Record<number, number>>({});
  const [busy, setBusy] = useState(false);
  const total = counted(pieces);
  const put = (value: number, typed: string) =>
    setPieces((before) => ({ ...before, [value]: Math.max(0, Math.min(99_999, Math.floor(Number(typed) || 0))) }));
  const save = async () => {
    setBusy(true);
    const rows = denominations.filter((value) => (pieces[value] ?? 0) > 0)
      .map((value) => ({ value, count: pieces[value] ?? 0 }));
    const at = { branch: branch(), session: session.id };
    const done = await onSession((approval) =>
      countDrawer(at, { counted: total, denominations: rows, ...approval }),
      { what: ({ amount }) => t.approve.count(name, money(amount ?? 0)) });
    if (done) onClose();
    else setBusy(false);
  };
  const foot = (
    <>
      <p className="count-total" role="status"><Money minor={total} /></p>
      <Button kind="primary" size="l" busy={busy} onClick={() => void save()}>{t.save}</Button>
    </>
  );
  return (
    <Dialog title={t.countTitle} onClose={onClose} foot={foot}>
      <p className="muted">{t.countNote}</p>
      <div className="count-grid">
        {denominations.map((value) => (
          <Field key={value} label={t.coinOf(moneyShort(value))} inputMode="numeric" autoComplete="off"
            value={pieces[value] || ""} onChange={(event) => put(value, event.target.value)} />
        ))}
      </div>
    </Dialog>
  );
}
