// The form of an option group: its rule, and its options in their order.
import { EditedGroup, GroupBody, OptionBody, OptionKind } from "@lib/api.menu";
import { changed, Faults, moneyText, Reader, Texts, textsOf } from "./form";

export interface OptionForm {
  id: string;
  isNew: boolean;
  name: Texts;
  kind: OptionKind;
  price: string;
  default: boolean;
}

export interface GroupForm {
  name: Texts;
  min: string;
  max: string;
  free: string;
  position: string;
  options: OptionForm[];
}

export const emptyOption = (id: string): OptionForm =>
  ({ id, isNew: true, name: { tr: "", en: "" }, kind: "plain", price: "0", default: false });

export const formOf = (group: EditedGroup): GroupForm => ({
  name: textsOf(group.name), min: String(group.min), max: String(group.max), free: String(group.free),
  position: String(group.position),
  options: group.options.map(({ id, name, kind, price, default: isDefault }) =>
    ({ id, isNew: false, name: textsOf(name), kind, price: moneyText(price), default: isDefault })),
});

export const newGroupForm = (position: number, option: string): GroupForm => ({ name: { tr: "", en: "" }, min: "0",
  max: "1", free: "0", position: String(position), options: [emptyOption(option)] });

function optionsOf(form: GroupForm, read: Reader): OptionBody[] {
  return form.options.map(({ id, name, kind, price, default: isDefault }, index) => ({
    id, kind, default: isDefault,
    name: read.name(`option.${index}.name`, name), price: read.money(`option.${index}.price`, price),
  }));
}

export function bodyOf(form: GroupForm): { body: GroupBody; faults: Faults } {
  const read = new Reader();
  const body: GroupBody = {
    name: read.name("name", form.name), min: read.whole("min", form.min), max: read.whole("max", form.max, 1),
    free: read.whole("free", form.free), position: read.whole("position", form.position),
    options: optionsOf(form, read),
  };
  if (body.min > body.max) read.faults.min = "range";
  if (form.options.length === 0) read.faults.options = "no_option";
  return { body, faults: read.faults };
}

/** Kitchen texts are not in the form: they go back as they came. */
function withKitchenTexts(group: EditedGroup, options: OptionBody[]): OptionBody[] {
  return options.map((option) => {
    const kitchenText = group.options.find((one) => one.id === option.id)?.kitchenText;
    return kitchenText ? { ...option, kitchenText } : option;
  });
}

export function changeOfGroup(group: EditedGroup, body: GroupBody): Partial<GroupBody> {
  const change = changed(bodyOf(formOf(group)).body, body);
  return change.options ? { ...change, options: withKitchenTexts(group, change.options) } : change;
}

/** The same list with one item moved a place up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(list.length - 1, index + by)), 0, item);
  return next;
}
