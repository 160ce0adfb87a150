import { Chip, Tone } from "@kit/Chip";
import { CheckState } from "@lib/api.types";
import { text } from "../text";

const tones: Record<CheckState, Tone> = { open: "info", billed: "special", partially_paid: "warn", paid: "ok",
  closed: "ok", voided: "bad", merged: "idle" };

export function StateChip({ state }: { state: CheckState }) {
  const t = text.useText();
  return <Chip tone={tones[state] ?? "idle"}>{t.checkStates[state] ?? state}</Chip>;
}
