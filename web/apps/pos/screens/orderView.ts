// The view state of the order screen: search, category, the opened line, the number typed before a product, and which
// dialog is open. Nothing here is truth.
import { useMemo, useRef, useState } from "react";
import { press } from "@kit/Numpad";
import { toast } from "@kit/Toast";
import { MenuProduct } from "@lib/api.types";
import { named } from "@lib/i18n";
import { addProduct, Place, removeLine, sendNew, setQuantity } from "../entry";
import { newLines, ShownCheck, ShownLine } from "../model/fold";
import { Choice, defaultChoices, findByCode, isSoldOut, MenuIndex, needsSheet, search } from "../model/menu";
import { floor, router } from "../routes";
import { text } from "../text";

export type Dialogue =
  | { name: "options"; product: MenuProduct; quantity: number; line?: ShownLine }
  | { name: "weight"; product: MenuProduct }
  | { name: "note" | "void" | "comp"; line: ShownLine }
  | { name: "discount"; line?: ShownLine }
  | { name: "more" | "split" | "move" | "merge" | "guests" | "availability" | "voidCheck" | "bill" };

export interface OrderView {
  search: string;
  setSearch(search: string): void;
  category: string;
  setCategory(category: string): void;
  /** Digits typed before a product: "3" then a tap is three of it. */
  typed: string;
  typeDigit(key: string): void;
  isKeypadOpen: boolean;
  toggleKeypad(): void;
  selected: string | null;
  select(line: string | null): void;
  dialogue: Dialogue | null;
  open(dialogue: Dialogue | null): void;
  isTicketOpen: boolean;
  toggleTicket(): void;
  /** One tap, scan or number: the product goes on the check, or its questions are asked. */
  take(product: MenuProduct, quantity?: number, times?: string): void;
  add(product: MenuProduct, quantity: number, choices: Choice[], portion?: string): void;
  stepSelected(by: number): void;
  dropSelected(): void;
  enterCode(): void;
  enterSearch(): void;
  escape(): void;
  pay(): void;
}

interface Parts {
  place: Place;
  check: ShownCheck | null;
  menu: MenuIndex | null;
  typed: string;
  selected: string | null;
  search: string;
  dialogue: Dialogue | null;
}

interface Setters {
  setTyped(typed: string): void;
  setSelected(line: string | null): void;
  setSearch(search: string): void;
  open(dialogue: Dialogue | null): void;
}

/** What was searched for is found: the field is free for the next one, and keeps the keys if it had them. */
function clearSearch(set: Setters, search: string) {
  if (!search) return;
  set.setSearch("");
  searchField()?.focus();
}

export const searchField = () => document.querySelector<HTMLInputElement>(".order-search input");

function taking(now: () => Parts, set: Setters) {
  function take(product: MenuProduct, quantity?: number, times = now().typed) {
    const { menu, place } = now();
    if (!menu) return;
    const name = named(product.name);
    if (isSoldOut(product)) return toast(text.now().soldOutSaid(name), { tone: "warn" });
    clearSearch(set, now().search);
    const wanted = quantity ?? Math.max(1, Math.min(99, Number(times) || 1)) * 1000;
    set.setTyped("");
    if (product.weighed && quantity === undefined) return set.open({ name: "weight", product });
    if (needsSheet(menu, product)) return set.open({ name: "options", product, quantity: wanted });
    addProduct(place, product, wanted, defaultChoices(menu, product));
  }
  function enterCode() {
    const { menu, typed } = now();
    if (!menu || typed === "") return;
    set.setTyped("");
    const found = findByCode(menu, typed);
    if (found) take(found.product, found.quantity, "");
    else toast(text.now().unknownCode(typed), { tone: "bad" });
  }
  /** Enter in the search: a typed code, or the only product that fits. */
  function enterSearch() {
    const { menu, search: typed } = now();
    if (!menu || typed.trim() === "") return;
    const coded = findByCode(menu, typed.trim());
    const [only, second] = search(menu, typed);
    const product = coded?.product ?? (only && !second ? menu.products[only] : undefined);
    if (product) take(product, coded?.quantity);
    else if (!only) toast(text.now().unknownCode(typed.trim()), { tone: "bad" });
  }
  return { take, enterCode, enterSearch };
}

function selecting(now: () => Parts, set: Setters) {
  const chosen = () => {
    const { check, selected } = now();
    return check?.lines.find((line) => line.id === selected) ?? newLines(check).slice(-1)[0];
  };
  function stepSelected(by: number) {
    const line = chosen();
    if (line?.state === "new") setQuantity(now().place, line, line.quantity + by);
  }
  function dropSelected() {
    const line = chosen();
    if (!line) return;
    if (line.state === "new") removeLine(now().place, line);
    else if (line.state !== "voided" && line.state !== "comped") set.open({ name: "void", line });
  }
  function pay() {
    const { place, check } = now();
    if (!check || check.lines.length === 0) return;
    if (newLines(check).length > 0) sendNew(place, true);
    router.go({ name: "pay", check: place.check });
  }
  function escape() {
    const { typed, search, selected } = now();
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) {
      field.blur();
      set.setSearch("");
    } else if (typed) set.setTyped("");
    else if (search) set.setSearch("");
    else if (selected) set.setSelected(null);
    else router.go(floor);
  }
  return { stepSelected, dropSelected, pay, escape };
}

export function useOrderView(place: Place, check: ShownCheck | null, menu: MenuIndex | null): OrderView {
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState("");
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState<string | null>(null);
  const [dialogue, open] = useState<Dialogue | null>(null);
  const [isKeypadOpen, setKeypad] = useState(false);
  const [isTicketOpen, setTicket] = useState(false);
  const parts = useRef<Parts>({ place, check, menu, typed, selected, search, dialogue });
  parts.current = { place, check, menu, typed, selected, search, dialogue };
  const acts = useMemo(() => {
    const now = () => parts.current;
    const set: Setters = { setTyped, setSelected, setSearch, open };
    return {
      ...taking(now, set), ...selecting(now, set),
      typeDigit: (key: string) => setTyped((before) => press(before, key as "back")),
      toggleKeypad: () => setKeypad((isOn) => !isOn),
      toggleTicket: () => setTicket((isOn) => !isOn),
      select: (line: string | null) => setSelected((before) => (before === line ? null : line)),
      add: (product: MenuProduct, quantity: number, choices: Choice[], portion?: string) =>
        addProduct(now().place, product, quantity, choices, portion),
    };
  }, []);
  return { search, setSearch, category, setCategory, typed, selected, dialogue, open, isKeypadOpen, isTicketOpen,
    ...acts };
}
