import "./chip.css";
import { ReactNode } from "react";

export type Tone = "ok" | "warn" | "bad" | "info" | "special" | "idle";

interface ChipProps {
  tone?: Tone;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
}

/** A state in a word: colour, word and, where it matters, an icon. */
export function Chip({ tone = "idle", icon, title, children }: ChipProps) {
  return <span className={`chip chip-${tone}`} title={title}>{icon}{children}</span>;
}
