import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { activateUpdate, update } from "@lib/pwa";
import { Queue } from "@lib/queue";
import { shellText } from "./text";

/** A new version waits until the screen is calm and nothing is left to send. */
export function UpdateBanner({ calm, queue }: { calm: boolean; queue: Queue | undefined }) {
  const t = shellText.useText();
  const isReady = update.useSel((state) => state.ready);
  if (!isReady || !calm) return null;
  const load = () => {
    if (!queue || queue.store.get().items.length === 0) activateUpdate();
  };
  return <Banner tone="info" action={<Button kind="primary" onClick={load}>{t.updateNow}</Button>}>{t.update}</Banner>;
}
