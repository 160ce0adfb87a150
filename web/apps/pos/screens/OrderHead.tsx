import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { BackIcon, SearchIcon, UsersIcon } from "@kit/icons";
import { Place } from "../entry";
import { ShownCheck } from "../model/fold";
import { floor, router } from "../routes";
import { text } from "../text";
import { OrderView } from "./orderView";

interface LeadProps {
  place: Place;
  check: ShownCheck | null;
  view: OrderView;
}

export function placeName(place: Pick<Place, "table" | "orderType">): string {
  const t = text.now();
  if (place.table) return t.table(place.table.name);
  return place.orderType === "takeaway" ? t.takeaway : t.quickSale;
}

export function OrderLead({ place, check, view }: LeadProps) {
  const t = text.useText();
  return (
    <>
      <Button kind="ghost" icon={<BackIcon />} onClick={() => router.go(floor)} aria-keyshortcuts="F2">{t.back}</Button>
      <h1>{placeName(place)}</h1>
      <span className="row hide-narrow">
        {place.table && (
          <Button icon={<UsersIcon size={20} />} onClick={() => view.open({ name: "guests" })}>
            {t.guests(place.guests)}
          </Button>
        )}
        {check?.waiter && <Chip>{t.waiter(check.waiter.name)}</Chip>}
      </span>
    </>
  );
}

export function OrderSearch({ view }: { view: OrderView }) {
  const t = text.useText();
  return (
    <label className="order-search">
      <SearchIcon size={20} />
      <span className="unseen">{t.search}</span>
      <input type="search" className="input" placeholder={t.search} value={view.search} autoComplete="off"
        onChange={(event) => view.setSearch(event.target.value)} aria-keyshortcuts="/"
        onKeyDown={(event) => event.key === "Enter" && view.enterSearch()} />
    </label>
  );
}
