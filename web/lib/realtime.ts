// The live connection of a screen: one plain WebSocket that says hello with its last number and gets what it missed.
// A tablet that slept keeps a dead socket that looks alive, so it is closed and opened again whenever the page comes
// back, the network does, or the clock has jumped.
import { setSkew } from "./clock";
import { config, configured, isReading } from "./config";
import { backoffMs, beat, Frame, LinkState, linkState, Position, step } from "./resume";
import { createStore, Store } from "./store";

export interface Hello {
  token: string;
  branch: string;
  screen: string;
  station?: string;
}

/** Where the stream stands, and on a snapshot everything that a screen shows. */
export interface Standing {
  seq: number;
  epoch: string;
  data?: unknown;
}

/** What the server says: exactly one of these. */
interface Message {
  live?: Standing;
  snapshot?: Standing;
  reset?: Standing;
  frame?: Frame;
  heartbeat?: { seq: number; ts: string };
  tick?: unknown;
}

export interface LiveParts {
  /** Who and where; null while nobody may listen (not paired, not signed in). */
  hello(): Hello | null;
  /** All frames of one moment together, in order: one change of the store, one render. */
  frames(frames: readonly Frame[]): void;
  /** The whole truth at one number, instead of what the screen knew. */
  snapshot(data: unknown): void;
  /** Figures of the moment, outside of the numbered stream (BOSS). */
  tick?(figures: unknown): void;
  /** The connection is live (again): what waits can go out. */
  live?(): void;
  /** The token was refused (4401) or the branch is not this person's (4404). */
  refused?(code: number): void;
}

export interface LiveState {
  link: LinkState;
  /** When the last sign of life came, in ms. */
  lastBeat: number;
  position: Position;
}

export interface Live {
  store: Store<LiveState>;
  start(position?: Position): void;
  /** Closes and opens again, whatever the socket says of itself. */
  reopen(): void;
  stop(): void;
}

const gapMs = 15_000;
const silentMs = 12_000;

export function createLive(parts: LiveParts): Live {
  const store = createStore<LiveState>({ link: "connecting", lastBeat: Date.now(), position: { seq: 0, epoch: null } });
  let socket: WebSocket | undefined;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pulse: ReturnType<typeof setInterval> | undefined;
  let isWelcome = false;
  let lastTick = Date.now();
  let batch: Frame[] = [];
  let batchTimer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    const isOpen = isWelcome && socket?.readyState === WebSocket.OPEN;
    store.set((state) => ({ link: linkState(Boolean(isOpen), state.lastBeat, Date.now()) }));
  };
  const alive = () => store.set({ lastBeat: Date.now() });
  const pour = () => {
    batchTimer = undefined;
    const frames = batch;
    batch = [];
    if (frames.length > 0) parts.frames(frames);
  };

  function take(frame: Frame) {
    const judged = step(store.get().position, frame);
    if (!judged.take) {
      if (judged.why !== "old") reopen();
      return;
    }
    store.set({ position: judged.position });
    batch.push(frame);
    batchTimer ??= setTimeout(pour, 8);
  }
  function restart(standing: Standing, isKnown: boolean) {
    batch = [];
    store.set({ position: { seq: isKnown ? standing.seq : 0, epoch: isKnown ? standing.epoch : null } });
  }
  function welcome() {
    pour();
    isWelcome = true;
    tries = 0;
    tell();
    parts.live?.();
  }
  function receive(text: string) {
    let message: Message;
    try {
      message = JSON.parse(text) as Message;
    } catch {
      return;
    }
    alive();
    const { frame, heartbeat, live, snapshot, reset } = message;
    if (frame) take(frame);
    else if (heartbeat) hear(heartbeat);
    else if (snapshot) {
      restart(snapshot, true);
      parts.snapshot(snapshot.data);
    } else if (reset) {
      restart(reset, false);
      reopen();
    } else if (live) {
      store.set((state) => ({ position: { seq: Math.max(state.position.seq, live.seq), epoch: live.epoch } }));
      welcome();
    } else if (message.tick !== undefined) parts.tick?.(message.tick);
    tell();
  }
  function hear({ seq, ts }: { seq: number; ts: string }) {
    setSkew(Date.parse(ts));
    store.set((state) => ({ position: beat(state.position, seq) }));
  }
  function open() {
    clearTimeout(retry);
    retry = undefined;
    if (isReading()) return void configured().then(reopen);
    const hello = parts.hello();
    if (!hello) return later();
    const mine = new WebSocket(`${config().socket}/ws`);
    socket = mine;
    isWelcome = false;
    mine.onopen = () => {
      const { seq, epoch } = store.get().position;
      mine.send(JSON.stringify({ hello: epoch === null ? hello : { ...hello, lastSeq: seq, epoch } }));
    };
    mine.onmessage = (message) => mine === socket && receive(String(message.data));
    mine.onclose = (end) => {
      if (mine !== socket) return;
      if (end.code === 4401 || end.code === 4404) parts.refused?.(end.code);
      later();
    };
  }
  function later() {
    socket = undefined;
    isWelcome = false;
    tell();
    retry ??= setTimeout(open, backoffMs(tries, Math.random()));
    tries += 1;
  }
  function close() {
    const old = socket;
    socket = undefined;
    old?.close();
  }
  function reopen() {
    if (pulse === undefined) return;
    pour();
    close();
    isWelcome = false;
    clearTimeout(retry);
    retry = undefined;
    open();
    tell();
  }
  function tick() {
    const now = Date.now();
    const isGap = now - lastTick > gapMs;
    lastTick = now;
    const isSilent = socket?.readyState === WebSocket.OPEN && now - store.get().lastBeat > silentMs;
    if (isGap || isSilent) reopen();
    tell();
  }
  const shown = () => document.visibilityState === "visible" && reopen();
  const restored = (event: PageTransitionEvent) => event.persisted && reopen();

  function start(position?: Position) {
    if (pulse !== undefined) return;
    if (position) store.set({ position });
    store.set({ lastBeat: Date.now() });
    lastTick = Date.now();
    pulse = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", shown);
    addEventListener("online", reopen);
    addEventListener("offline", reopen);
    addEventListener("pageshow", restored);
    open();
  }
  function stop() {
    clearInterval(pulse);
    pulse = undefined;
    clearTimeout(retry);
    retry = undefined;
    clearTimeout(batchTimer);
    document.removeEventListener("visibilitychange", shown);
    removeEventListener("online", reopen);
    removeEventListener("offline", reopen);
    removeEventListener("pageshow", restored);
    close();
  }
  return { store, start, reopen, stop };
}
