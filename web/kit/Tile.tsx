import "./tile.css";
import { memo, ReactNode } from "react";

interface TileProps {
  title: string;
  /** The price, or what else stands below the name. */
  sub?: ReactNode;
  /** Which of the eight category colours the left edge has. */
  accent?: number;
  /** A count at the top right. */
  badge?: ReactNode;
  /** Why it cannot be had ("Bitti"): the name is struck, the tile stays in its place. */
  off?: string | undefined;
  onPress(): void;
}

/** A product: one tap is one of it. */
export const Tile = memo(function Tile({ title, sub, accent, badge, off, onPress }: TileProps) {
  const edge = accent === undefined ? "" : ` tile-edge accent-${accent % 8}`;
  return (
    <button type="button" className={`tile${edge}${off ? " tile-off" : ""}`} onClick={onPress}
      aria-disabled={off ? true : undefined}>
      <span className="tile-title">{title}</span>
      {off ? <span className="tile-flag">{off}</span> : <span className="tile-sub">{sub}</span>}
      {badge !== undefined && badge !== null && <span className="tile-badge">{badge}</span>}
    </button>
  );
});
