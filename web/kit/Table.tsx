import "./table.css";
import { ReactNode } from "react";
import { Button } from "./Button";
import { ChevronIcon } from "./icons";
import { kitText } from "./text";

export interface Column<T> {
  key: string;
  head: string;
  /** Figures stand right. */
  right?: boolean;
  /** Left out on phones. */
  wide?: boolean;
  cell(row: T): ReactNode;
}

interface TableProps<T> {
  caption: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey(row: T): string;
  /** Rows open something; the name in the first column is said with the button. */
  onOpen?: (row: T) => void;
  openLabel?: (row: T) => string;
}

const look = ({ right, wide }: { right?: boolean; wide?: boolean }) =>
  [right && "num", wide && "table-wide"].filter(Boolean).join(" ");

/** Rows of 48, numbers right; a row that opens something has a button at its end for the keyboard. */
export function Table<T>({ caption, rows, columns, rowKey, onOpen, openLabel }: TableProps<T>) {
  const t = kitText.useText();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={look(column)}>{column.head}</th>
            ))}
            {onOpen && <th className="table-open"><span className="unseen">{t.open}</span></th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={look(column)}>{column.cell(row)}</td>
              ))}
              {onOpen && (
                <td className="table-open">
                  <Button kind="ghost" square icon={<ChevronIcon />} onClick={() => onOpen(row)}
                    aria-label={openLabel ? openLabel(row) : t.open} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
