// Who is at this screen: the device paired by a code, the person signed in by PIN (or by e-mail at a desk), and what
// they may do. A refused token locks the screen and keeps it: the PIN pad comes over it and the call goes on.
import { asProblem, Auth, Problem, send, setAuth } from "./api";
import { Action, Branch, Colleague, DeviceKind, listPeopleOfBranch, pairDevice, PairedDevice, pinSignIn, SessionView,
  signIn, signOut, SignedIn } from "./api.types";
import { setCurrency, setZone } from "./format";
import { lang, setLang } from "./i18n";
import { createStore } from "./store";

/** `device`: the paired device alone; `pin`: a paired device and a person; `mail`: a person with a password. */
export type SignInKind = "device" | "pin" | "mail";

export interface SessionState {
  /** `out`: nobody is signed in; `locked`: somebody was, and their screen is kept behind the PIN pad. */
  phase: "unpaired" | "out" | "locked" | "in";
  device: PairedDevice | null;
  me: SignedIn | null;
  branch: Branch | null;
}

export const session = createStore<SessionState>({ phase: "unpaired", device: null, me: null, branch: null });

session.subscribe(() => {
  const { branch, me, device } = session.get();
  setZone(branch?.timeZone);
  setCurrency((me ?? device)?.organization?.currency);
});

let app = "pos";
let kind: SignInKind = "pin";
let waitingForPIN: ((renewed: boolean) => void)[] = [];

const deviceKey = () => `hesap.device.${app}`;
const sessionKey = () => `hesap.session.${app}`;

function load<T>(area: () => Storage, key: string): T | null {
  try {
    const text = area().getItem(key);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

function save(area: () => Storage, key: string, value: unknown): void {
  try {
    if (value === null) area().removeItem(key);
    else area().setItem(key, JSON.stringify(value));
  } catch {
    // Storage is forbidden: it lasts for this page.
  }
}

/** At a desk the sign-in outlives the tab, at a till it ends with it. */
const area = () => (kind === "mail" ? localStorage : sessionStorage);

/** The token for calls: the person's, else the device's. */
export function token(): string | null {
  const { me, device } = session.get();
  return me?.token ?? device?.token ?? null;
}

function renew(problem: Problem): Promise<boolean> {
  const { me } = session.get();
  if (!me) {
    if (kind !== "mail" && problem.code !== "pin_locked") forgetDevice();
    return Promise.resolve(false);
  }
  session.set({ phase: "locked" });
  return new Promise((resolve) => waitingForPIN.push(resolve));
}

const auth: Auth = { token, renew };

const isFresh = (me: SignedIn | null) => !me?.expiresAt || Date.parse(me.expiresAt) > Date.now();

/** Takes up what this device remembers; called once before the first screen. */
export function restoreSession(appName: string, how: SignInKind): void {
  app = appName;
  kind = how;
  setAuth(auth);
  const device = kind === "mail" ? null : load<PairedDevice>(() => localStorage, deviceKey());
  const kept = load<SignedIn>(area, sessionKey());
  const me = isFresh(kept) && (device || kind === "mail") ? kept : null;
  const branch = device?.branch ?? rememberedBranch(me);
  session.set({ device, me, branch, phase: phaseOf(device, me) });
  // The language that was chosen here stays: this is the same person's screen, read again.
  if (me) setLang(lang());
}

function phaseOf(device: PairedDevice | null, me: SignedIn | null): SessionState["phase"] {
  if (kind === "mail") return me ? "in" : "out";
  if (!device) return "unpaired";
  return me || kind === "device" ? "in" : "out";
}

function rememberedBranch(me: SignedIn | null): Branch | null {
  const id = load<string>(() => localStorage, `hesap.branch.${app}`);
  return me?.branches.find((branch) => branch.id === id) ?? me?.branches[0] ?? null;
}

/** BOSS: shows another branch. */
export function chooseBranch(branch: Branch): void {
  save(() => localStorage, `hesap.branch.${app}`, branch.id);
  session.set({ branch });
}

function entered(me: SignedIn): void {
  save(area, sessionKey(), me);
  const { device, me: before } = session.get();
  const isOther = before !== null && before.person.id !== me.person.id;
  session.set({ me, branch: device?.branch ?? rememberedBranch(me), phase: "in" });
  if (before?.person.id !== me.person.id) setLang(me.person.language === "en" ? "en" : "tr");
  const waiting = waitingForPIN;
  waitingForPIN = [];
  waiting.forEach((resolve) => resolve(!isOther));
}

/** The branch was given another name or another beginning of its day: whoever works there knows at once. */
export function renewBranch(next: Branch): void {
  const { me, branch } = session.get();
  const renewed = (one: Branch) => (one.id === next.id ? { ...one, ...next } : one);
  session.set({ branch: branch && renewed(branch), me: me && { ...me, branches: me.branches.map(renewed) } });
  save(area, sessionKey(), session.get().me);
}

/** The business was given another name. */
export function renewOrganization(name: string): void {
  const { me, device } = session.get();
  session.set({ me: me && { ...me, organization: { ...me.organization, name } },
    device: device && { ...device, organization: { ...device.organization, name } } });
  save(area, sessionKey(), session.get().me);
  if (device) save(() => localStorage, deviceKey(), session.get().device);
}

/** A branch that was opened just now: it is shown at once. */
export function addBranch(branch: Branch): void {
  const { me } = session.get();
  if (!me) return;
  session.set({ me: { ...me, branches: [...me.branches, branch] } });
  save(area, sessionKey(), session.get().me);
  chooseBranch(branch);
}

/** Signs in by e-mail and password. Throws the server's refusal. */
export async function enterByMail(email: string, password: string): Promise<void> {
  entered(await send(signIn({ email, password }), { token: null, renews: false }));
}

/** Signs a person in by PIN on this device. Throws wrong_pin, pin_locked. */
export async function enterByPIN(person: string, pin: string): Promise<void> {
  const device = session.get().device;
  try {
    entered(await send(pinSignIn({ person, pin }), { token: device?.token ?? null, renews: false }));
  } catch (fault) {
    const problem = asProblem(fault);
    const isPIN = problem.code === "wrong_pin" || problem.code === "pin_locked";
    if (problem.status === 401 && !isPIN) forgetDevice();
    throw problem;
  }
}

export async function pair(code: string, deviceKind: DeviceKind, name: string): Promise<void> {
  const device = await send(pairDevice({ code, kind: deviceKind, name }), { token: null, renews: false });
  save(() => localStorage, deviceKey(), device);
  session.set({ device, me: null, branch: device.branch, phase: phaseOf(device, null) });
}

export function forgetDevice(): void {
  save(() => localStorage, deviceKey(), null);
  save(area, sessionKey(), null);
  session.set({ device: null, me: null, branch: null, phase: kind === "mail" ? "out" : "unpaired" });
  waitingForPIN.splice(0).forEach((resolve) => resolve(false));
}

/** Covers the screen with the PIN pad; what is on it stays. */
export function lock(): void {
  if (session.get().me) session.set({ phase: "locked" });
}

/**
 * Leaves the person's session here. At a desk the server ends all of the person's sessions; at a till only this screen
 * is left, since the same person may be working at another one.
 */
export async function leave(): Promise<void> {
  const { me } = session.get();
  save(area, sessionKey(), null);
  session.set({ me: null, phase: phaseOf(session.get().device, null) });
  waitingForPIN.splice(0).forEach((resolve) => resolve(false));
  if (me && kind === "mail") await send(signOut(), { token: me.token, renews: false }).catch(() => undefined);
}

/** The people who work here; the last list known when there is no connection. */
export async function colleagues(): Promise<Colleague[]> {
  const { device, branch } = session.get();
  if (!branch) return [];
  const key = `hesap.people.${branch.id}`;
  try {
    const as = { token: device?.token ?? token(), renews: false };
    const page = await send(listPeopleOfBranch({ branch: branch.id }), as);
    save(() => localStorage, key, page.items);
    return page.items;
  } catch (fault) {
    const problem = asProblem(fault);
    if (problem.status === 401 && device) forgetDevice();
    const kept = load<Colleague[]>(() => localStorage, key);
    if (kept && problem.isUnanswered) return kept;
    throw problem;
  }
}

export type Permission = "allow" | "approve" | "deny";

/** What the person may do: "approve" means with somebody else's PIN. */
export function may(action: Action, me: SessionView | null = session.get().me): Permission {
  return me?.grants[action]?.permission ?? "deny";
}

export const useMay = (action: Action): Permission => session.useSel((state) => may(action, state.me));
