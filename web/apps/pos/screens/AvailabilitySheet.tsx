import { useState } from "react";
import { Field, Switch } from "@kit/Field";
import { Sheet } from "@kit/Sheet";
import { toast } from "@kit/Toast";
import { asProblem, send } from "@lib/api";
import { MenuProduct, setAvailability } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { named } from "@lib/i18n";
import { flipped } from "../entry";
import { isSoldOut, MenuIndex, search, withAvailability } from "../model/menu";
import { text } from "../text";
import { branch, truth } from "../till";

async function flip(product: MenuProduct) {
  const state = flipped(isSoldOut(product) ? "off" : "on");
  try {
    const answer = await send(setAvailability({ branch: branch(), product: product.id }, { state }));
    const { menu } = truth.get();
    const { state: now = state, remaining = null } = answer ?? {};
    if (menu) truth.set({ menu: withAvailability(menu, product.id, now, remaining) });
  } catch (fault) {
    toast(explain(asProblem(fault)), { tone: "bad" });
  }
}

/** Marks a product as sold out everywhere, or as there again. */
export function AvailabilitySheet({ menu, onClose }: { menu: MenuIndex; onClose(): void }) {
  const t = text.useText();
  const [typed, setTyped] = useState("");
  const off = Object.values(menu.products).filter(isSoldOut).map((product) => product.id);
  const found = typed.trim() ? search(menu, typed).slice(0, 30) : off;
  return (
    <Sheet title={t.availabilityTitle} onClose={onClose}>
      <div className="stack">
        <Field label={t.search} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
        <ul>
          {found.map((id) => menu.products[id]).map((product) => product && (
            <li key={product.id} className="row">
              <span className={`grow${isSoldOut(product) ? " struck" : ""}`}>{named(product.name)}</span>
              <Switch label={isSoldOut(product) ? t.soldOut : t.available} checked={!isSoldOut(product)}
                onChange={() => void flip(product)} />
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
