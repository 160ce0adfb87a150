import { Button } from "@kit/Button";
import { Field } from "@kit/Field";
import { PlusIcon, TrashIcon } from "@kit/icons";
import { newID } from "@lib/ids";
import { session } from "@lib/session";
import { emptyPortion, PortionForm } from "../model/product";
import { text } from "../text";
import { NameFields, Section } from "./fields";
import { ProductFieldsProps, said } from "./ProductFields";

interface OneProps {
  portion: PortionForm;
  index: number;
  isOnly: boolean;
  isStandard: boolean;
  faults: ProductFieldsProps["faults"];
  onChange(portion: PortionForm): void;
  onStandard(): void;
  onRemove(): void;
}

function One({ portion, index, isOnly, isStandard, faults, onChange, onStandard, onRemove }: OneProps) {
  const t = text.useText();
  const branches = session.useSel((state) => state.me?.branches) ?? [];
  const labels = { tr: t.portionTr, en: t.portionEn };
  return (
    <li className="b-item">
      {!isOnly && (
        <NameFields value={portion.name} labels={labels} error={said(faults, `portion.${index}.name`)}
          onChange={(name) => onChange({ ...portion, name })} />
      )}
      <div className="b-pair">
        <Field label={t.price} inputMode="decimal" value={portion.price} error={said(faults, `portion.${index}.price`)}
          onChange={(event) => onChange({ ...portion, price: event.target.value })} />
        {branches.length > 1 && branches.map((branch) => (
          <Field key={branch.id} label={t.branchPrice(branch.name)} inputMode="decimal" placeholder={t.usualPrice}
            value={portion.at[branch.id] ?? ""} error={said(faults, `portion.${index}.at`)}
            onChange={(event) => onChange({ ...portion, at: { ...portion.at, [branch.id]: event.target.value } })} />
        ))}
      </div>
      {!isOnly && (
        <div className="row">
          <label className="b-pick grow">
            <input type="radio" name="standard" checked={isStandard} onChange={onStandard} /><span>{t.standard}</span>
          </label>
          <Button kind="ghost" square icon={<TrashIcon />} aria-label={`${t.remove} ${portion.name.tr}`}
            onClick={onRemove} />
        </div>
      )}
    </li>
  );
}

/** One price, or several portions with a price each; branches may have prices of their own. */
export function PortionFields({ form, faults, set }: ProductFieldsProps) {
  const t = text.useText();
  const { portions } = form;
  const put = (index: number, portion: PortionForm) =>
    set({ portions: portions.map((one, at) => (at === index ? portion : one)) });
  const remove = (id: string) => {
    const rest = portions.filter((one) => one.id !== id);
    set({ portions: rest, standard: form.standard === id ? rest[0]?.id ?? "" : form.standard });
  };
  return (
    <Section title={t.portions}>
      <ul className="b-items">
        {portions.map((portion, index) => (
          <One key={portion.id} portion={portion} index={index} isOnly={portions.length === 1} faults={faults}
            isStandard={form.standard === portion.id} onChange={(next) => put(index, next)}
            onStandard={() => set({ standard: portion.id })} onRemove={() => remove(portion.id)} />
        ))}
      </ul>
      <Button kind="outline" icon={<PlusIcon />}
        onClick={() => set({ portions: [...portions, emptyPortion(newID())] })}>
        {t.addPortion}
      </Button>
    </Section>
  );
}
