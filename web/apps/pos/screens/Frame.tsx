import { ReactNode } from "react";
import { Button } from "@kit/Button";
import { DrawerIcon } from "@kit/icons";
import { Shell } from "@shell/Shell";
import { router } from "../routes";
import { text } from "../text";
import { live, queue } from "../till";

interface FrameProps {
  lead: ReactNode;
  tools?: ReactNode;
  calm?: boolean;
  barred?: boolean;
  children: ReactNode;
}

/** The shell with what every screen of the till has in its menu. */
export function Frame({ lead, tools, calm = false, barred = false, children }: FrameProps) {
  const t = text.useText();
  const menu = (close: () => void) => (
    <>
      <Button wide icon={<DrawerIcon />} onClick={() => {
        close();
        router.go({ name: "drawer" });
      }}>{t.drawer}</Button>
      <p className="small muted menu-keys">{t.shortcuts}</p>
    </>
  );
  return (
    <Shell live={live} queue={queue} lead={lead} tools={tools} calm={calm} barred={barred} menu={menu}>
      {children}
    </Shell>
  );
}
