import { ReactNode } from "react";
import { Field } from "@kit/Field";
import { Texts } from "../model/form";
import { text } from "../text";

interface NamesProps {
  value: Texts;
  labels?: { tr: string; en: string };
  error?: string | undefined;
  onChange(value: Texts): void;
}

/** A name in both languages, side by side. */
export function NameFields({ value, labels, error, onChange }: NamesProps) {
  const t = text.useText();
  const { tr, en } = labels ?? { tr: t.nameTr, en: t.nameEn };
  return (
    <div className="b-pair">
      <Field label={tr} lang="tr" maxLength={80} value={value.tr} error={error}
        onChange={(event) => onChange({ ...value, tr: event.target.value })} />
      <Field label={en} lang="en" maxLength={80} value={value.en}
        onChange={(event) => onChange({ ...value, en: event.target.value })} />
    </div>
  );
}

interface PickProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

/** One of several that may be chosen together. */
export function Pick({ label, checked, onChange }: PickProps) {
  return (
    <label className="b-pick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return <fieldset className="b-section"><legend>{title}</legend>{children}</fieldset>;
}

/** The list with two of its places exchanged. */
export function swapped<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  const [one, other] = [copy[from], copy[to]];
  if (one !== undefined && other !== undefined) [copy[from], copy[to]] = [other, one];
  return copy;
}

/** The list with or without one of its items. */
export function toggled<T extends string>(list: readonly T[], item: T, isIn: boolean): T[] {
  return isIn ? [...list.filter((one) => one !== item), item] : list.filter((one) => one !== item);
}
