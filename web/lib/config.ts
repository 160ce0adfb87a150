// Where the server is. Screens may lie in a bucket on another origin: a `config.json` beside their index.html then
// names the API's, the sockets' and the menu's origins. Without it everything is on this origin.
export interface Config {
  /** Origin of the API, without a slash at its end. */
  api: string;
  /** Origin of the sockets, ws: or wss:. */
  socket: string;
  /** Origin of the guests' menu. */
  menu: string;
}

export function sameOrigin(origin: string): Config {
  return { api: origin, socket: origin.replace(/^http/, "ws"), menu: origin };
}

/** The origins that a config.json names, each of them optional; the rest follows from `api`. */
export function configFrom(given: unknown, origin: string): Config {
  const named = (typeof given === "object" && given !== null ? given : {}) as Record<string, unknown>;
  const text = (key: string) => {
    const value = named[key];
    return typeof value === "string" ? value.replace(/\/+$/, "") : undefined;
  };
  const base = sameOrigin(text("api") ?? origin);
  return { api: base.api, socket: text("socket") ?? base.socket, menu: text("menu") ?? base.menu };
}

let present: Config | undefined;

export function config(): Config {
  return (present ??= sameOrigin(location.origin));
}

let reading: Promise<Config> | undefined;

/** Whether `config.json` is still under way: calls and sockets wait for it, the first screen does not. */
export const isReading = (): boolean => reading !== undefined;

/** What holds once `config.json` has been read. */
export const configured = (): Promise<Config> => reading ?? Promise.resolve(config());

/** Reads `config.json` once, when the app starts; a missing file is the usual case. */
export function loadConfig(base: string): void {
  reading = read(base).then((found) => {
    present = found;
    reading = undefined;
    return found;
  });
}

async function read(base: string): Promise<Config> {
  try {
    const answer = await fetch(`${base}config.json`, { cache: "no-cache" });
    const isJSON = (answer.headers.get("content-type") ?? "").includes("json");
    return configFrom(answer.ok && isJSON ? await answer.json() : {}, location.origin);
  } catch {
    return sameOrigin(location.origin);
  }
}
