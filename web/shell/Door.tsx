import "./shell.css";
import { ReactNode } from "react";
import { Button } from "@kit/Button";
import { Banner } from "@kit/Banner";
import { Toasts } from "@kit/Toast";
import { languageNames, setLang, useLang } from "@lib/i18n";
import { isSecure } from "@lib/pwa";
import { session } from "@lib/session";
import { shellText } from "./text";

const product = "Hesap";

/** The page before the app: pairing, people, sign-in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const t = shellText.useText();
  const lang = useLang();
  const place = session.useSel(({ device, branch }) =>
    [device?.organization.name, branch?.name].filter(Boolean).join(" · "));
  const other = lang === "tr" ? "en" : "tr";
  return (
    <div className="shell">
      {!isSecure() && <Banner tone="warn">{t.insecure}</Banner>}
      <main className="door grow">
        <div className="door-lang">
          <Button kind="ghost" lang={other} onClick={() => setLang(other)}>{languageNames[other]}</Button>
        </div>
        <div className="door-head">
          <p className="door-mark" aria-hidden="true">{product}</p>
          {place && <p className="muted">{place}</p>}
          <h1>{title}</h1>
        </div>
        {children}
      </main>
      <Toasts ground />
    </div>
  );
}
