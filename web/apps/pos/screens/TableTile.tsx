import { memo } from "react";
import { Money } from "@kit/Money";
import { Since } from "@lib/clock";
import { FloorTable } from "@lib/api.types";
import { router } from "../routes";
import { Text, text } from "../text";
import { truth } from "../till";

function Details({ table, t }: { table: FloorTable; t: Text }) {
  const { check } = table;
  if (!check) return <span className="table-line muted">{t.seats(table.seats)}</span>;
  return (
    <>
      <span className="table-money"><Money minor={check.total} /></span>
      <span className="table-line muted">
        {t.guestsShort(check.guests)} · <Since since={check.openedAt} say={t.minutes} />
      </span>
    </>
  );
}

function Badges({ table, t }: { table: FloorTable; t: Text }) {
  const { newLines = 0, readyItems = 0 } = table.check ?? {};
  if (newLines === 0 && readyItems === 0) return null;
  return (
    <span className="table-badges">
      {readyItems > 0 && <span className="table-badge table-badge-ok">{t.ready(readyItems)}</span>}
      {newLines > 0 && <span className="table-badge table-badge-warn">{t.unsent(newLines)}</span>}
    </span>
  );
}

/** One table: number, state in a word, guests, minutes, amount. */
export const TableTile = memo(function TableTile({ id }: { id: string }) {
  const t = text.useText();
  const table = truth.useSel((state) => state.tables[id]);
  if (!table) return null;
  const place = {
    gridColumn: `${table.x + 1} / span ${table.width}`, gridRow: `${table.y + 1} / span ${table.height}`,
  };
  return (
    <li style={place}>
      <button type="button" className={`table-tile table-${table.state} table-${table.shape}`}
        onClick={() => router.go({ name: "table", table: id })}>
        <span className="table-head">
          <span className="table-name">{table.name}</span>
          {table.state !== "free" && (
            <span className={`table-state table-state-${table.state}`}>{t.state[table.state]}</span>
          )}
        </span>
        <Details table={table} t={t} />
        <Badges table={table} t={t} />
      </button>
    </li>
  );
});
