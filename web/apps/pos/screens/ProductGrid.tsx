import { memo, useCallback, useMemo } from "react";
import { Empty, Waiting } from "@kit/Empty";
import { Money } from "@kit/Money";
import { Tab, Tabs } from "@kit/Tabs";
import { Tile } from "@kit/Tile";
import { quantity } from "@lib/format";
import { named, Names, useLang } from "@lib/i18n";
import { MenuProduct } from "@lib/api.types";
import { newCounts, ShownCheck } from "../model/fold";
import { isSoldOut, MenuIndex, search } from "../model/menu";
import { text } from "../text";
import { OrderView } from "./orderView";

const favorites = "favorites";

interface OneProps {
  product: MenuProduct;
  accent: number;
  count: number;
  take(product: MenuProduct): void;
}

const ProductTile = memo(function ProductTile({ product, accent, count, take }: OneProps) {
  const t = text.useText();
  const press = useCallback(() => take(product), [product, take]);
  const isCounted = product.available === "counted" && !isSoldOut(product);
  const sub = <><Money minor={product.price} />{isCounted && ` · ${t.left(String(product.remaining ?? 0))}`}</>;
  return (
    <Tile title={named(product.name)} sub={sub} accent={accent} onPress={press}
      off={isSoldOut(product) ? t.soldOut : undefined} badge={count > 0 ? quantity(count) : undefined} />
  );
});

interface GridProps {
  menu: MenuIndex | null;
  check: ShownCheck | null;
  view: OrderView;
}

function useShown(menu: MenuIndex | null, category: string, typed: string): string[] {
  return useMemo(() => {
    if (!menu) return [];
    if (typed.trim()) return search(menu, typed);
    return category === favorites ? menu.favorites : menu.byCategory[category] ?? [];
  }, [menu, category, typed]);
}

/** Category pills and the products of one of them, or what a search finds. */
export function ProductGrid({ menu, check, view }: GridProps) {
  const t = text.useText();
  const lang = useLang();
  const first = menu && menu.favorites.length > 0 ? favorites : menu?.categories[0]?.id ?? "";
  const category = view.category || first;
  const shown = useShown(menu, category, view.search);
  const counts = useMemo(() => newCounts(check), [check]);
  const pills = useMemo(() => {
    const label = ({ id, name }: { id: string; name: Names }) => ({ value: id, label: named(name, lang) });
    const items: Tab<string>[] = (menu?.categories ?? []).map(label);
    return menu && menu.favorites.length > 0 ? [{ value: favorites, label: t.favorites }, ...items] : items;
  }, [menu, lang, t]);
  if (!menu) return <section className="grid-pane"><Waiting text={t.loading} /></section>;
  const choose = (value: string) => {
    view.setSearch("");
    view.setCategory(value);
  };
  return (
    <section className="grid-pane" aria-label={t.categories}>
      <Tabs look="pills" label={t.categories} items={pills} value={view.search ? "" : category} onChange={choose} />
      {shown.length === 0 && <Empty text={view.search ? t.noFound : t.menuEmpty} />}
      <div className="grid">
        {shown.map((id) => {
          const product = menu.products[id];
          return product && (
            <ProductTile key={id} product={product} accent={menu.accents[product.category] ?? 0}
              count={counts[id] ?? 0} take={view.take} />
          );
        })}
      </div>
    </section>
  );
}
