import { Tab, Tabs } from "@kit/Tabs";
import { TicketView } from "@lib/api.types";
import { quantity } from "@lib/format";
import { useLang } from "@lib/i18n";
import { board } from "../board";
import { allDay, Count, production } from "../model/counts";
import { shown, view } from "../pass";
import { rail, RailTab } from "../rail";
import { text } from "../text";

function Row({ count, isLit, onTap }: { count: Count; isLit: boolean; onTap(): void }) {
  return (
    <li>
      <button type="button" className="k-count" aria-pressed={isLit} onClick={onTap}>
        <span className="k-count-qty">{quantity(count.quantity)}</span><span>{count.name}</span>
      </button>
    </li>
  );
}

/** How much of everything; a tap on a dish lights the cards that have it. */
export function Rail() {
  const t = text.useText();
  useLang();
  const tab = rail.useSel((state) => state.tab);
  const groups = board.useSel((state) => state.groups);
  const tickets = shown.useSel((state) => state.tickets);
  const lit = view.useSel((state) => state.lit);
  const here: TicketView[] = Object.values(groups).flatMap((group) => group.tickets.flatMap((id) => tickets[id] ?? []));
  const counts = tab === "dishes" ? allDay(here) : production(here);
  const tabs: Tab<RailTab>[] = [{ value: "dishes", label: t.allDay }, { value: "parts", label: t.production }];
  const light = (name: string) => view.set({ lit: lit === name ? null : name });
  return (
    <aside className="k-rail" aria-label={t.allDay}>
      <Tabs label={t.allDay} items={tabs} value={tab} onChange={(next) => rail.set({ tab: next })} />
      {counts.length === 0 && <p className="muted k-rail-empty">{t.railEmpty}</p>}
      <ul>
        {counts.map((count) => (
          <Row key={count.name} count={count} isLit={lit === count.name} onTap={() => light(count.name)} />
        ))}
      </ul>
    </aside>
  );
}
