import "./shell.css";
import { ReactNode } from "react";
import { Banner } from "@kit/Banner";
import { CloudOffIcon } from "@kit/icons";
import { Toasts } from "@kit/Toast";
import { useTicked } from "@lib/clock";
import { Live } from "@lib/realtime";
import { Queue } from "@lib/queue";
import { LinkChip } from "./LinkChip";
import { Refusals } from "./Refusals";
import { shellText } from "./text";
import { UpdateBanner } from "./UpdateBanner";
import { UserMenu } from "./UserMenu";

interface ShellProps {
  live: Live;
  queue?: Queue;
  /** Left end of the header: back, title, chips. */
  lead: ReactNode;
  /** Before the connection chip: search, screen buttons. */
  tools?: ReactNode;
  /** The app's own lines of the user menu. */
  menu?: (close: () => void) => ReactNode;
  /** An update may be loaded here: nothing is half done on this screen. */
  calm?: boolean;
  /** The screen has a bar of its own at the bottom of a phone. */
  barred?: boolean;
  children: ReactNode;
}

/** What is shown stays; how old it is, and what becomes of entries, is said. */
function OfflineNote({ since, keeps }: { since: number; keeps: boolean }) {
  const t = shellText.useText();
  const age = t.lastSeen(useTicked(() => Math.floor((Date.now() - since) / 60_000)));
  return <Banner tone="warn" icon={<CloudOffIcon />}>{`${keeps ? t.offlineNote : t.offlineOld} ${age}`}</Banner>;
}

function OfflineBanner({ live, keeps }: { live: Live; keeps: boolean }) {
  const isOffline = live.store.useSel((state) => state.link === "offline");
  const since = live.store.useSel((state) => state.lastBeat);
  return isOffline ? <OfflineNote since={since} keeps={keeps} /> : null;
}

/** The frame of every staff screen: header, banners that push the content down, the content, toasts. */
export function Shell(props: ShellProps) {
  const { live, queue, lead, tools, menu, calm = false, barred = false, children } = props;
  const t = shellText.useText();
  return (
    <div className={barred ? "shell shell-barred" : "shell"}>
      <a className="skip" href="#main">{t.skip}</a>
      <header className="top">
        <div className="top-lead">{lead}</div>
        <div className="top-tools">
          {tools}<LinkChip live={live} queue={queue} /><UserMenu extra={menu} queue={queue} />
        </div>
      </header>
      <OfflineBanner live={live} keeps={queue !== undefined} />
      <UpdateBanner calm={calm} queue={queue} />
      {queue && <Refusals queue={queue} />}
      <main className="shell-main" id="main" tabIndex={-1}>{children}</main>
      <Toasts ground />
    </div>
  );
}
