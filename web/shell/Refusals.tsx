import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { AlertIcon } from "@kit/icons";
import { explain } from "@lib/i18n/problems";
import { Outgoing, Queue, refusedOf } from "@lib/queue";
import { sameList } from "@lib/store";
import { shellText } from "./text";

function Card({ item, queue }: { item: Outgoing; queue: Queue }) {
  const t = shellText.useText();
  const { code = "", message = "" } = item.refused ?? {};
  const buttons = (
    <>
      <Button kind="outline" onClick={() => void queue.again(item.id)}>{t.again}</Button>
      <Button kind="outline" onClick={() => void queue.dismiss(item.id)}>{t.remove}</Button>
    </>
  );
  return (
    <Banner tone="bad" icon={<AlertIcon />} action={buttons}>
      {`${t.refusedTitle}: ${item.label} · ${explain({ code, message, title: code })}`}
    </Banner>
  );
}

/** Writes that the server refused after the screen had already shown them: a person has to read each. */
export function Refusals({ queue }: { queue: Queue }) {
  const items = queue.store.useSel(refusedOf, sameList);
  return <>{items.slice(0, 3).map((item) => <Card key={item.id} item={item} queue={queue} />)}</>;
}
