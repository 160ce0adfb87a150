import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { toast } from "@kit/Toast";
import { useKeys } from "@lib/a11y";
import { send } from "@lib/api";
import { voidCheck } from "@lib/api.types";
import { newID } from "@lib/ids";
import { useWedge } from "@lib/wedge";
import { reread } from "../approval";
import { Place, sendNew } from "../entry";
import { ShownCheck } from "../model/fold";
import { findByCode, MenuIndex } from "../model/menu";
import { floor, goToTill, router } from "../routes";
import { text } from "../text";
import { accept, branch, truth } from "../till";
import { useCheck, useCheckAt } from "../useCheck";
import { Frame } from "./Frame";
import { begun, quickSale, scanned } from "./FloorScreen";
import { OrderLead, OrderSearch } from "./OrderHead";
import { OrderView, searchField, useOrderView } from "./orderView";
import { ProductGrid } from "./ProductGrid";
import { Ticket } from "./Ticket";

// The dialogs come after the screen: the common path opens none.
const dialogs = () => import("./OrderDialogs");
const OrderDialogs = lazy(() => dialogs().then((part) => ({ default: part.OrderDialogs })));
setTimeout(() => void dialogs().catch(() => undefined), 1500);

interface OrderScreenProps {
  table?: string;
  check?: string;
}

/** Which check this screen works on: the table's own, the address's, or a new one. */
function usePlace({ table, check }: OrderScreenProps): [Place, (guests: number) => void] {
  const found = truth.useSel((state) => (table ? state.tables[table] : undefined));
  const [fresh] = useState(newID);
  const present = useCheckAt(table);
  const [guests, setGuests] = useState(0);
  const id = check ?? present ?? fresh;
  const known = useCheck(id);
  const seated = known?.table;
  const orderType = known?.orderType;
  const count = known?.guests ?? guests;
  const place = useMemo(() => {
    const own = seated ?? (found ? { id: found.id, name: found.name } : null);
    const type = orderType ?? (own ? "dine_in" : "quick");
    const base: Place = { check: id, orderType: type, guests: count || (own ? 2 : 1) };
    return own ? { ...base, table: own } : base;
  }, [id, seated, orderType, count, found]);
  return [place, setGuests];
}

function useScanner(menu: MenuIndex | null, view: OrderView, check: string) {
  const t = text.useText();
  const take = (code: string) => {
    const found = menu && findByCode(menu, code);
    view.setSearch("");
    view.typeDigit("clear");
    if (!found) toast(t.unknownCode(code), { tone: "bad" });
    else view.take(found.product, found.quantity, "");
  };
  useWedge(take);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const { check: of, code } = scanned.get();
    if (of !== check) return;
    scanned.set({ check: "", code: "" });
    latest.current(code);
  }, [check]);
}

function useOrderKeys(view: OrderView, place: Place) {
  const digit = (event: KeyboardEvent) => view.typeDigit(event.key);
  const digits = Object.fromEntries([..."0123456789"].map((key) => [key, digit]));
  useKeys({
    ...digits,
    "/": () => searchField()?.focus(),
    F2: () => router.go(floor),
    F4: quickSale,
    F6: goToTill,
    F8: () => void sendNew(place),
    F9: () => view.pay(),
    F10: () => view.pay(),
    "+": () => view.stepSelected(1000),
    "-": () => view.stepSelected(-1000),
    Delete: () => view.dropSelected(),
    Enter: () => view.enterCode(),
    Backspace: () => view.typeDigit("back"),
    Escape: () => view.escape(),
  });
}

/** A quick sale whose lines were all taken back leaves nothing open behind it. */
function useTidiness(place: Place, check: ShownCheck | null) {
  const latest = useRef({ place, check });
  latest.current = { place, check };
  useEffect(() => () => {
    const { place: at, check: left } = latest.current;
    const isEmpty = left !== null && !left.isLocal && left.state === "open" && left.lines.length === 0;
    if (!isEmpty || at.orderType !== "quick") return;
    const body = { reason: text.now().emptyReason, version: left.version };
    void send(voidCheck({ branch: branch(), check: left.id }, body)).then(accept, () => undefined);
  }, []);
}

export function OrderScreen(props: OrderScreenProps) {
  const [place, setGuests] = usePlace(props);
  const menu = truth.useSel((state) => state.menu);
  const check = useCheck(place.check);
  const view = useOrderView(place, check, menu);
  useScanner(menu, view, place.check);
  useOrderKeys(view, place);
  useTidiness(place, check);
  const isUnknown = props.check !== undefined && !check && !begun.has(props.check);
  useEffect(() => {
    if (isUnknown && props.check) void reread(props.check);
  }, [isUnknown, props.check]);
  return (
    <Frame lead={<OrderLead place={place} check={check} view={view} />} tools={<OrderSearch view={view} />} barred>
      <div className={`order${view.isTicketOpen ? " order-ticket-open" : ""}`}>
        <ProductGrid menu={menu} check={check} view={view} />
        <Ticket place={place} check={check} view={view} />
      </div>
      {view.dialogue && (
        <Suspense fallback={null}>
          <OrderDialogs place={place} check={check} view={view} menu={menu} onGuests={setGuests} />
        </Suspense>
      )}
    </Frame>
  );
}
