import { Button } from "@kit/Button";
import { SoundIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { play, setVolume, Sound, sound, unlock } from "../sounds";
import { text } from "../text";

const all: readonly Sound[] = ["new", "change", "void", "late"];

/** How loud this device is, and what each sound means. */
export function SoundSheet({ onClose }: { onClose(): void }) {
  const t = text.useText();
  const volume = sound.useSel((state) => state.volume);
  const hear = (which: Sound) => () => void unlock().then(() => play(which));
  return (
    <Sheet title={t.sounds} onClose={onClose}>
      <div className="stack">
        <label className="field">
          <span className="field-label">{`${t.volume} · ${volume}`}</span>
          <input className="k-volume" type="range" min={0} max={100} step={5} value={volume}
            onChange={(event) => setVolume(Number(event.target.value))} />
        </label>
        {all.map((which) => (
          <Button key={which} wide icon={<SoundIcon />} onClick={hear(which)}>{t.soundNames[which]}</Button>
        ))}
      </div>
    </Sheet>
  );
}
