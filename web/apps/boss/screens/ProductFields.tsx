import { Field, Select, Switch } from "@kit/Field";
import { MenuEditor } from "@lib/api.menu";
import { percent } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { session } from "@lib/session";
import { Faults } from "../model/form";
import { ProductForm } from "../model/product";
import { rateOf } from "../model/tax";
import { text } from "../text";
import { NameFields, Pick, Section, toggled } from "./fields";

export interface ProductFieldsProps {
  menu: MenuEditor;
  form: ProductForm;
  faults: Faults;
  set(change: Partial<ProductForm>): void;
}

export const allergens = ["gluten", "crustaceans", "eggs", "fish", "peanuts", "soy", "milk", "nuts", "celery",
  "mustard", "sesame", "sulphites", "lupin", "molluscs"] as const;

/** The words of a fault; nothing when there is none. */
export function said(faults: Faults, field: string): string | undefined {
  const code = faults[field];
  return code === undefined ? undefined : text.now().faults[code] ?? code;
}

export function BasicFields({ menu, form, faults, set }: ProductFieldsProps) {
  const t = text.useText();
  const lang = useLang();
  return (
    <>
      <NameFields value={form.name} error={said(faults, "name")} onChange={(name) => set({ name })} />
      <NameFields value={form.description} labels={{ tr: t.descriptionTr, en: t.descriptionEn }}
        onChange={(description) => set({ description })} />
      <div className="b-pair">
        <Select label={t.category} value={form.category} error={said(faults, "category")}
          onChange={(event) => set({ category: event.target.value })}>
          {menu.categories.filter((one) => !one.archived || one.id === form.category).map((one) =>
            <option key={one.id} value={one.id}>{named(one.name, lang)}</option>)}
        </Select>
        <Select label={t.taxClass} value={form.taxClass} error={said(faults, "taxClass")}
          onChange={(event) => set({ taxClass: event.target.value })}>
          {menu.taxClasses.map((one) => {
            const rate = rateOf(one);
            const words = [named(one.name, lang), rate !== undefined && percent(rate / 10_000, lang)].filter(Boolean);
            return <option key={one.id} value={one.id}>{words.join(" · ")}</option>;
          })}
        </Select>
      </div>
    </>
  );
}

export function CodeFields({ form, faults, set }: ProductFieldsProps) {
  const t = text.useText();
  return (
    <>
      <div className="b-pair">
        <Field label={t.plu} inputMode="numeric" value={form.plu} error={said(faults, "plu")}
          onChange={(event) => set({ plu: event.target.value })} />
        <Field label={t.barcode} value={form.barcode} error={said(faults, "barcode")}
          onChange={(event) => set({ barcode: event.target.value })} />
        <Field label={t.position} inputMode="numeric" value={form.position} error={said(faults, "position")}
          onChange={(event) => set({ position: event.target.value })} />
        <Field label={t.prepMinutes} inputMode="numeric" value={form.prepMinutes} error={said(faults, "prepMinutes")}
          onChange={(event) => set({ prepMinutes: event.target.value })} />
      </div>
      <Field label={t.kitchenName} hint={t.kitchenNameHint} maxLength={60} value={form.kitchenName}
        onChange={(event) => set({ kitchenName: event.target.value })} />
      <Switch label={t.favorite} checked={form.favorite} onChange={(favorite) => set({ favorite })} />
      <Switch label={t.weighed} checked={form.weighed} onChange={(weighed) => set({ weighed })} />
    </>
  );
}

export function ContentFields({ menu, form, set }: ProductFieldsProps) {
  const t = text.useText();
  const lang = useLang();
  const groups = menu.groups.filter((one) => !one.archived || form.groups.includes(one.id));
  return (
    <>
      <Section title={t.groups}>
        {groups.map((one) => (
          <Pick key={one.id} label={`${named(one.name, lang)} · ${t.rule(one.min, one.max)}`}
            checked={form.groups.includes(one.id)}
            onChange={(isIn) => set({ groups: toggled(form.groups, one.id, isIn) })} />
        ))}
      </Section>
      <Section title={t.allergens}>
        {allergens.map((one) => (
          <Pick key={one} label={t.allergenNames[one] ?? one} checked={form.allergens.includes(one)}
            onChange={(isIn) => set({ allergens: toggled(form.allergens, one, isIn) })} />
        ))}
      </Section>
      <Section title={t.contains}>
        <Pick label={t.alcohol} checked={form.alcohol} onChange={(alcohol) => set({ alcohol })} />
        <Pick label={t.pork} checked={form.pork} onChange={(pork) => set({ pork })} />
      </Section>
    </>
  );
}

export function BranchFields({ form, set }: ProductFieldsProps) {
  const t = text.useText();
  const branches = session.useSel((state) => state.me?.branches) ?? [];
  return (
    <Section title={t.branches}>
      {branches.map((branch) => (
        <Pick key={branch.id} label={t.soldHere(branch.name)} checked={!form.hiddenAt.includes(branch.id)}
          onChange={(isIn) => set({ hiddenAt: toggled(form.hiddenAt, branch.id, !isIn) })} />
      ))}
    </Section>
  );
}
