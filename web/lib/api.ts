// The one way to the server. `openCheck({ branch }, body)` of api.gen.ts only describes a call; `send` makes it now and
// `queue.push` makes it when there is a connection. Every write carries an idempotency key, every call a time limit,
// every refusal becomes a Problem with the server's stable code.
import { configured } from "./config";
import { lang } from "./i18n";
import { newID } from "./ids";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A described call; `answer` never holds anything, it carries the type of what comes back. */
export interface Call<T> {
  method: Method;
  path: string;
  body?: unknown;
  readonly answer?: T;
}

export interface Fault {
  pointer?: string;
  code?: string;
  message?: string;
}

/** A refusal of the server, or one of our own: `offline` (nothing answered) and `timeout`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: readonly Fault[];
  /** What the refused thing's state is instead, when the server says it. */
  readonly state: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, body: Record<string, unknown> = {}) {
    const text = (key: string) => (typeof body[key] === "string" ? (body[key] as string) : undefined);
    super(text("detail") ?? text("title") ?? code);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.title = text("title") ?? code;
    this.errors = Array.isArray(body.errors) ? (body.errors as Fault[]) : [];
    this.state = text("state");
    this.body = body;
  }

  /** Nothing is known about what the server did: the same key may and should be sent again. */
  get isUnanswered(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export interface Auth {
  /** The bearer token of the person at the screen, or of the device when nobody is. */
  token(): string | null;
  /** Called on a 401: shows the PIN pad over the screen; true when there is a new token to try again with. */
  renew(problem: Problem): Promise<boolean>;
}

let auth: Auth = { token: () => null, renew: () => Promise.resolve(false) };

export function setAuth(next: Auth): void {
  auth = next;
}

export interface SendOptions {
  /** The idempotency key; a new one when not given. A retry must give the first one. */
  key?: string;
  /** Instead of the signed-in person's token; null sends none. */
  token?: string | null;
  timeoutMs?: number;
  /** False: a 401 is the caller's to show (sign-in itself). */
  renews?: boolean;
}

export const defaultTimeoutMs = 10_000;

function headers(call: Call<unknown>, key: string, token: string | null): Record<string, string> {
  const fields: Record<string, string> = { Accept: "application/json", "Accept-Language": lang() };
  if (token) fields.Authorization = `Bearer ${token}`;
  if (call.method !== "GET") fields["Idempotency-Key"] = key;
  if (call.body !== undefined) fields["Content-Type"] = "application/json";
  return fields;
}

async function exchange(call: Call<unknown>, key: string, token: string | null, timeoutMs: number): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  const init: RequestInit = { method: call.method, headers: headers(call, key, token), signal: limit.signal,
    cache: "no-store", credentials: "omit" };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  try {
    return await fetch((await configured()).api + call.path, init);
  } catch {
    throw new Problem(0, limit.signal.aborted ? "timeout" : "offline");
  } finally {
    clearTimeout(timer);
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => ({}));
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return new Problem(answer.status, typeof fields.code === "string" ? fields.code : `http_${answer.status}`, fields);
}

async function read<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as unknown as T;
  const text = await answer.text().catch(() => {
    throw new Problem(0, "offline");
  });
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** Makes a call and gives its answer; throws a Problem and nothing else. */
export async function send<T>(call: Call<T>, options: SendOptions = {}): Promise<T> {
  const key = options.key ?? newID();
  const token = () => (options.token === undefined ? auth.token() : options.token);
  const limit = options.timeoutMs ?? defaultTimeoutMs;
  let answer = await exchange(call, key, token(), limit);
  if (answer.status === 401 && options.renews !== false) {
    const problem = await problemOf(answer);
    if (!(await auth.renew(problem))) throw problem;
    answer = await exchange(call, key, options.token === undefined ? auth.token() : options.token, limit);
  }
  if (!answer.ok) throw await problemOf(answer);
  return read<T>(answer);
}

/** Fetches a document that is not JSON (a receipt as HTML or PDF) with the person's token. */
export async function fetchDocument(path: string, accept: string): Promise<Blob> {
  const fields = headers({ method: "GET", path }, "", auth.token());
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), defaultTimeoutMs);
  try {
    const { api } = await configured();
    const answer = await fetch(api + path, { headers: { ...fields, Accept: accept }, signal: limit.signal });
    if (!answer.ok) throw await problemOf(answer);
    return await answer.blob();
  } catch (fault) {
    throw fault instanceof Problem ? fault : new Problem(0, "offline");
  } finally {
    clearTimeout(timer);
  }
}

export function asProblem(fault: unknown): Problem {
  return fault instanceof Problem ? fault : new Problem(0, "screen_fault", { detail: String(fault) });
}
