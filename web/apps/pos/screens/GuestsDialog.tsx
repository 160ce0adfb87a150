import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { setGuests } from "@lib/api.types";
import { onCheck } from "../approval";
import { Place } from "../entry";
import { ShownCheck } from "../model/fold";
import { text } from "../text";
import { branch } from "../till";

interface GuestsDialogProps {
  place: Place;
  check: ShownCheck | null;
  /** The check is not open yet: it will be opened with this number. */
  onGuests(guests: number): void;
  onClose(): void;
}

export function GuestsDialog({ place, check, onGuests, onClose }: GuestsDialogProps) {
  const t = text.useText();
  const pick = (guests: number) => {
    onClose();
    if (!check) onGuests(guests);
    else void onCheck(check, () => setGuests({ branch: branch(), check: check.id }, { guests }),
      { what: t.guestsTitle });
  };
  return (
    <Dialog title={t.guestsTitle} size="s" onClose={onClose}>
      <div className="guests" role="group" aria-label={t.guestsTitle}>
        {Array.from({ length: 16 }, (_, index) => index + 1).map((n) => (
          <Button key={n} size="l" aria-pressed={n === place.guests} onClick={() => pick(n)}>{n}</Button>
        ))}
      </div>
    </Dialog>
  );
}
