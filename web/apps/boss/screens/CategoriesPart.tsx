import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { Field } from "@kit/Field";
import { PlusIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { Column, Table } from "@kit/Table";
import { addCategory, archiveCategory, changeCategory, EditedCategory } from "@lib/api.menu";
import { named, useLang } from "@lib/i18n";
import { accents, bodyOf, CategoryForm, changeOfCategory, formOf, newCategoryForm } from "../model/category";
import { Faults } from "../model/form";
import { text } from "../text";
import { Sure } from "./Archive";
import { NameFields, Section } from "./fields";
import type { MenuPartProps } from "./MenuScreen";
import { SaveFoot, SaveProblem } from "./parts";
import { said } from "./ProductFields";
import { useSave } from "./useSave";

function Swatch({ color }: { color: string }) {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill={color} />
    </svg>
  );
}

function Colors({ value, onChange }: { value: string; onChange(color: string): void }) {
  const t = text.useText();
  return (
    <Section title={t.color}>
      {accents.map((color, index) => (
        <label key={color} className="b-pick">
          <input type="radio" name="color" checked={value === color} onChange={() => onChange(color)} />
          <Swatch color={color} /><span>{t.colors[index]}</span>
        </label>
      ))}
    </Section>
  );
}

interface CategorySheetProps {
  category: EditedCategory | null;
  position: number;
  again(): void;
  onClose(): void;
}

function CategorySheet({ category, position, again, onClose }: CategorySheetProps) {
  const t = text.useText();
  const [form, setForm] = useState<CategoryForm>(() => (category ? formOf(category) : newCategoryForm(position)));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save } = useSave();
  const close = () => {
    again();
    onClose();
  };
  const submit = async () => {
    const { body, faults: found } = bodyOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const change = category && { ...changeOfCategory(category, body), version: category.version };
    if (await save(category && change ? changeCategory({ category: category.id }, change) : addCategory(body))) close();
  };
  const archive = async () => {
    if (category && (await save(archiveCategory({ category: category.id }, { version: category.version })))) close();
  };
  const foot = <SaveFoot busy={busy} onClose={onClose} onSave={submit} />;
  return (
    <Sheet title={category ? named(category.name) : t.newCategory} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={close} />}
        <NameFields value={form.name} error={said(faults, "name")} onChange={(name) => setForm({ ...form, name })} />
        <Field label={t.position} inputMode="numeric" value={form.position} error={said(faults, "position")}
          onChange={(event) => setForm({ ...form, position: event.target.value })} />
        <Colors value={form.color} onChange={(color) => setForm({ ...form, color })} />
        {category && !category.archived && (
          <Sure label={t.archive} question={t.archiveSure} busy={busy} onSure={() => void archive()} />
        )}
      </div>
    </Sheet>
  );
}

/** Categories in the order of the till. */
export function CategoriesPart({ menu, read }: MenuPartProps) {
  const t = text.useText();
  const lang = useLang();
  const [open, setOpen] = useState<string | null>(null);
  const rows = [...menu.categories].sort((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position);
  const countIn = (id: string) => menu.products.filter((one) => one.category === id && !one.archived).length;
  const columns: Column<EditedCategory>[] = [
    { key: "name", head: t.category, cell: (row) => <span className="row"><Swatch color={row.color} />
      <span className="strong">{named(row.name, lang)}</span>{row.archived && <Chip>{t.archived}</Chip>}</span> },
    { key: "products", head: t.menuTabs.products, right: true, cell: (row) => countIn(row.id) },
    { key: "position", head: t.position, right: true, wide: true, cell: (row) => row.position },
  ];
  return (
    <section className="card b-card">
      <div className="b-tools">
        <Button kind="primary" icon={<PlusIcon />} onClick={() => setOpen("new")}>{t.newCategory}</Button>
      </div>
      <Table caption={t.menuTabs.categories} rows={rows} columns={columns} rowKey={(row) => row.id}
        onOpen={(row) => setOpen(row.id)} openLabel={(row) => t.edit(named(row.name, lang))} />
      {open !== null && (
        <CategorySheet key={open} category={menu.categories.find((one) => one.id === open) ?? null}
          position={rows.length + 1} again={read.again} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
