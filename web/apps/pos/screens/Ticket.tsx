import { useEffect, useRef } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { CashIcon, GridIcon, ListIcon, SendIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Numpad } from "@kit/Numpad";
import { money, time } from "@lib/format";
import { Place, sendNew } from "../entry";
import { groups, LineGroup, newLines, ShownCheck } from "../model/fold";
import { text } from "../text";
import { OrderView } from "./orderView";
import { placeName } from "./OrderHead";
import { TicketLine } from "./TicketLine";

interface TicketProps {
  place: Place;
  check: ShownCheck | null;
  view: OrderView;
}

function Group({ group, place, view }: { group: LineGroup; place: Place; view: OrderView }) {
  const t = text.useText();
  return (
    <section>
      <h3 className="ticket-group">{group.isNew ? t.fresh : t.sentAt(time(group.at))}</h3>
      <ul>
        {group.lines.map((line) => (
          <TicketLine key={line.id} line={line} place={place} view={view} isOpen={view.selected === line.id} />
        ))}
      </ul>
    </section>
  );
}

function Lines({ place, check, view }: TicketProps) {
  const t = text.useText();
  const end = useRef<HTMLDivElement>(null);
  const count = check?.lines.length ?? 0;
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  return (
    <div className="ticket-lines" tabIndex={0} role="region" aria-label={t.cart}>
      {count === 0 && <p className="ticket-empty muted">{t.empty}</p>}
      {groups(check).map((group) => <Group key={group.key} group={group} place={place} view={view} />)}
      <div ref={end} />
    </div>
  );
}

function Totals({ check }: { check: ShownCheck | null }) {
  const t = text.useText();
  const { total = 0, discount = 0, paid = 0, remaining = 0, kdv = [] } = check?.totals ?? {};
  const tax = kdv.reduce((sum, row) => sum + row.kdv, 0);
  return (
    <div className="ticket-totals" role="status">
      {discount > 0 && <p className="ticket-sub"><span>{t.discount}</span><span>−<Money minor={discount} /></span></p>}
      {paid > 0 && <p className="ticket-sub"><span>{t.remaining}</span><span><Money minor={remaining} /></span></p>}
      <p className="ticket-total">
        <span>{t.total} <span className="small muted">{t.vatIn(money(tax))}</span></span>
        <span><Money minor={total} /></span>
      </p>
    </div>
  );
}

function Buttons({ place, check, view }: TicketProps) {
  const t = text.useText();
  const fresh = newLines(check).length;
  const hasLines = (check?.lines.length ?? 0) > 0;
  const isQuick = place.orderType === "quick";
  return (
    <>
      <div className="ticket-row">
        <Button disabled={!hasLines} onClick={() => view.open({ name: "split" })}>{t.split}</Button>
        <Button disabled={!hasLines} onClick={() => view.open({ name: "bill" })}>{t.print}</Button>
        <Button onClick={() => view.open({ name: "more" })}>{t.more}</Button>
        <Button square aria-pressed={view.isKeypadOpen} aria-label={t.keypad} icon={<GridIcon />}
          onClick={view.toggleKeypad} />
      </div>
      <div className="ticket-row ticket-main">
        <Button kind="dark" size="l" disabled={fresh === 0} onClick={() => sendNew(place)} aria-keyshortcuts="F8"
          icon={isQuick ? <SendIcon size={20} /> : undefined}>{t.send(fresh)}</Button>
        <Button kind="primary" size="l" disabled={!hasLines} onClick={view.pay} aria-keyshortcuts="F9">
          {t.pay} <Money minor={check?.totals.remaining ?? 0} />
        </Button>
      </div>
    </>
  );
}

/** Under 820 px: what is on the check, and the way to it. */
function Bar({ place, check, view }: TicketProps) {
  const t = text.useText();
  const fresh = newLines(check).length;
  const count = check?.lines.filter((line) => line.state !== "voided").length ?? 0;
  return (
    <div className="ticket-bar">
      <Button kind="outline" size="l" icon={view.isTicketOpen ? <GridIcon /> : <ListIcon />} onClick={view.toggleTicket}
        aria-expanded={view.isTicketOpen}>
        {t.lineShort(count)} · <Money minor={check?.totals.total ?? 0} />
      </Button>
      <Button kind="dark" size="l" disabled={fresh === 0} onClick={() => sendNew(place)}>{t.send(fresh)}</Button>
      <Button kind="primary" size="l" square icon={<CashIcon />} aria-label={t.pay} disabled={count === 0}
        onClick={view.pay} />
    </div>
  );
}

export function Ticket(props: TicketProps) {
  const t = text.useText();
  const { place, check, view } = props;
  const fresh = newLines(check).length;
  return (
    <>
      <aside className="ticket" aria-label={placeName(place)}>
        <div className="ticket-head">
          <h2>{t.check(check?.no ?? 0)}</h2>
          {view.typed && <Chip tone="info">{t.times(view.typed)}</Chip>}
          {fresh > 0 && <Chip tone="warn">{t.newCount(fresh)}</Chip>}
        </div>
        <Lines {...props} />
        <div className="ticket-foot">
          {view.isKeypadOpen && <Numpad corner="clear" onKey={view.typeDigit} />}
          <Totals check={check} />
          <Buttons {...props} />
        </div>
      </aside>
      <Bar {...props} />
    </>
  );
}
