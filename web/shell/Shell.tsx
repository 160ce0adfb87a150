import "./shell.css";
import { ReactNode } from "react";
import { Banner } from "@kit/Banner";
import { CloudOffIcon } from "@kit/icons";
import { Toasts } from "@kit/Toast";
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
  children: ReactNode;
}

function OfflineBanner({ live }: { live: Live }) {
  const t = shellText.useText();
  const isOffline = live.store.useSel((state) => state.link === "offline");
  return isOffline ? <Banner tone="warn" icon={<CloudOffIcon />}>{t.offlineNote}</Banner> : null;
}

/** The frame of every staff screen: header, banners that push the content down, the content, toasts. */
export function Shell({ live, queue, lead, tools, menu, calm = false, children }: ShellProps) {
  const t = shellText.useText();
  return (
    <div className="shell">
      <a className="skip" href="#main">{t.skip}</a>
      <header className="top">
        <div className="top-lead">{lead}</div>
        <div className="top-tools">{tools}<LinkChip live={live} queue={queue} /><UserMenu extra={menu} /></div>
      </header>
      <OfflineBanner live={live} />
      <UpdateBanner calm={calm} queue={queue} />
      {queue && <Refusals queue={queue} />}
      <main className="shell-main" id="main" tabIndex={-1}>{children}</main>
      <Toasts />
    </div>
  );
}
