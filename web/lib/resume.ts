// The pure half of the live connection: which frames apply, where a hole is, what the state in words is. The stream of
// a branch is one numbered order; each frame says the number that this screen should have seen before it (`prev`).
export interface Frame {
  seq: number;
  prev: number;
  ts: string;
  type: string;
  entity: string;
  id: string;
  version: number;
  epoch: string;
  data: unknown;
}

export interface Position {
  /** The last number seen, filtered frames included. */
  seq: number;
  epoch: string | null;
}

export type Step =
  | { take: true; position: Position }
  | { take: false; why: "old" | "hole" | "epoch"; position: Position };

/** Judges one frame against the position: take it, ignore it (seen), or resume because something is missing. */
export function step(position: Position, frame: Pick<Frame, "seq" | "prev" | "epoch">): Step {
  if (position.epoch !== null && frame.epoch !== position.epoch) {
    return { take: false, why: "epoch", position };
  }
  if (frame.seq <= position.seq) return { take: false, why: "old", position };
  if (frame.prev > position.seq) return { take: false, why: "hole", position };
  return { take: true, position: { ...position, seq: frame.seq } };
}

/** A heartbeat says the newest number: frames up to it that did not come were filtered, not lost. */
export function beat(position: Position, seq: number): Position {
  return seq > position.seq ? { ...position, seq } : position;
}

/** 0.4 s · 2ⁿ up to 15 s, ± 50 %, so that a hundred tablets do not come back in the same instant. */
export function backoffMs(tries: number, random: number): number {
  const middle = Math.min(15_000, 400 * 2 ** Math.min(tries, 10));
  return Math.round(middle * (0.5 + random));
}

export type LinkState = "live" | "connecting" | "offline";

/** Live needs a heartbeat within 8 s; without one for longer than that it is said to be offline. */
export function linkState(isOpen: boolean, lastBeat: number, now: number): LinkState {
  if (!isOpen) return now - lastBeat > 8_000 ? "offline" : "connecting";
  return now - lastBeat > 8_000 ? "connecting" : "live";
}
