import { memo } from "react";
import { Button } from "@kit/Button";
import { Chip, Tone } from "@kit/Chip";
import { MinusIcon, PlusIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { quantity } from "@lib/format";
import { named } from "@lib/i18n";
import { LineState } from "@lib/api.types";
import { Place, removeLine, setQuantity } from "../entry";
import { activeQuantity, ShownLine } from "../model/fold";
import { text } from "../text";
import { truth } from "../till";
import { hasPortions } from "../model/menu";
import { OrderView } from "./orderView";

const tones: Record<LineState, Tone> = { new: "idle", held: "idle", sent: "info", in_prep: "info", ready: "ok",
  served: "idle", voided: "bad", comped: "special" };

interface LineProps {
  line: ShownLine;
  place: Place;
  view: OrderView;
  isOpen: boolean;
}

function subtitle(line: ShownLine, seat: (n: number) => string): string {
  const options = line.options.map((one) => `${one.count > 1 ? `${one.count}× ` : ""}${named(one.name)}`);
  return [...options, line.note, line.seat ? seat(line.seat) : null].filter(Boolean).join(" · ");
}

function NewActions({ line, place, view }: Omit<LineProps, "isOpen">) {
  const t = text.useText();
  const product = truth.useSel((state) => state.menu?.products[line.product]);
  const hasOptions = product !== undefined && (product.groups.length > 0 || hasPortions(product));
  const step = product?.weighed ? 100 : 1000;
  return (
    <div className="line-actions">
      <Button kind="outline" square icon={<MinusIcon />} aria-label={t.fewer}
        onClick={() => setQuantity(place, line, line.quantity - step)} />
      <span className="line-count" role="status">{quantity(line.quantity)}</span>
      <Button kind="outline" square icon={<PlusIcon />} aria-label={t.moreOf}
        onClick={() => setQuantity(place, line, line.quantity + step)} />
      <Button onClick={() => view.open({ name: "note", line })}>{t.note}</Button>
      {hasOptions && product && (
        <Button onClick={() => view.open({ name: "options", product, quantity: line.quantity, line })}>
          {t.options}
        </Button>
      )}
      <Button onClick={() => view.open({ name: "discount", line })}>{t.discount}</Button>
      <Button className="bad" onClick={() => removeLine(place, line)}>{t.del}</Button>
    </div>
  );
}

function SentActions({ line, view }: { line: ShownLine; view: OrderView }) {
  const t = text.useText();
  const isDone = line.state === "voided" || line.state === "comped";
  if (isDone) return null;
  return (
    <div className="line-actions">
      <Button onClick={() => view.open({ name: "discount", line })}>{t.discount}</Button>
      <Button onClick={() => view.open({ name: "comp", line })}>{t.comp}</Button>
      {line.state !== "served" && (
        <Button className="bad" onClick={() => view.open({ name: "void", line })}>{t.void}</Button>
      )}
    </div>
  );
}

/** One line; a tap opens it in place. */
export const TicketLine = memo(function TicketLine({ line, place, view, isOpen }: LineProps) {
  const t = text.useText();
  const isOff = line.state === "voided";
  const below = subtitle(line, t.seatShort);
  return (
    <li className={`line${isOpen ? " line-open" : ""}${line.isPending ? " line-pending" : ""}`}>
      <button type="button" className="line-row" aria-expanded={isOpen} onClick={() => view.select(line.id)}>
        <span className="line-qty">{quantity(activeQuantity(line))}</span>
        <span className="grow">
          <span className={`line-name${isOff ? " struck" : ""}`}>{named(line.name)}</span>
          {below && <span className="line-below">{below}</span>}
          {line.allergy && <span className="line-allergy">{`${t.allergy}: ${line.allergy}`}</span>}
        </span>
        {line.state !== "new" && <Chip tone={tones[line.state]}>{t.lineStates[line.state]}</Chip>}
        <span className={`line-money${isOff ? " struck" : ""}`}><Money minor={line.net} /></span>
      </button>
      {isOpen && (line.state === "new" ? <NewActions line={line} place={place} view={view} />
        : <SentActions line={line} view={view} />)}
    </li>
  );
});
