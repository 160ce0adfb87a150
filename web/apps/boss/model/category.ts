// The form of a category: a name, one of eight colours, a place.
import { CategoryBody, EditedCategory } from "@lib/api.menu";
import { changed, Faults, Reader, Texts, textsOf } from "./form";

/** The eight accents of the till's tiles, in the order of text.ts. */
export const accents = ["#C77700", "#B3541E", "#B3261E", "#8A4F00", "#12704A", "#A3337A", "#6A3FA3",
  "#1D4FD7"] as const;

export interface CategoryForm {
  name: Texts;
  color: string;
  position: string;
}

export const formOf = ({ name, color, position }: EditedCategory): CategoryForm =>
  ({ name: textsOf(name), color: color.toUpperCase(), position: String(position) });

export const newCategoryForm = (position: number): CategoryForm =>
  ({ name: { tr: "", en: "" }, color: accents[position % accents.length] ?? accents[0], position: String(position) });

export function bodyOf(form: CategoryForm): { body: CategoryBody; faults: Faults } {
  const read = new Reader();
  const name = read.name("name", form.name);
  const body = { name, color: form.color, position: read.whole("position", form.position) };
  return { body, faults: read.faults };
}

export const changeOfCategory = (category: EditedCategory, body: CategoryBody): Partial<CategoryBody> =>
  changed(bodyOf(formOf(category)).body, body);
