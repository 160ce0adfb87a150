import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { Empty } from "@kit/Empty";
import { Field, Switch } from "@kit/Field";
import { PlusIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Column, Table } from "@kit/Table";
import { Tab, Tabs } from "@kit/Tabs";
import { EditedProduct, MenuEditor } from "@lib/api.menu";
import { compare, fold, percent } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { rateOf } from "../model/tax";
import { text } from "../text";
import type { MenuPartProps } from "./MenuScreen";
import { ProductSheet } from "./ProductSheet";

interface Sieve {
  category: string;
  wanted: string;
  archived: boolean;
}

function sieved(menu: MenuEditor, { category, wanted, archived }: Sieve): EditedProduct[] {
  const place = new Map(menu.categories.map((one) => [one.id, one.position]));
  const text = (one: EditedProduct) => fold([one.name.tr, one.name.en, one.plu, one.barcode].filter(Boolean).join(" "));
  return menu.products
    .filter((one) => (archived || !one.archived) && (category === "" || one.category === category))
    .filter((one) => text(one).includes(fold(wanted)))
    .sort((a, b) => (place.get(a.category) ?? 0) - (place.get(b.category) ?? 0) || a.position - b.position
      || compare(named(a.name), named(b.name)));
}

function Products({ menu, rows, onOpen }: { menu: MenuEditor; rows: readonly EditedProduct[];
  onOpen(one: EditedProduct): void }) {
  const t = text.useText();
  const lang = useLang();
  const category = new Map(menu.categories.map((one) => [one.id, named(one.name, lang)]));
  const rate = new Map(menu.taxClasses.map((one) => [one.id, rateOf(one)]));
  const group = new Map(menu.groups.map((one) => [one.id, named(one.name, lang)]));
  const columns: Column<EditedProduct>[] = [
    { key: "name", head: t.product, cell: (row) => <>
      <span className="strong">{named(row.name, lang)}</span>{row.archived && <> <Chip>{t.archived}</Chip></>}</> },
    { key: "category", head: t.category, wide: true, cell: (row) => category.get(row.category) },
    { key: "portions", head: t.portion, wide: true, cell: (row) => (row.portions.length > 1
      ? row.portions.map((one) => named(one.name, lang)).join(", ") : "") },
    { key: "groups", head: t.options, wide: true, cell: (row) => <span className="muted small">
      {row.groups.map((id) => group.get(id)).filter(Boolean).join(", ")}</span> },
    { key: "tax", head: t.kdv, right: true, wide: true,
      cell: (row) => percent((rate.get(row.taxClass) ?? 0) / 10_000, lang) },
    { key: "price", head: t.price, right: true, cell: (row) =>
      <Money minor={(row.portions.find((one) => one.default) ?? row.portions[0])?.price ?? 0} /> },
  ];
  if (rows.length === 0) return <Empty text={t.noProducts} />;
  return (
    <Table caption={t.menuTabs.products} rows={rows} columns={columns} rowKey={(row) => row.id} onOpen={onOpen}
      openLabel={(row) => t.edit(named(row.name, lang))} />
  );
}

/** All products, found by name, PLU or barcode, or by their category. */
export function ProductsPart({ menu, read }: MenuPartProps) {
  const t = text.useText();
  const lang = useLang();
  const [sieve, setSieve] = useState<Sieve>({ category: "", wanted: "", archived: false });
  const [open, setOpen] = useState<string | null>(null);
  const categories = menu.categories.filter((one) => !one.archived).sort((a, b) => a.position - b.position);
  const tabs: Tab<string>[] = [{ value: "", label: t.all },
    ...categories.map((one) => ({ value: one.id, label: named(one.name, lang) }))];
  const product = menu.products.find((one) => one.id === open) ?? null;
  return (
    <section className="card b-card">
      <div className="b-tools">
        <Field label={t.search} type="search" value={sieve.wanted}
          onChange={(event) => setSieve({ ...sieve, wanted: event.target.value })} />
        <Switch label={t.showArchived} checked={sieve.archived}
          onChange={(archived) => setSieve({ ...sieve, archived })} />
        <Button kind="primary" icon={<PlusIcon />} onClick={() => setOpen("new")}>{t.newProduct}</Button>
      </div>
      <Tabs look="pills" label={t.category} items={tabs} value={sieve.category}
        onChange={(category) => setSieve({ ...sieve, category })} />
      <Products menu={menu} rows={sieved(menu, sieve)} onOpen={(one) => setOpen(one.id)} />
      {open !== null && (
        <ProductSheet key={open} menu={menu} product={product} category={sieve.category} again={read.again}
          onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
