import { Chip, Tone } from "@kit/Chip";
import { Live } from "@lib/realtime";
import { Queue, waiting } from "@lib/queue";
import { LinkState } from "@lib/resume";
import { shellText } from "./text";

interface LinkChipProps {
  live: Live;
  queue?: Queue | undefined;
}

const tones: Record<LinkState, Tone> = { live: "ok", connecting: "warn", offline: "bad" };

function State({ link }: { link: LinkState }) {
  const t = shellText.useText();
  return <Chip tone={tones[link]} icon={<span className="dot" aria-hidden="true" />}>{t[link]}</Chip>;
}

/** Never green while a write has been tried in vain, whatever the socket says. */
function WithQueue({ live, queue }: { live: Live; queue: Queue }) {
  const t = shellText.useText();
  const link = live.store.useSel((state) => state.link);
  const count = queue.store.useSel((state) => waiting(state).length);
  const isStuck = queue.store.useSel((state) => waiting(state).some((item) => item.tries > 0));
  return (
    <>
      {count > 0 && <Chip tone="warn">{t.waiting(count)}</Chip>}
      <State link={link === "live" && isStuck ? "connecting" : link} />
    </>
  );
}

function Alone({ live }: { live: Live }) {
  return <State link={live.store.useSel((state) => state.link)} />;
}

/** Canlı, Bağlanıyor, Çevrimdışı — in words, and how many writes wait on this device. */
export function LinkChip({ live, queue }: LinkChipProps) {
  return (
    <span className="row" role="status">
      {queue ? <WithQueue live={live} queue={queue} /> : <Alone live={live} />}
    </span>
  );
}
