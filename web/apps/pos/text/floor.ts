// Tables and open checks.
import { counted } from "@lib/i18n";

const hours = (n: number) => `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`;

export const en = {
  tables: "Tables",
  quickSale: "Quick sale",
  takeaway: "Takeaway",
  openChecks: "Open checks",
  noOpenChecks: "No open check without a table.",
  floorEmpty: "No table is set up in this branch yet.",
  plan: "Plan",
  list: "List",
  guestsShort: (n: number) => `${n} p.`,
  minutes: (n: number) => (n < 60 ? `${n} min` : `${hours(n)} h`),
  seats: (n: number) => counted(n, "seat"),
  state: { free: "Free", seated: "Seated", ordered: "Ordered", ready: "Ready", billed: "Bill" },
  unsent: (n: number) => `${n} unsent`,
  ready: (n: number) => `${n} ready`,
  waiter: (name: string) => `Waiter: ${name}`,
  lineShort: (n: number) => counted(n, "item"),
};

export const tr: typeof en = {
  tables: "Masalar",
  quickSale: "Hızlı satış",
  takeaway: "Paket",
  openChecks: "Açık adisyonlar",
  noOpenChecks: "Masasız açık adisyon yok.",
  floorEmpty: "Bu şubede henüz masa tanımlı değil.",
  plan: "Plan",
  list: "Liste",
  guestsShort: (n) => `${n} kişi`,
  minutes: (n) => (n < 60 ? `${n} dk` : `${hours(n)} sa`),
  seats: (n) => `${n} kişilik`,
  state: { free: "Boş", seated: "Oturdu", ordered: "Sipariş", ready: "Hazır", billed: "Hesap" },
  unsent: (n) => `${n} gönderilmedi`,
  ready: (n) => `${n} hazır`,
  waiter: (name) => `Garson: ${name}`,
  lineShort: (n) => `${n} ürün`,
};
