import { ReactNode, useState } from "react";
import { Button } from "@kit/Button";
import { Sheet } from "@kit/Sheet";
import { ExitIcon, LockIcon, TrashIcon, UserIcon } from "@kit/icons";
import { Tabs } from "@kit/Tabs";
import { toast } from "@kit/Toast";
import { setTheme, theme, Theme } from "@lib/a11y";
import { Lang, languageNames, setLang, useLang } from "@lib/i18n";
import { Queue } from "@lib/queue";
import { forgetDevice, leave, lock, session } from "@lib/session";
import { shellText } from "./text";

const languages = (["tr", "en"] as Lang[]).map((value) => ({ value, label: languageNames[value] }));

function Looks() {
  const t = shellText.useText();
  const lang = useLang();
  const chosen = theme.useSel((state) => state.theme);
  const themes = (["system", "light", "dark"] as Theme[]).map((value) => ({ value, label: t.themes[value] }));
  return (
    <div className="stack">
      <p className="field-label">{t.language}</p>
      <Tabs look="pills" label={t.language} items={languages} value={lang} onChange={setLang} />
      <p className="field-label">{t.theme}</p>
      <Tabs look="pills" label={t.theme} items={themes} value={chosen} onChange={setTheme} />
    </div>
  );
}

interface LeavingProps {
  close: () => void;
  queue: Queue | undefined;
}

function Leaving({ close, queue }: LeavingProps) {
  const t = shellText.useText();
  const device = session.useSel((state) => state.device);
  const me = session.useSel((state) => state.me);
  const [isSure, setSure] = useState(false);
  const act = (work: () => void) => () => {
    close();
    work();
  };
  /** A device that goes takes with it whatever it has not sent. */
  const unpair = () => {
    if (queue && queue.store.get().items.length > 0) toast(t.queueNotEmpty, { tone: "warn" });
    else setSure(true);
  };
  return (
    <div className="stack">
      {device && me && <Button icon={<LockIcon />} wide onClick={act(lock)}>{t.lock}</Button>}
      {me && (
        <Button icon={<ExitIcon />} wide onClick={act(() => void leave())}>{device ? t.switchUser : t.signOut}</Button>
      )}
      {device && !isSure && (
        <Button kind="ghost" icon={<TrashIcon />} wide onClick={unpair}>{t.unpair}</Button>
      )}
      {isSure && <p className="bad">{t.unpairSure}</p>}
      {isSure && <Button kind="danger" wide onClick={act(forgetDevice)}>{t.unpair}</Button>}
    </div>
  );
}

interface UserMenuProps {
  extra?: ((close: () => void) => ReactNode) | undefined;
  queue?: Queue | undefined;
}

/** The person's chip at the right end of the header, and what belongs to the person and the device. */
export function UserMenu({ extra, queue }: UserMenuProps) {
  const t = shellText.useText();
  const me = session.useSel((state) => state.me);
  const place = session.useSel((state) => [state.branch?.name, state.device?.device.name].filter(Boolean).join(" · "));
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const name = me?.person.name ?? "";
  const initials = name.split(/\s+/).map((word) => word[0] ?? "").join("").slice(0, 2).toLocaleUpperCase("tr");
  return (
    <>
      <Button kind="ghost" aria-label={`${t.menu} ${name}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {initials || <UserIcon />}
      </Button>
      {isOpen && (
        <Sheet title={name || t.menu} onClose={close}>
          <div className="menu-body">
            {place && <p className="muted">{place}</p>}
            {extra && <div className="stack">{extra(close)}</div>}
            <Looks />
            <Leaving close={close} queue={queue} />
          </div>
        </Sheet>
      )}
    </>
  );
}
