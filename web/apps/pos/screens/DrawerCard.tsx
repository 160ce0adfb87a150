import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { MinusIcon, PlusIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { toast } from "@kit/Toast";
import { asProblem, Call } from "@lib/api";
import { closeDrawer, DrawerSessionView, DrawerView, recountDrawer } from "@lib/api.types";
import { time } from "@lib/format";
import { explain } from "@lib/i18n/problems";
import { Approved, approved, Asking } from "../approval";
import { text } from "../text";
import { branch, queue, truth } from "../till";
import { withDrawerSession } from "../model/truth";
import { CountDialog } from "./CountDialog";
import { FloatDialog, MoveCashDialog } from "./CashDialogs";

/** Makes a call about a drawer session, with an approval where one is needed; the answer becomes the truth. */
export async function onSession(make: (approval: Approved) => Call<DrawerSessionView>, asking: Asking,
): Promise<DrawerSessionView | null> {
  try {
    const answer = await approved(make, asking);
    if (answer) truth.set((state) => withDrawerSession(state, answer));
    return answer;
  } catch (fault) {
    toast(explain(asProblem(fault)), { tone: "bad" });
    return null;
  }
}

type Ask = "float" | "pay_in" | "pay_out" | "count" | null;

interface OpenProps {
  session: DrawerSessionView;
  name: string;
  ask(what: Ask): void;
  onClosed(session: DrawerSessionView): void;
}

function OpenDrawer({ session, name, ask, onClosed }: OpenProps) {
  const t = text.useText();
  const [busy, setBusy] = useState(false);
  const at = { branch: branch(), session: session.id };
  const close = async () => {
    if (queue.store.get().items.length > 0) return toast(t.pendingFirst, { tone: "warn" });
    setBusy(true);
    const closed = await onSession((approval) => closeDrawer(at, approval), { what: t.approve.closeDrawer(name) });
    setBusy(false);
    if (closed) onClosed(closed);
  };
  if (session.state === "counting") {
    const recount = () =>
      void onSession((approval) => recountDrawer(at, approval), { what: t.approve.recount(name) });
    return (
      <div className="ticket-row">
        <Button size="l" onClick={recount}>{t.recount}</Button>
        <Button size="l" kind="primary" busy={busy} onClick={() => void close()}>{t.close}</Button>
      </div>
    );
  }
  return (
    <div className="choices">
      <Button size="l" icon={<PlusIcon />} onClick={() => ask("pay_in")}>{t.payIn}</Button>
      <Button size="l" icon={<MinusIcon />} onClick={() => ask("pay_out")}>{t.payOut}</Button>
      <Button size="l" kind="dark" onClick={() => ask("count")}>{t.count}</Button>
    </div>
  );
}

function Closed({ session }: { session: DrawerSessionView }) {
  const t = text.useText();
  const { expected, counted, variance } = session;
  const rows: [string, number][] = [
    [t.expected, expected ?? 0], [t.countedWord, counted ?? 0], [t.variance, variance ?? 0]];
  return (
    <dl className="figures" role="status">
      {rows.map(([label, amount]) => (
        <div key={label} className={`row${label === t.variance && amount !== 0 ? " bad" : ""}`}>
          <dt className="grow">{label}</dt><dd className="strong"><Money minor={amount} /></dd>
        </div>
      ))}
    </dl>
  );
}

/** One cash drawer: closed, open, or being counted. */
export function DrawerCard({ drawer }: { drawer: DrawerView }) {
  const t = text.useText();
  const [ask, setAsk] = useState<Ask>(null);
  const [closed, setClosed] = useState<DrawerSessionView | null>(null);
  const isOwn = truth.useSel(({ ownDrawer }) => ownDrawer === drawer.id);
  const session = drawer.session ?? null;
  const close = () => setAsk(null);
  const word = !session ? t.closedWord : session.state === "counting" ? t.counting : t.openWord;
  return (
    <section className="card drawer" aria-label={drawer.name}>
      <div className="row">
        <h2 className="grow">{drawer.name}</h2>
        {isOwn && <Chip tone="info">{t.ownDrawer}</Chip>}
        <Chip tone={!session ? "idle" : session.state === "counting" ? "warn" : "ok"}>{word}</Chip>
      </div>
      {session && (
        <p className="muted">{t.openSince(time(session.openedAt))} · {t.float} <Money minor={session.float} /></p>
      )}
      {closed && !session && <Closed session={closed} />}
      {session ? <OpenDrawer session={session} name={drawer.name} ask={setAsk} onClosed={setClosed} />
        : <Button kind="primary" size="l" onClick={() => setAsk("float")}>{t.openDrawer}</Button>}
      {ask === "float" && <FloatDialog drawer={drawer} onClose={close} />}
      {session && (ask === "pay_in" || ask === "pay_out") && (
        <MoveCashDialog kind={ask} session={session} name={drawer.name} onClose={close} />
      )}
      {session && ask === "count" && <CountDialog session={session} name={drawer.name} onClose={close} />}
    </section>
  );
}
