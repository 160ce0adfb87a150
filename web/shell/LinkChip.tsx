import { Chip, Tone } from "@kit/Chip";
import { Live } from "@lib/realtime";
import { Queue, waiting } from "@lib/queue";
import { shellText } from "./text";

interface LinkChipProps {
  live: Live;
  queue?: Queue | undefined;
}

function Pending({ queue }: { queue: Queue }) {
  const t = shellText.useText();
  const count = queue.store.useSel((state) => waiting(state).length);
  return count > 0 ? <Chip tone="warn">{t.waiting(count)}</Chip> : null;
}

/** Canlı, Bağlanıyor, Çevrimdışı — in words, and how many writes wait on this device. */
export function LinkChip({ live, queue }: LinkChipProps) {
  const t = shellText.useText();
  const link = live.store.useSel((state) => state.link);
  const tone: Record<typeof link, Tone> = { live: "ok", connecting: "warn", offline: "bad" };
  return (
    <span className="row" role="status">
      {queue && <Pending queue={queue} />}
      <Chip tone={tone[link]} icon={<span className="dot" aria-hidden="true" />}>{t[link]}</Chip>
    </span>
  );
}
