import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { UndoIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { TicketView } from "@lib/api.types";
import { quantity, time } from "@lib/format";
import { byBumped } from "../model/truth";
import { isHere, shown, ticketMove } from "../pass";
import { text } from "../text";

const most = 30;

function Row({ ticket, onRecall }: { ticket: TicketView; onRecall(): void }) {
  const t = text.useText();
  const dishes = ticket.items.filter((item) => item.state !== "voided")
    .map((item) => `${quantity(item.quantity)} ${item.name}`).join(", ");
  return (
    <li className="k-bumped">
      <div className="grow">
        <p className="strong">{`${t.title(ticket)} · ${t.bumpedAt(time(ticket.bumpedAt ?? ticket.placedAt))}`}</p>
        <p className="muted small">{dishes}</p>
      </div>
      <Button kind="outline" icon={<UndoIcon />} onClick={onRecall} aria-label={`${t.recall} ${t.title(ticket)}`}>
        {t.recall}
      </Button>
    </li>
  );
}

/** What was finished here lately; any of it comes back with one tap. */
export function BumpedSheet({ onClose }: { onClose(): void }) {
  const t = text.useText();
  const tickets = shown.useSel((state) => state.tickets);
  const here = Object.values(tickets).filter((ticket) => ticket.state === "done" && isHere(ticket));
  const done = byBumped(here).slice(0, most);
  const recall = (ticket: TicketView) => () => {
    ticketMove(ticket, "recall");
    onClose();
  };
  return (
    <Sheet title={t.bumped} onClose={onClose}>
      {done.length === 0 && <Empty text={t.bumpedEmpty} />}
      <ul>{done.map((ticket) => <Row key={ticket.id} ticket={ticket} onRecall={recall(ticket)} />)}</ul>
    </Sheet>
  );
}
