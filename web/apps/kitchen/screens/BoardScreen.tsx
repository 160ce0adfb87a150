import { memo, useEffect, useRef } from "react";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { CheckIcon } from "@kit/icons";
import { Shell } from "@shell/Shell";
import { board, setColumnCount } from "../board";
import { gap, Slot } from "../model/slots";
import { live, queue, shown, ticketMove, truth, view } from "../pass";
import { unlock } from "../sounds";
import { text } from "../text";
import { useBumpBar } from "../useBumpBar";
import { Card } from "./Card";
import { Lead, MenuLines, SideSheets, Tools } from "./Header";
import { Rail } from "./Rail";

const cardWidth = 300;

/** Where a card has stood: kept free, so that nothing moves under a finger, and one tap brings the card back. */
function Hole({ slot }: { slot: Slot }) {
  const t = text.useText();
  const ticket = shown.useSel((state) => state.tickets[slot.id]);
  const canRecall = ticket?.state === "done";
  return (
    <div className="k-hole" style={{ minHeight: slot.hold }}>
      {canRecall && <span className="row"><CheckIcon size={20} />{t.title(ticket)}</span>}
      {canRecall && <Button kind="ghost" onClick={() => ticketMove(ticket, "recall")}>{t.recall}</Button>}
    </div>
  );
}

function Place({ slot }: { slot: Slot }) {
  const group = board.useSel((state) => state.groups[slot.id]);
  if (slot.isHole || !group) return <Hole slot={slot} />;
  return <Card group={group} hold={slot.hold} />;
}

const Column = memo(function Column({ slots }: { slots: readonly Slot[] }) {
  return <div className="k-column">{slots.map((slot) => <Place key={slot.id} slot={slot} />)}</div>;
});

function useColumnCount() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const measure = () => setColumnCount(Math.max(1, Math.floor((box.clientWidth - gap) / (cardWidth + gap))));
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, []);
  return ref;
}

function Cards() {
  const t = text.useText();
  const columns = board.useSel((state) => state.columns);
  const isEmpty = board.useSel((state) => state.order.length === 0);
  const isKnown = truth.useSel((state) => state.isKnown);
  const ref = useColumnCount();
  return (
    <div className="k-board" ref={ref} onPointerDown={() => void unlock()}>
      {isEmpty && <div className="k-empty">{isKnown ? <Empty text={t.empty} /> : <Waiting text={t.waiting} />}</div>}
      {!isEmpty && columns.map((slots, index) => <Column key={index} slots={slots} />)}
    </div>
  );
}

export function BoardScreen() {
  const hasRail = view.useSel((state) => state.rail);
  useBumpBar();
  return (
    <Shell live={live} queue={queue} lead={<Lead />} tools={<Tools />} menu={(close) => <MenuLines close={close} />}>
      <div className="k-main">
        <Cards />
        {hasRail && <Rail />}
      </div>
      <SideSheets />
    </Shell>
  );
}
