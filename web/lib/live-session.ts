// Keeps the live connection with whoever is signed in: opens it when somebody is, closes it when nobody is, and asks
// for a PIN when its token has been refused.
import { Live } from "./realtime";
import { lock, session } from "./session";

export function followSession(live: Live): void {
  let isOn = false;
  let last: string | null = null;
  const follow = () => {
    const { phase, me, device } = session.get();
    const token = me?.token ?? device?.token ?? null;
    const wanted = (phase === "in" || phase === "locked") && token !== null;
    if (wanted && !isOn) live.start();
    if (!wanted && isOn) live.stop();
    if (wanted && isOn && token !== last) live.reopen();
    isOn = wanted;
    last = token;
  };
  session.subscribe(follow);
  follow();
}

/** 4401: the token has ended. */
export function socketRefused(code: number): void {
  if (code === 4401) lock();
}
