import { Floor } from "@lib/api.office";
import { FloorTable } from "@lib/api.types";
import { tracks, used } from "@lib/plan";
import { text } from "../text";

/** The floor as the till shows it, to look at. */
export function TillPlan({ floor, tables }: { floor: Floor; tables: readonly FloorTable[] }) {
  const t = text.useText();
  const size = {
    gridTemplateColumns: tracks(used(tables, "x"), "minmax(0, 1fr)"),
    gridTemplateRows: tracks(used(tables, "y"), "minmax(48px, 72px)"),
  };
  return (
    <>
      <p className="muted">{t.asTillNote}</p>
      <ul className="plan" style={size} aria-label={t.planOf(floor.name)}>
        {tables.map((table) => (
          <li key={table.id} style={{ gridColumn: `${table.x + 1} / span ${table.width}`,
            gridRow: `${table.y + 1} / span ${table.height}` }}>
            <div className={`table-tile table-${table.state} table-${table.shape}`}>
              <span className="table-head"><span className="table-name">{table.name}</span></span>
              <span className="table-line muted">{t.seatsOf(table.seats)}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
