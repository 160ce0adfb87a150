import { memo } from "react";
import { CheckIcon } from "@kit/icons";
import { TicketItem, TicketView } from "@lib/api.types";
import { quantity } from "@lib/format";
import { useLang } from "@lib/i18n";
import { saysAllergy, warns } from "../model/board";
import { isUnseen, ItemVerb } from "../model/fold";
import { itemMove, view } from "../pass";
import { unlock } from "../sounds";
import { text } from "../text";
import { usePress } from "../usePress";

const looks: Partial<Record<TicketItem["state"], string>> =
  { ready: "k-line-done", served: "k-line-done", voided: "k-line-void", held: "k-line-held" };
const signs = { add: "+ ", remove: "– ", plain: "" };

/** What the dish holds is said quietly, and loudly when somebody at the table is allergic. */
function Extras({ item, isWarned }: { item: TicketItem; isWarned: boolean }) {
  const t = text.useText();
  return (
    <>
      {item.modifiers.map(({ text: words, kind }) => (
        <span key={kind + words} className="k-modifier">{signs[kind]}{words.replace(/^[+–−-]\s*/, "")}</span>
      ))}
      {item.allergy && <span className="k-allergy">{`${t.allergy}: ${item.allergy}`}</span>}
      {item.note && <span className={saysAllergy(item.note) ? "k-allergy" : "k-note"}>{item.note}</span>}
      {item.allergens.length > 0 && (
        <span className={isWarned ? "k-holds k-holds-warned" : "k-holds"}>
          {t.holds} {item.allergens.map((one) => t.allergens[one] ?? one).join(", ")}
        </span>
      )}
    </>
  );
}

/** What a tap does: done, back again, or "I have seen that it is cancelled". Nothing on what is on hold. */
export function verbOf(item: TicketItem): ItemVerb | null {
  switch (item.state) {
    case "sent":
    case "in_prep": return "bump";
    case "ready":
    case "served": return "recall";
    case "voided": return isUnseen(item) ? "confirm-void" : null;
    case "held": return null;
  }
}

interface LineProps {
  ticket: TicketView;
  item: TicketItem;
}

/** A dish: the whole row is one big target. */
export const Line = memo(function Line({ ticket, item }: LineProps) {
  const t = text.useText();
  useLang();
  const isLit = view.useSel((state) => state.lit !== null && state.lit === item.name);
  const verb = verbOf(item);
  const isDone = item.state === "ready" || item.state === "served";
  const tap = usePress(() => {
    void unlock();
    if (verb) itemMove(ticket, item.id, verb);
  }, 400);
  return (
    <li>
      <button type="button" className={`k-line ${looks[item.state] ?? ""}${isLit ? " k-line-lit" : ""}`} onClick={tap}
        aria-disabled={verb === null || undefined}>
        <span className="k-qty">{quantity(item.quantity)}</span>
        <span className="k-what">
          <span className="k-name">{item.name}</span>
          {item.state === "voided" && <span className="k-flag">{t.voided}</span>}
          {isDone && <span className="unseen">{t.isDone}</span>}
          {item.seat ? <span className="k-seat">{t.seat(item.seat)}</span> : null}
          <Extras item={item} isWarned={ticket.items.some(warns)} />
        </span>
        {isDone && <CheckIcon size={28} />}
      </button>
    </li>
  );
});
