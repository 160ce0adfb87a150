import "./tabs.css";
import { KeyboardEvent, useRef } from "react";

export interface Tab<V extends string> {
  value: V;
  label: string;
  count?: number;
}

interface TabsProps<V extends string> {
  label: string;
  items: readonly Tab<V>[];
  value: V;
  onChange(value: V): void;
  /** Pills scroll sideways (categories, zones); tabs are underlined. */
  look?: "tabs" | "pills";
}

/** One of several views; arrow keys move, one tab stop. */
export function Tabs<V extends string>({ label, items, value, onChange, look = "tabs" }: TabsProps<V>) {
  const box = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const by = /Arrow(Right|Down)/.test(event.key) ? 1 : /Arrow(Left|Up)/.test(event.key) ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = items.findIndex((item) => item.value === value);
    const next = items[(at + by + items.length) % items.length];
    if (!next) return;
    onChange(next.value);
    box.current?.querySelectorAll<HTMLElement>("[role=tab]")[items.indexOf(next)]?.focus();
  };
  const stop = items.find((item) => item.value === value) ?? items[0];
  return (
    <div className={look} role="tablist" aria-label={label} ref={box} onKeyDown={move}>
      {items.map((item) => (
        <button key={item.value} type="button" role="tab" className="tab" aria-selected={item.value === value}
          tabIndex={item === stop ? 0 : -1} onClick={() => onChange(item.value)}>
          {item.label}
          {item.count !== undefined && item.count > 0 && <span className="tab-count">{item.count}</span>}
        </button>
      ))}
    </div>
  );
}
