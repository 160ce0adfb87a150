import "./numpad.css";
import { memo } from "react";
import { BackspaceIcon } from "./icons";
import { kitText } from "./text";

export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "00" | "," | "back" | "clear";

interface NumpadProps {
  onKey(key: Key): void;
  /** The key at the bottom left: double zero for amounts, comma for quantities, clear for PINs. */
  corner?: "00" | "," | "clear";
  size?: "m" | "l";
}

const digits: Key[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Our own keys: native number fields on tablets bring a keyboard over half of the screen. */
export const Numpad = memo(function Numpad({ onKey, corner = "00", size = "m" }: NumpadProps) {
  const t = kitText.useText();
  const label = corner === "clear" ? "C" : corner;
  const key = (name: Key) => (
    <button key={name} type="button" className="key" onClick={() => onKey(name)}>{name}</button>
  );
  return (
    <div className={`numpad numpad-${size}`} role="group" aria-label={t.keypad}>
      {digits.map(key)}
      <button type="button" className="key" onClick={() => onKey(corner)}
        aria-label={corner === "clear" ? t.clear : undefined}>{label}</button>
      {key("0")}
      <button type="button" className="key" onClick={() => onKey("back")} aria-label={t.backspace}>
        <BackspaceIcon />
      </button>
    </div>
  );
});

/** Digits typed so far as whole minor units: "1" "00" → 100. At most nine digits. */
export function press(typed: string, key: Key): string {
  if (key === "back") return typed.slice(0, -1);
  if (key === "clear") return "";
  if (key === ",") return typed.includes(",") ? typed : `${typed || "0"},`;
  const next = typed + key;
  return next.replace(",", "").length > 9 ? typed : next.replace(/^0+(?=\d)/, "");
}
