import { useState } from "react";
import { Button } from "@kit/Button";
import { Sheet } from "@kit/Sheet";
import { addProduct, archiveProduct, changeProduct, EditedProduct, MenuEditor } from "@lib/api.menu";
import { named } from "@lib/i18n";
import { newID } from "@lib/ids";
import { Faults } from "../model/form";
import { bodyOf, changeOfProduct, draftOf, formOf, newProductForm, ProductForm } from "../model/product";
import { text } from "../text";
import { Sure } from "./Archive";
import { SaveProblem } from "./parts";
import { AvailabilityToday } from "./AvailabilityToday";
import { BasicFields, BranchFields, CodeFields, ContentFields } from "./ProductFields";
import { PortionFields } from "./PortionFields";
import { useSave } from "./useSave";

interface ProductSheetProps {
  menu: MenuEditor;
  /** Null for a new one. */
  product: EditedProduct | null;
  /** The category that is looked at: a new product begins there. */
  category: string;
  again(): void;
  onClose(): void;
}

function firstForm({ menu, product, category }: ProductSheetProps): ProductForm {
  if (product) return formOf(product);
  const home = category || menu.categories.find((one) => !one.archived)?.id || "";
  const last = Math.max(0, ...menu.products.filter((one) => one.category === home).map((one) => one.position));
  return newProductForm(home, menu.taxClasses[0]?.id ?? "", last + 1, newID());
}

/** The form and what it does: save only what was changed, archive, or begin again from what somebody else has saved. */
function useProduct(props: ProductSheetProps) {
  const { again, onClose } = props;
  const [product, setProduct] = useState(props.product);
  const [form, setForm] = useState(() => firstForm(props));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save, forget } = useSave();
  const close = () => {
    again();
    onClose();
  };
  const submit = async () => {
    const { body, faults: found } = bodyOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    if (!product) return void ((await save(addProduct(draftOf(body)))) && close());
    const change = changeOfProduct(product, body);
    if (Object.keys(change).length === 0) return onClose();
    if (await save(changeProduct({ product: product.id }, { ...change, version: product.version }))) close();
  };
  const archive = async () => {
    if (product && (await save(archiveProduct({ product: product.id }, { version: product.version })))) close();
  };
  const reload = () => {
    forget();
    again();
    setProduct(null);
    onClose();
  };
  return { product, form, setForm, faults, busy, problem, submit, archive, reload };
}

/** One product: names, prices, what belongs to it, and where it is sold. */
export function ProductSheet(props: ProductSheetProps) {
  const t = text.useText();
  const { product, form, setForm, faults, busy, problem, submit, archive, reload } = useProduct(props);
  const set = (change: Partial<ProductForm>) => setForm((before) => ({ ...before, ...change }));
  const fields = { menu: props.menu, form, faults, set };
  const foot = (
    <>
      <Button kind="outline" onClick={props.onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} onClick={() => void submit()}>{t.save}</Button>
    </>
  );
  return (
    <Sheet title={product ? named(product.name) : t.newProduct} onClose={props.onClose} foot={foot}>
      <form className="b-form" onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}>
        {problem && <SaveProblem problem={problem} onReload={reload} />}
        <BasicFields {...fields} />
        <PortionFields {...fields} />
        {product && <AvailabilityToday product={product.id} />}
        <CodeFields {...fields} />
        <ContentFields {...fields} />
        <BranchFields {...fields} />
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
        {product && !product.archived && (
          <Sure label={t.archive} question={t.archiveSure} busy={busy} onSure={() => void archive()} />
        )}
      </form>
    </Sheet>
  );
}
