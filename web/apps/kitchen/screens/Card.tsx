import { memo } from "react";
import { Button } from "@kit/Button";
import { CheckIcon } from "@kit/icons";
import { TicketView } from "@lib/api.types";
import { Elapsed, useTicked } from "@lib/clock";
import { named, useLang } from "@lib/i18n";
import { sameList } from "@lib/store";
import { board } from "../board";
import { Group, Level, pass, urgency } from "../model/board";
import { isCooking, isUnseen } from "../model/fold";
import { itemMove, shown, ticketMove, truth, view } from "../pass";
import { unlock } from "../sounds";
import { text } from "../text";
import { usePress } from "../usePress";
import { Line } from "./Line";

const marks: Partial<Record<Level, string>> = { warn: "!", late: "‼" };

/** First names are enough in a kitchen, and short. */
function waiterOf({ waiter }: TicketView): string {
  return waiter.split(" ")[0] ?? "";
}

interface HeadProps {
  group: Group;
  tickets: readonly TicketView[];
  level: Level;
}

function Head({ group, tickets, level }: HeadProps) {
  const t = text.useText();
  const number = board.useSel((state) => state.order.indexOf(group.id)) + 1;
  const [first] = tickets;
  if (!first) return null;
  return (
    <header className="k-head">
      {number > 0 && number < 10 && <span className="k-key" aria-hidden="true">{number}</span>}
      <div className="k-who">
        <h2 className="k-title">{t.title(first)}</h2>
        <p className="k-waiter">{waiterOf(first)}</p>
      </div>
      <span className="k-age">
        {marks[level] && <span aria-hidden="true">{marks[level]} </span>}
        <span className="unseen">{t.age[level]} </span>
        {level === "held" ? t.onHold : <Elapsed since={group.placedAt} />}
      </span>
    </header>
  );
}

function AlsoAt({ ticket }: { ticket: TicketView }) {
  const t = text.useText();
  if (ticket.alsoAt.length === 0) return null;
  return <p className="k-also">{`${t.alsoAt}: ${ticket.alsoAt.join(", ")}`}</p>;
}

function Part({ ticket, isNamed }: { ticket: TicketView; isNamed: boolean }) {
  const t = text.useText();
  useLang();
  const station = truth.useSel((state) => state.stations.find((one) => one.id === ticket.station));
  const items = ticket.items.filter((item) => item.state !== "voided" || isUnseen(item));
  const course = items[0]?.course;
  if (items.length === 0) return null;
  return (
    <>
      {isNamed && <h3 className="k-part">{named(station?.name)}</h3>}
      {course ? <p className="k-also">{t.course(course)}</p> : null}
      <ul>{items.map((item) => <Line key={item.id} ticket={ticket} item={item} />)}</ul>
    </>
  );
}

export type Foot = "bump" | "serve" | "confirm" | "hold";

/** What the big button of a card does now. */
export function footOf(tickets: readonly TicketView[]): Foot {
  const items = tickets.flatMap((ticket) => ticket.items);
  if (items.some(isCooking)) return "bump";
  if (items.some(isUnseen)) return "confirm";
  return items.some((item) => item.state === "ready") ? "serve" : "hold";
}

/** Does what the big button says, for all parts of the card. */
export function pressFoot(tickets: readonly TicketView[]): void {
  const foot = footOf(tickets);
  for (const ticket of tickets) {
    if (foot === "bump" && ticket.items.some(isCooking)) ticketMove(ticket, "bump");
    if (foot === "serve" && ticket.items.some((item) => item.state === "ready")) ticketMove(ticket, "serve");
    if (foot === "confirm") for (const item of ticket.items.filter(isUnseen)) itemMove(ticket, item.id, "confirm-void");
  }
}

function FootButton({ tickets }: { tickets: readonly TicketView[] }) {
  const t = text.useText();
  const foot = footOf(tickets);
  const words = { bump: t.done, serve: t.handOver, confirm: t.seenVoid, hold: t.onHold };
  const press = usePress(() => {
    void unlock();
    pressFoot(tickets);
  }, 700);
  return (
    <Button size="l" wide className={`k-foot k-foot-${foot}`} disabled={foot === "hold"} onClick={press}
      icon={foot === "serve" ? <CheckIcon /> : undefined}>
      {tickets[0] && <span className="unseen">{`${t.title(tickets[0])}: `}</span>}
      {words[foot]}
    </Button>
  );
}

const isRecalled = (ticket: TicketView) => Boolean(ticket.recalledAt) && ticket.state === "open";
const noTickets: readonly TicketView[] = [];

/** One card. It is painted again only when one of its own tickets, its age or its choice has changed. */
export const Card = memo(function Card({ group, hold }: { group: Group; hold: number }) {
  const tickets = shown.useSel((state) => group.tickets.flatMap((id) => state.tickets[id] ?? noTickets), sameList);
  const stations = truth.useSel((state) => state.stations);
  const level = useTicked((now) => urgency(tickets, stations, now));
  const isPass = view.useSel((state) => state.place === pass);
  const isChosen = view.useSel((state) => state.selected === group.id);
  const flash = view.useSel((state) => group.tickets.map((id) => state.flashes[id]).find(Boolean));
  const look = `k-card k-${level}${isChosen ? " k-chosen" : ""}${flash ? ` k-flash-${flash}` : ""}`;
  const [first] = tickets;
  return (
    <div className="k-slot" style={{ minHeight: hold || undefined }}>
      <article className={look} data-card={group.id} aria-label={first && text.now().title(first)}>
        <Head group={group} tickets={tickets} level={level} />
        {tickets.some(isRecalled) && <p className="k-also k-recalled">{text.now().recalled}</p>}
        {!isPass && first && <AlsoAt ticket={first} />}
        {tickets.map((ticket) => <Part key={ticket.id} ticket={ticket} isNamed={isPass} />)}
        <FootButton tickets={tickets} />
      </article>
    </div>
  );
});
