import { dom } from "./env";
import assert from "node:assert/strict";
import test from "node:test";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { ApprovalTerms, SignedIn } from "@lib/api.types";
import { setLang } from "@lib/i18n";
import { session } from "@lib/session";
import { ApprovalHost, approved } from "../apps/pos/approval";
import { checkSaid, lineSaid, offSaid, partSaid } from "../apps/pos/screens/said";
import { text } from "../apps/pos/text";
import { check, line } from "./pos-fixtures";

const answer = (status: number, body: unknown) => ({ ok: status < 300, status, json: async () => body,
  text: async () => JSON.stringify(body) });

/** What the dialog says when the server asks for an approval of this action. */
async function said(action: string, grant: { permission: string; limit?: number },
  what: string | ((terms: ApprovalTerms) => string), reason?: string, terms: ApprovalTerms = {}) {
  const problem = { status: 403, code: "approval_required", action, subject: "s", terms };
  Object.assign(globalThis, { fetch: async (path: string) =>
    (path.endsWith("/people") ? answer(200, { items: [] }) : answer(403, problem)) });
  session.set({ me: { person: { id: "me" }, grants: { [action]: grant } } as unknown as SignedIn });
  const place = dom.window.document.createElement("div");
  dom.window.document.body.append(place);
  const root = createRoot(place);
  act(() => root.render(<ApprovalHost />));
  let result: Promise<unknown> = Promise.resolve();
  await act(async () => {
    result = approved(() => ({ method: "POST", path: "/api/v1/x", body: {} }), { what, reason });
    await new Promise((wait) => setTimeout(wait, 20));
  });
  const rows = [...place.querySelectorAll(".approval-about p")].map((row) => row.textContent);
  await act(async () => {
    place.querySelector<HTMLButtonElement>("dialog button")?.click();
    assert.equal(await result, null, "closed without an approval: nothing is done");
  });
  act(() => root.unmount());
  return rows;
}

const latte = line("a", { quantity: 3000, net: 27000, name: { tr: "Sütlü kahve", en: "Latte" }, state: "sent" });

test("an approver is told what is asked of them and why, in English", async () => {
  setLang("en");
  const t = text.now().approve;
  assert.deepEqual(await said("line.void", { permission: "approve" }, t.voidLine(lineSaid(latte, 2000), partSaid(latte, 2000)),
    "Took too long"), ["Void 2 × Latte — ₺180.00", "Reason: Took too long", "You may do this only with somebody's approval."]);
  assert.deepEqual(await said("check.discount", { permission: "allow", limit: 1000 },
    (terms) => t.discount(offSaid(terms), checkSaid(check([latte]))), "Asked for", { percent: 1500, amount: 4050, reason: "Waited" }),
  ["Discount 15% (₺40.50) · Check 7 · Table 4", "Reason: Waited", "Your own limit is 10%."]);
});

test("an approver is told what is asked of them and why, in Turkish", async () => {
  setLang("tr");
  const t = text.now().approve;
  assert.deepEqual(await said("line.void_prepared", { permission: "approve" },
    t.voidLine(lineSaid(latte), partSaid(latte)), "Çok gecikti"),
  ["İptal: 3 × Sütlü kahve — ₺270,00", "Neden: Çok gecikti", "Mutfak bunu hazırlamaya başladı: zayi olacak."]);
  assert.deepEqual(await said("drawer.move", { permission: "allow", limit: 50_000 }, t.payOut("₺600,00", "Kasa 1")),
    ["Kasa 1 para çıkışı: ₺600,00", "Kendi sınırınız ₺500,00."]);
});

test("who approved something else is asked again, for what it is now", async () => {
  setLang("en");
  session.set({ branch: { id: "b" } } as never);
  const asked: ApprovalTerms[] = [];
  const bodies: unknown[] = [];
  const refusals = [["approval_required", 900], ["approval_differs", 8100]] as const;
  Object.assign(globalThis, { fetch: async (path: string, init?: { body?: string }) => {
    if (path.endsWith("/people")) return answer(200, { items: [{ id: "m", name: "Ada", role: "manager", initials: "A" }] });
    const body = JSON.parse(init?.body ?? "{}") as { terms: ApprovalTerms };
    if (path.endsWith("/approvals")) {
      asked.push(body.terms);
      return answer(201, { approval: `a${asked.length}` });
    }
    const refusal = refusals[bodies.push(body) - 1];
    return refusal ? answer(403, { status: 403, code: refusal[0], action: "check.discount", subject: "s",
      terms: { amount: refusal[1] } }) : answer(200, { done: true });
  } });
  const place = dom.window.document.createElement("div");
  dom.window.document.body.append(place);
  const root = createRoot(place);
  act(() => root.render(<ApprovalHost />));
  const there = async (selector: string, has: (found: Element) => boolean = () => true) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = place.querySelector(selector);
      if (found && has(found)) return found;
      await act(async () => { await new Promise((wait) => setTimeout(wait, 5)); });
    }
    throw new Error(`no ${selector} in ${place.innerHTML}`);
  };
  const press = (button: Element | undefined) => act(() => (button as HTMLButtonElement).click());
  const result = approved((approval) => ({ method: "POST", path: "/api/v1/x", body: approval }),
    { what: ({ amount }) => `off ${amount}` });
  for (const shown of ["off 900", "off 8100"]) {
    await there(".approval-what", (said) => said.textContent === shown);
    press(await there(".people button"));
    const keys = [...place.querySelectorAll(".approval-pin button")];
    for (const digit of "2580") press(keys.find((key) => key.textContent === digit));
    press(keys[keys.length - 1]);
  }
  assert.deepEqual(await act(() => result), { done: true });
  assert.deepEqual(asked, [{ amount: 900 }, { amount: 8100 }], "each approval is for what was shown");
  assert.deepEqual(bodies, [{}, { approval: "a1" }, { approval: "a2" }]);
  act(() => root.unmount());
});
