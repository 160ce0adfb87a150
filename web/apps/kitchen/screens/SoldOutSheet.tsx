import { useEffect, useState } from "react";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { Field } from "@kit/Field";
import { MinusIcon, PlusIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { Availability, MenuProduct, MenuView, readMenu, setAvailability } from "@lib/api.types";
import { compare, fold } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { explain } from "@lib/i18n/problems";
import { branch, truth } from "../pass";
import { text } from "../text";

/** The menu of the branch, read again when the server has a newer one. */
function useMenu() {
  const [menu, setMenu] = useState<MenuView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const wanted = truth.useSel((state) => state.menuWanted);
  useEffect(() => {
    let isShown = true;
    send(readMenu({ branch: branch() })).then(
      (view) => isShown && setMenu(view),
      (problem: unknown) => isShown && setFault(explain(asProblem(problem))));
    return () => void (isShown = false);
  }, [wanted]);
  return { menu, fault };
}

function useStanding(product: MenuProduct) {
  const known = truth.useSel((state) => state.availability[product.id]);
  return known ?? { state: product.available, remaining: product.remaining ?? null };
}

function Row({ product }: { product: MenuProduct }) {
  const t = text.useText();
  const { state, remaining } = useStanding(product);
  const [busy, setBusy] = useState(false);
  const set = (next: Availability, count?: number) => {
    setBusy(true);
    const body = next === "counted" ? { state: next, remaining: Math.max(0, count ?? 0) } : { state: next };
    send(setAvailability({ branch: branch(), product: product.id }, body)).then(
      (answer) => truth.set(({ availability }) => ({ availability: { ...availability,
        [answer.product]: { state: answer.state, remaining: answer.remaining ?? null } } })),
      (fault: unknown) => toast(explain(asProblem(fault)), { tone: "bad" })).finally(() => setBusy(false));
  };
  const left = remaining ?? 0;
  const name = named(product.name);
  return (
    <li className={`k-stock${state === "off" ? " k-stock-off" : ""}`}>
      <span className="grow strong">{name}</span>
      {state === "counted" && (
        <span className="row">
          <Button square kind="outline" icon={<MinusIcon />} aria-label={`${name} ${t.left(left - 1)}`}
            disabled={busy || left === 0} onClick={() => set("counted", left - 1)} />
          <span className="k-left">{left}</span>
        </span>
      )}
      <Button square kind="outline" icon={<PlusIcon />} aria-label={`${name} ${t.left(left + 1)}`} disabled={busy}
        onClick={() => set("counted", state === "counted" ? left + 1 : 1)} />
      <Button kind="outline" aria-pressed={state === "on"} disabled={busy} aria-label={`${name}: ${t.states.on}`}
        onClick={() => set("on")}>{t.states.on}</Button>
      <Button kind="outline" className="k-off" aria-pressed={state === "off"} disabled={busy}
        aria-label={`${name}: ${t.states.off}`} onClick={() => set("off")}>{t.states.off}</Button>
    </li>
  );
}

/** 86: what has run out, or how many are left. It reaches every till and menu at once. */
export function SoldOutSheet({ onClose }: { onClose(): void }) {
  const t = text.useText();
  const lang = useLang();
  const { menu, fault } = useMenu();
  const [wanted, setWanted] = useState("");
  const known = truth.useSel((state) => state.availability);
  const isOut = (product: MenuProduct) => (known[product.id]?.state ?? product.available) !== "on";
  const rows = (menu?.products ?? []).filter((product) => fold(named(product.name)).includes(fold(wanted)))
    .sort((a, b) => Number(isOut(b)) - Number(isOut(a)) || compare(named(a.name), named(b.name), lang));
  return (
    <Sheet title={t.soldOutTitle} onClose={onClose}>
      <Field label={t.search} value={wanted} type="search" onChange={(event) => setWanted(event.target.value)} />
      {!menu && !fault && <Waiting text={t.waiting} />}
      {fault && !menu && <Empty text={fault} />}
      <ul>{rows.map((product) => <Row key={product.id} product={product} />)}</ul>
    </Sheet>
  );
}
