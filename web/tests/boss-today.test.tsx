import assert from "node:assert/strict";
import test from "node:test";
import { changedFields, Known, pathSaid, unsaid, valueSaid } from "../apps/boss/model/audit";
import { businessDayAt, lastDays, shifted } from "../apps/boss/model/days";
import { actionsOf, choicesOf, granted, inOrder, limitOf, limitText } from "../apps/boss/model/grants";
import { rateOf } from "../apps/boss/model/tax";
import { barsOf, bestOf, changeOf, shares, weekdayOf } from "../apps/boss/model/today";

test("a figure is compared with the week before, and with nothing when there was nothing", () => {
  assert.deepEqual(changeOf(112, 100), { ratio: 0.12, direction: "up" });
  assert.deepEqual(changeOf(90, 100), { ratio: -0.1, direction: "down" });
  assert.equal(changeOf(1001, 1000)?.direction, "same");
  assert.equal(changeOf(5, 0), null);
  assert.equal(weekdayOf("2026-11-20"), 5);
});

test("hours stand in the order of a business day, empty ones included", () => {
  const bars = barsOf([{ hour: 0, net: 300, checks: 1 }, { hour: 21, net: 900, checks: 2 }, { hour: 23, net: 100, checks: 1 }], 240);
  assert.deepEqual(bars.map((bar) => bar.hour), [21, 22, 23, 0]);
  assert.equal(bars[1]?.net, 0);
  assert.equal(bestOf(bars)?.hour, 21);
  assert.deepEqual(barsOf([{ hour: 5, net: 1, checks: 1 }, { hour: 6, net: 1, checks: 1 }], 360).map((bar) => bar.hour)
    .filter((hour) => hour === 5 || hour === 6), [6, 5], "a branch whose day begins at six");
  assert.deepEqual(barsOf([], 240), []);
  assert.equal(bestOf([]), null);
});

test("shares are parts of the whole", () => {
  assert.deepEqual(shares([{ amount: 300 }, { amount: 100 }]).map((row) => row.share), [0.75, 0.25]);
  assert.deepEqual(shares([{ amount: 0 }]).map((row) => row.share), [0]);
});

test("days are counted without clocks and their changes of time", () => {
  assert.equal(shifted("2026-03-01", -1), "2026-02-28");
  assert.deepEqual(lastDays("2026-11-21", 7), { from: "2026-11-15", to: "2026-11-21" });
});

test("a period ends with the branch's business day, not with the calendar's", () => {
  const clock = { timeZone: "Europe/Istanbul", dayStart: 240 };
  const at = (local: string) => businessDayAt(clock, Date.parse(`${local}+03:00`));
  assert.equal(at("2026-11-21T23:59"), "2026-11-21");
  assert.equal(at("2026-11-22T00:00"), "2026-11-21");
  assert.equal(at("2026-11-22T03:59"), "2026-11-21");
  assert.equal(at("2026-11-22T04:00"), "2026-11-22");
  assert.deepEqual(lastDays(at("2026-12-01T01:00"), 7), { from: "2026-11-24", to: "2026-11-30" });
  const midnight = { timeZone: "Europe/Berlin", dayStart: 0 };
  assert.equal(businessDayAt(midnight, Date.parse("2026-10-24T21:59Z")), "2026-10-24");
  assert.equal(businessDayAt(midnight, Date.parse("2026-10-24T22:00Z")), "2026-10-25", "the night of the clocks");
  assert.equal(businessDayAt({ timeZone: "Europe/Berlin", dayStart: 180 }, Date.parse("2026-10-25T01:59Z")), "2026-10-24");
});

const known: Known = { lang: "tr", actions: { "check.discount": "İndirim" }, codes: [],
  truths: { true: "evet", false: "hayır" }, nameOf: (id) => (id === "a" ? "Süt" : undefined) };
const said = (rows: ReturnType<typeof changedFields>) =>
  rows.map((row) => [pathSaid(row, known), valueSaid(row.before, known), valueSaid(row.after, known)]);

test("an audit entry shows only the fields that differ", () => {
  const rows = changedFields({ name: "Ayran", price: 4500, groups: ["a"] }, { name: "Ayran", price: 5000, groups: [] });
  assert.deepEqual(said(rows), [["Fiyat", "₺45,00", "₺50,00"], ["Seçenek grupları", "Süt", ""]]);
  assert.deepEqual(changedFields(null, { id: "x", version: 3 }), [], "ids and versions are nobody's business");
  assert.deepEqual(changedFields(undefined, undefined), []);
});

test("an audit entry speaks people's words", () => {
  const portion = (price: number) => ({ portions: [{ id: "p", name: { tr: "Büyük", en: "Large" }, price }] });
  assert.deepEqual(said(changedFields(portion(100), portion(250))), [["Porsiyonlar › Büyük › Fiyat", "₺1,00", "₺2,50"]]);
  assert.deepEqual(said(changedFields({ state: "open" }, { state: "partially_paid" })),
    [["Durum", "Açık", "Kısmen ödendi"]]);
  const grant = (permission: string, limit: number | null) => ({ grants: { "check.discount": { permission, limit } } });
  assert.deepEqual(said(changedFields(grant("deny", null), grant("allow", 1000))),
    [["Yetkiler › İndirim › İzin", "Yasak", "Serbest"], ["Yetkiler › İndirim › Üst sınır", "", "%10"]]);
  const rule = { rules: [{ kind: "percent", value: 2500, fromSecond: 61_200, weekdays: 31 }] };
  assert.deepEqual(said(changedFields(null, rule)), [["Kurallar › 1 › Tür", "", "Yüzde"], ["Kurallar › 1 › Değer", "", "%25"],
    ["Kurallar › 1 › Başlangıç", "", "17:00"], ["Kurallar › 1 › Günler", "", "Pzt, Sal, Çar, Per, Cum"]]);
  assert.deepEqual(unsaid({ state: "melted", colour: 1 }, null, known), ["code state=melted", "field colour", "kind of colour"]);
});

test("roles stand in their usual order, the venue's own after them", () => {
  const role = (id: string) =>
    ({ id, name: id, grants: { "check.open": { permission: "allow" as const } }, approvable: ["line.comp"] });
  assert.deepEqual(inOrder([role("cook"), role("barista"), role("owner"), role("waiter")]).map((one) => one.id),
    ["owner", "waiter", "cook", "barista"]);
  assert.deepEqual(actionsOf([role("cook")]), ["check.open"]);
  assert.deepEqual(choicesOf(role("cook"), "check.open"), ["allow", "deny"], "what the server says nobody can approve");
  assert.deepEqual(choicesOf(role("cook"), "line.comp"), ["allow", "approve", "deny"]);
});

test("a ceiling belongs to discounts alone and goes with a refusal", () => {
  assert.deepEqual(granted("check.discount", { permission: "allow", limit: 1000 }, "approve"), { permission: "approve", limit: 1000 });
  assert.deepEqual(granted("check.discount", { permission: "allow", limit: 1000 }, "deny"), { permission: "deny" });
  assert.deepEqual(granted("check.void", { permission: "deny" }, "allow"), { permission: "allow" });
  assert.deepEqual(["12,5", "", "%10", "0", "abc", "101"].map(limitOf), [1250, undefined, 1000, null, null, null]);
  assert.deepEqual([limitText(1250), limitText(null)], ["12,5", ""]);
});

test("the rate of a tax class is the newest that has begun", () => {
  const rate = (validFrom: string, bp: number, orderType: "takeaway" | null = null) => ({ jurisdiction: "TR", validFrom, rate: bp, orderType });
  const rates = [rate("2020-01-01", 800), rate("2023-07-10", 1000), rate("2030-01-01", 2000), rate("2024-01-01", 100, "takeaway")];
  assert.equal(rateOf({ rates }, "2026-11-21"), 1000);
  assert.equal(rateOf({ rates: [] }, "2026-11-21"), undefined);
});
