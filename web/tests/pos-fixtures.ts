// A small menu and a check, as the server would say them.
import { CheckLine, CheckView, MenuProduct, MenuView } from "@lib/api.types";
import { indexMenu } from "../apps/pos/model/menu";

const product = (id: string, category: string, price: number, more: Partial<MenuProduct> = {}): MenuProduct => ({
  id, category, name: { tr: id, en: id }, price, taxRate: 1000, weighed: false, favorite: false, groups: [],
  allergens: [], description: {}, portions: [], prepMinutes: 0, alcohol: false, pork: false, available: "on", position: 0, ...more,
});

const option = (id: string, price: number, isDefault = false) =>
  ({ id, name: { tr: id }, price, available: true, default: isDefault });

export const view: MenuView = {
  version: 1, currency: "TRY",
  categories: [{ id: "drinks", name: { tr: "İçecek", en: "Drinks" }, position: 1, color: "#8A4F00", favorite: true },
    { id: "food", name: { tr: "Yemek", en: "Food" }, position: 0, color: "#12704a", favorite: false },
    { id: "none", name: { tr: "Boş", en: "Empty" }, position: 2, color: "#1D4FD7", favorite: false }],
  products: [
    product("tea", "drinks", 2500, { name: { tr: "Çay", en: "Tea" }, plu: "12", barcode: "8690504012345", favorite: true }),
    product("latte", "drinks", 9000, { name: { tr: "Latte", en: "Latte" }, groups: ["extras", "size"], position: 1 }),
    product("rice", "food", 13000, { name: { tr: "Fırın Sütlaç", en: "Rice pudding" }, taxRate: 1000 }),
    product("cheese", "food", 40000, { name: { tr: "Peynir", en: "Cheese" }, weighed: true, plu: "00123", taxRate: 100 }),
  ],
  groups: [
    { id: "size", name: { tr: "Boy" }, min: 1, max: 1, free: 0, options: [option("small", 0), option("large", 2000)] },
    { id: "extras", name: { tr: "Ekstra" }, min: 0, max: 3, free: 1,
      options: [option("vanilla", 1500), option("shot", 2000)] },
  ],
};

export const menu = indexMenu(view);
export const me = { id: "u1", name: "Meltem" };
export const context = { menu, me, now: "2026-11-21T10:00:00.000Z" };

export const line = (id: string, more: Partial<CheckLine> = {}): CheckLine => ({
  id, product: "tea", name: { tr: "Çay" }, quantity: 1000, unitPrice: 2500, options: [], state: "new", voidedQuantity: 0,
  gross: 2500, discount: 0, net: 2500, taxRate: 1000, addedBy: me, addedAt: "2026-11-21T09:00:00.000Z", ...more,
});

export function check(lines: CheckLine[], more: Partial<CheckView> = {}): CheckView {
  const total = lines.filter((one) => one.state !== "voided").reduce((sum, one) => sum + one.net, 0);
  return {
    id: "k", no: 7, version: 3, state: "open", orderType: "dine_in", table: { id: "t", name: "4" }, guests: 2,
    waiter: me, openedAt: "2026-11-21T08:55:00.000Z", businessDay: "2026-11-21", currency: "TRY", lines, discounts: [],
    tenders: [], totals: { gross: total, discount: 0, comp: 0, total, paid: 0, remaining: total, tips: 0,
      kdv: [{ rate: 1000, gross: total, kdv: Math.round((total * 1000) / 11000) }] }, ...more,
  };
}
