// The out queue: writes that a screen has already shown are kept here until the server has answered. They go out one
// after another under one lock across tabs, a retry carries the same key, a refusal becomes a card that a person has
// to read. Nothing is ever dropped in silence.
import { asProblem, Call, Problem, send as sendNow, SendOptions } from "./api";
import { Shelf } from "./db";
import { newID } from "./ids";
import { createStore, Store } from "./store";

/** One write on its way. `about` names what it belongs to (a check's id), `label` says it to a person. */
export interface Outgoing {
  id: string;
  seq: number;
  at: number;
  kind: string;
  about: string;
  label: string;
  call: Call<unknown>;
  /** What a screen needs to show the write before it is done. */
  data?: unknown;
  /** The token of who did it: a queued order stays theirs when somebody else signs in meanwhile. */
  token: string | null;
  tries: number;
  refused?: { status: number; code: string; message: string };
}

export interface QueueState {
  items: readonly Outgoing[];
  sending: boolean;
  /** False when this device cannot keep the queue over a restart. */
  lasts: boolean;
}

export interface Write {
  kind: string;
  about: string;
  label: string;
  call: Call<unknown>;
  data?: unknown;
}

export interface Queue {
  store: Store<QueueState>;
  push(item: Write): Promise<Outgoing>;
  /**
   * Changes a write that has not left yet, so that quick taps become one request. False when it has been tried: its key
   * and body then belong together for ever.
   */
  amend(id: string, change: Pick<Write, "call" | "label" | "data">): boolean;
  /** Tries to send what waits; called on push, on every live connection and by a timer. */
  flush(): Promise<void>;
  /** Takes a refused card away after somebody has read it. */
  dismiss(id: string): Promise<void>;
  /** Sends a refused write again under a new key. */
  again(id: string): Promise<void>;
}

export interface QueueParts {
  shelf: Shelf<Outgoing>;
  token(): string | null;
  done(item: Outgoing, answer: unknown): void;
  refused?(item: Outgoing, problem: Problem): void;
  send?(call: Call<unknown>, options: SendOptions): Promise<unknown>;
  now?(): number;
}

export const waiting = (state: QueueState): readonly Outgoing[] => state.items.filter((item) => !item.refused);
export const refusedOf = (state: QueueState): readonly Outgoing[] => state.items.filter((item) => item.refused);

function locked(work: () => Promise<void>): Promise<void> {
  const locks = typeof navigator !== "undefined" ? navigator.locks : undefined;
  return locks ? locks.request("hesap-out", work) as Promise<void> : work();
}

/** What a failed try means: try later, or show the person. A 401 waits for the next sign-in. */
export function verdict(problem: Problem): "later" | "refused" {
  const isLater = problem.isUnanswered || problem.status === 401 || problem.status === 429 || problem.status >= 500;
  return isLater || problem.code === "idempotency_in_progress" ? "later" : "refused";
}

export async function createQueue(parts: QueueParts): Promise<Queue> {
  const { shelf, send = sendNow, now = Date.now } = parts;
  const kept = (await shelf.all()).sort((a, b) => a.seq - b.seq);
  const store = createStore<QueueState>({ items: kept, sending: false, lasts: shelf.lasts });
  let running: Promise<void> | undefined;
  let flying: string | undefined;

  const replace = async (item: Outgoing) => {
    store.set((state) => ({ items: state.items.map((other) => (other.id === item.id ? item : other)) }));
    await shelf.put(item.id, item);
  };
  const drop = async (id: string) => {
    await shelf.remove(id);
    store.set((state) => ({ items: state.items.filter((item) => item.id !== id) }));
  };

  /** Sends one; true when the next may follow. */
  async function deliver(item: Outgoing): Promise<boolean> {
    flying = item.id;
    try {
      const answer = await send(item.call, { key: item.id, token: item.token, renews: false });
      parts.done(item, answer);
      await drop(item.id);
      return true;
    } catch (fault) {
      const problem = asProblem(fault);
      if (verdict(problem) === "refused") {
        const { status, code, message } = problem;
        await replace({ ...item, tries: item.tries + 1, refused: { status, code, message } });
        parts.refused?.(item, problem);
        return true;
      }
      await replace({ ...item, tries: item.tries + 1, token: problem.status === 401 ? parts.token() : item.token });
      return false;
    }
  }
  async function drain() {
    store.set({ sending: true });
    try {
      for (let next = waiting(store.get())[0]; next; next = waiting(store.get())[0]) {
        if (!(await deliver(next))) break;
      }
    } finally {
      store.set({ sending: false });
    }
  }
  const flush = () => (running ??= locked(drain).finally(() => (running = undefined)));
  async function push(given: Write) {
    const seq = Math.max(0, ...store.get().items.map((item) => item.seq)) + 1;
    const item: Outgoing = { ...given, id: newID(), seq, at: now(), token: parts.token(), tries: 0 };
    store.set((state) => ({ items: [...state.items, item] }));
    await shelf.put(item.id, item);
    void flush();
    return item;
  }
  async function again(id: string) {
    const item = store.get().items.find((other) => other.id === id);
    if (!item) return;
    await drop(id);
    await push({ kind: item.kind, about: item.about, label: item.label, call: item.call, data: item.data });
  }
  function amend(id: string, change: Pick<Write, "call" | "label" | "data">): boolean {
    const item = store.get().items.find((other) => other.id === id);
    if (!item || item.tries > 0 || item.refused || flying === id) return false;
    void replace({ ...item, ...change });
    return true;
  }
  return { store, push, amend, flush, dismiss: drop, again };
}
