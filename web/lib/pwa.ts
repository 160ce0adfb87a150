// Installing, updating and staying awake. Under our content policy a worker may be registered only through the
// Trusted Types policy `app`, which lets exactly the app's own sw.js through.
import { createStore } from "./store";

export const update = createStore<{ ready: boolean }>({ ready: false });
let waitingWorker: ServiceWorker | null = null;

const allowed = /^(\/[a-z-]+)?\/sw\.js$/;

function scriptURL(url: string): string {
  const check = (given: string) => {
    if (!allowed.test(given)) throw new TypeError(`not our worker: ${given}`);
    return given;
  };
  const policy = window.trustedTypes?.createPolicy("app", { createScriptURL: check });
  return policy ? policy.createScriptURL(url) : check(url);
}

function watch(registration: ServiceWorkerRegistration) {
  const offer = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waitingWorker = registration.waiting;
    update.set({ ready: true });
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  setInterval(() => void registration.update().catch(() => undefined), 30 * 60_000);
}

/** Registers the app's worker and its manifest; on plain http there is neither, and `isSecure` says so. */
export async function install(base: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `${base}manifest.webmanifest`;
  document.head.append(link);
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    watch(await navigator.serviceWorker.register(scriptURL(`${base}sw.js`), { scope: base }));
  } catch {
    // The app works without; it then cannot start offline.
  }
}

/** Lets the waiting version take over and loads it. Call only where nothing can be lost. */
export function activateUpdate(): void {
  if (!waitingWorker) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waitingWorker.postMessage("activate");
}

/** Without a secure context there is no worker, camera, lock or wake lock: the screen must say so. */
export const isSecure = (): boolean => typeof isSecureContext === "undefined" || isSecureContext;

/** Keeps the screen on while it is shown. */
export function stayAwake(): void {
  const ask = () => {
    if (document.visibilityState === "visible") void navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
