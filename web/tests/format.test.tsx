import assert from "node:assert/strict";
import test from "node:test";
import { calendarDay, compare, dayDigits, dayTime, fold, money, moneyPaper, moneyShort, ownCurrency, parseDay, parseMoney, percent,
  quantity, setCurrency, setZone, span, time } from "@lib/format";

test("money is written as the language writes it", () => {
  assert.equal(money(123450, "TRY", "tr"), "₺1.234,50");
  assert.equal(money(123450, "TRY", "en"), "₺1,234.50");
  assert.equal(moneyShort(8643000, "TRY", "tr"), "₺86.430");
  assert.equal(moneyShort(8643050, "TRY", "tr"), "₺86.430,50");
  assert.equal(money(123450, "JPY", "en"), "¥123,450");
  assert.equal(moneyPaper(123450, "KWD", "en"), "123.450 KWD");
  setCurrency("EUR");
  assert.equal(money(123450, ownCurrency(), "tr"), "€1.234,50");
  assert.equal(moneyShort(5000, undefined, "en"), "€50");
  setCurrency(undefined);
});

test("a calendar day is written as it is, in whatever zone the branch lies", () => {
  setZone("America/Los_Angeles");
  assert.equal(calendarDay("2026-11-01", "tr"), "1 Kas 2026");
  setZone("Pacific/Auckland");
  assert.equal(calendarDay("2026-11-30", "en"), "30 Nov 2026");
  setZone(undefined);
});

test("paper has TL because printers have no ₺", () => {
  assert.equal(moneyPaper(123450, "TRY", "tr"), "1.234,50 TL");
});

test("percent and quantity follow the language", () => {
  assert.equal(percent(0.12, "tr"), "%12");
  assert.equal(percent(0.12, "en"), "12%");
  assert.equal(quantity(1250, "tr"), "1,25");
  assert.equal(quantity(2000, "tr"), "2");
});

test("an amount is read however it was typed", () => {
  assert.equal(parseMoney("1.234,50"), 123450);
  assert.equal(parseMoney("1,234.50"), 123450);
  assert.equal(parseMoney("1.234"), 123400);
  assert.equal(parseMoney("12,5"), 1250);
  assert.equal(parseMoney("12"), 1200);
  assert.equal(parseMoney("₺ 45,00"), 4500);
  assert.equal(parseMoney("on iki"), null);
  assert.equal(parseMoney(""), null);
});

test("search folds Turkish letters", () => {
  assert.equal(fold("SÜTLAÇ"), "sutlac");
  assert.equal(fold("Işkembe"), fold("ışkembe"));
  assert.equal(fold("İzgara"), "izgara");
});

test("names sort by the Turkish alphabet, numbers by value", () => {
  assert.deepEqual(["Masa 10", "Masa 2"].sort((a, b) => compare(a, b, "tr")), ["Masa 2", "Masa 10"]);
  assert.deepEqual(["Şalgam", "Su", "Sütlaç", "Çay", "Cacık"].sort((a, b) => compare(a, b, "tr")),
    ["Cacık", "Çay", "Su", "Sütlaç", "Şalgam"]);
});

test("times are the branch's", () => {
  setZone("Europe/Istanbul");
  assert.equal(time("2026-11-21T09:43:00.000Z", "tr"), "12:43");
  assert.match(dayTime("2026-11-21T22:30:00.000Z", "tr"), /22 Kas.*01:30/);
  setZone(undefined);
});

test("nothing has no sign", () => {
  assert.equal(moneyPaper(-0, "TRY", "tr"), "0,00 TL");
});

test("spans read as a clock", () => {
  assert.equal(span(187_000), "3:07");
  assert.equal(span(3_787_000), "1:03:07");
  assert.equal(span(-5), "0:00");
});

test("days are typed as people write them", () => {
  assert.equal(dayDigits("2026-11-22", "tr"), "22.11.2026");
  assert.equal(dayDigits("2026-11-22", "en"), "22/11/2026");
  assert.equal(parseDay(" 1.2.2026"), "2026-02-01");
  assert.equal(parseDay("22/11/2026"), "2026-11-22");
  for (const wrong of ["31.2.2026", "22.11.26", "2026-11-22", "", "22.13.2026"]) assert.equal(parseDay(wrong), null);
});
