import "@kit/styles";
import { Component, ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { AlertIcon } from "@kit/icons";
import { applyTheme, Theme } from "@lib/a11y";
import { loadConfig } from "@lib/config";
import { persist } from "@lib/db";
import { lang, onLang } from "@lib/i18n";
import { install } from "@lib/pwa";
import { baseOf } from "@lib/router";
import { restoreSession, SignInKind } from "@lib/session";
import { shellText } from "./text";

interface StartOptions {
  app: string;
  signIn: SignInKind;
  /** The app's own default look: dark for kitchen and scan. */
  standing?: Theme;
  /** Makes the app's stores and gives its root; called when the session is known. */
  root(): ReactNode | Promise<ReactNode>;
  /** Has a service worker and works offline. */
  offline?: boolean;
}

class Fence extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  render() {
    if (!this.state.hasFailed) return this.props.children;
    const t = shellText.now();
    const reload = <Button kind="primary" onClick={() => location.reload()}>{t.reload}</Button>;
    return <main className="door"><Empty icon={<AlertIcon />} text={t.fault} action={reload} /></main>;
  }
}

/** Starts an app: session, theme, language, then screens, then the worker; calls wait for the configuration. */
export async function start({ app, signIn, standing, root, offline = false }: StartOptions): Promise<void> {
  const base = baseOf(app, location.pathname);
  applyTheme(standing);
  const speak = () => (document.documentElement.lang = lang());
  onLang(speak);
  loadConfig(base);
  restoreSession(app, signIn);
  speak();
  const place = document.getElementById("app");
  if (!place) return;
  const content = await root();
  createRoot(place).render(<Fence>{content}</Fence>);
  if (!offline) return;
  void persist();
  await install(base);
}
