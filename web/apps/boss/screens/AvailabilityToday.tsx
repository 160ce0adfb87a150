import { useState } from "react";
import { Button } from "@kit/Button";
import { Field } from "@kit/Field";
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { Availability, MenuView, readMenu, setAvailability } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { session } from "@lib/session";
import { Loaded, useBranch, useRead } from "../office";
import { text } from "../text";
import { Section } from "./fields";

const states: readonly Availability[] = ["on", "off", "counted"];

function Standing({ product, read }: { product: MenuView["products"][number]; read: Loaded<MenuView> }) {
  const t = text.useText();
  const branch = useBranch();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(String(product.remaining ?? 0));
  const set = (state: Availability, remaining = 0) => {
    setBusy(true);
    const body = state === "counted" ? { state, remaining } : { state };
    send(setAvailability({ branch, product: product.id }, body)).then(
      (answer) => {
        const products = (read.data?.products ?? []).map((one) => (one.id === product.id
          ? { ...one, available: answer.state, remaining: answer.remaining ?? null } : one));
        if (read.data) read.take({ ...read.data, products });
      },
      (fault: unknown) => toast(explain(asProblem(fault)), { tone: "bad" })).finally(() => setBusy(false));
  };
  const count = /^\d{1,5}$/.test(left) ? Number(left) : 0;
  return (
    <div className="row row-wrap b-standing">
      {states.map((state) => (
        <Button key={state} kind="outline" disabled={busy} aria-pressed={product.available === state}
          onClick={() => set(state, count)}>{t.availabilityOf[state]}</Button>
      ))}
      {product.available === "counted" && (
        <form className="row" onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          set("counted", count);
        }}>
          <Field label={t.left} inputMode="numeric" value={left} onChange={(event) => setLeft(event.target.value)}
            onBlur={() => count !== product.remaining && set("counted", count)} />
        </form>
      )}
    </div>
  );
}

/** Whether the product is to be had today at the branch; it takes effect at once, without saving the product. */
export function AvailabilityToday({ product }: { product: string }) {
  const t = text.useText();
  const branch = session.useSel((state) => state.branch);
  const read = useRead(`sold ${branch?.id ?? ""}`, readMenu({ branch: branch?.id ?? "" }), ["availability"]);
  const shown = read.data?.products.find((one) => one.id === product);
  if (!shown) return null;
  return (
    <Section title={[t.availability, branch?.name].filter(Boolean).join(" · ")}>
      <Standing key={`${shown.available} ${shown.remaining ?? ""}`} product={shown} read={read} />
    </Section>
  );
}
