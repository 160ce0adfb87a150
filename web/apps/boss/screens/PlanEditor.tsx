import { KeyboardEvent, PointerEvent, useRef, useState } from "react";
import { toast } from "@kit/Toast";
import { announce } from "@lib/a11y";
import { asProblem, send } from "@lib/api";
import { changeTable, Floor } from "@lib/api.office";
import { FloorTable } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { Stand } from "@lib/plan";
import { fits, room, stepped } from "../model/floor";
import { useBranch } from "../office";
import { text } from "../text";

/** Pixels of one unit of the plan. */
const unit = 32;
/** A keyboard's steps are sent when no other follows within this time. */
const pauseMs = 500;
/** A finger trembles: less than this is a tap. */
const tapPixels = 6;

interface PlanProps {
  floor: Floor;
  tables: readonly FloorTable[];
  chosen: string;
  onChoose(table: string): void;
  onMoved(table: FloorTable): void;
  onStale(): void;
}

/** A table on its way: where it would stand, and whether it may. */
interface Way {
  table: string;
  place: Stand;
  fits: boolean;
}

const placeOf = ({ x, y, width, height }: FloorTable): Stand => ({ x, y, width, height });
const box = ({ x, y, width, height }: Stand) =>
  ({ left: x * unit, top: y * unit, width: width * unit, height: height * unit });

/** Moves tables: a way is shown at once, and sent when it ends on a free spot. */
function useMoves({ tables, onMoved, onStale }: PlanProps) {
  const branch = useBranch();
  const t = text.useText();
  const [way, setWay] = useState<Way | null>(null);
  const show = (table: FloorTable, place: Stand): Way => {
    const others = tables.filter((one) => one.id !== table.id);
    const next = { table: table.id, place, fits: fits(place, others) };
    setWay(next);
    return next;
  };
  const newest = useRef(new Map<string, FloorTable>());
  const line = useRef(Promise.resolve());
  const go = async (table: FloorTable, { place }: Way) => {
    const answered = newest.current.get(table.id);
    const { arranged } = answered && answered.arranged > table.arranged ? answered : table;
    try {
      const moved = await send(changeTable({ branch, table: table.id }, { arranged, ...place }));
      newest.current.set(moved.id, moved);
      onMoved(moved);
      announce(t.movedTo(moved.name, moved.x + 1, moved.y + 1));
    } catch (fault) {
      toast(explain(asProblem(fault)), { tone: "bad" });
      onStale();
    }
  };
  /** One move after the other: a table that is on its way already goes on from where it arrives. */
  const end = (table: FloorTable, last: Way) => {
    const was = placeOf(table);
    const isMoved = (Object.keys(was) as (keyof Stand)[]).some((key) => was[key] !== last.place[key]);
    if (isMoved && !last.fits) toast(t.noRoom, { tone: "warn" });
    if (isMoved && last.fits) line.current = line.current.then(() => go(table, last));
    void line.current.then(() => setWay((now) => (now === last ? null : now)));
  };
  return { way, show, end, drop: () => setWay(null) };
}

interface TileProps {
  table: FloorTable;
  place: Stand;
  look: string;
  isChosen: boolean;
  onChoose(): void;
  moves: ReturnType<typeof useMoves>;
}

function Tile({ table, place, look, isChosen, onChoose, moves }: TileProps) {
  const t = text.useText();
  const from = useRef<{ x: number; y: number; way: Way | null } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    onChoose();
    from.current = { x: event.clientX, y: event.clientY, way: null };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const start = from.current;
    if (!start) return;
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
    if (!start.way && Math.hypot(dx, dy) < tapPixels) return;
    const place = { ...placeOf(table), x: table.x + Math.round(dx / unit), y: table.y + Math.round(dy / unit) };
    start.way = moves.show(table, place);
  };
  const up = () => {
    const way = from.current?.way;
    from.current = null;
    if (way) moves.end(table, way);
  };
  const key = (event: KeyboardEvent) => {
    const next = stepped(place, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onChoose();
    const way = moves.show(table, next);
    if (!way.fits) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => moves.end(table, way), pauseMs);
  };
  return (
    <button type="button" className={`table-tile b-table table-${table.state} table-${table.shape} ${look}`}
      style={box(place)} aria-pressed={isChosen} aria-describedby="plan-help"
      aria-label={t.tableAt(table.name, table.seats, place.x + 1, place.y + 1)} onClick={onChoose}
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => {
        from.current = null;
        moves.drop();
      }} onKeyDown={key}>
      <span className="table-name">{table.name}</span>
      <span className="table-line muted">{t.seatsOf(table.seats)}</span>
    </button>
  );
}

/** The floor's grid: tables are dragged to their places, or moved by the arrow keys. */
export function PlanEditor(props: PlanProps) {
  const { floor, tables, chosen, onChoose } = props;
  const t = text.useText();
  const moves = useMoves(props);
  const { columns, rows } = room(tables);
  const { way } = moves;
  return (
    <div className="b-plan-box">
      <p id="plan-help" className="muted">{t.planHelp}</p>
      <div className="b-plan-view" role="group" aria-label={t.planOf(floor.name)}>
        <div className="b-plan" style={{ width: columns * unit, height: rows * unit }}>
          {tables.map((table) => {
            const own = way?.table === table.id ? way : null;
            return (
              <Tile key={table.id} table={table} place={own?.place ?? placeOf(table)} moves={moves}
                look={own ? (own.fits ? "b-table-way" : "b-table-bad") : ""} isChosen={table.id === chosen}
                onChoose={() => onChoose(table.id)} />
            );
          })}
        </div>
      </div>
    </div>
  );
}
