// The menu editor's part of the API by the names that its screens use, over what is generated from the server's
// document.
import * as gen from "./api.gen";

export type {
  BranchPrice, CategoryEditor as EditedCategory, GroupEditor as EditedGroup, MenuEditor, ProductEditor as EditedProduct,
  TaxClass,
} from "./api.gen";

export { setTaxRate } from "./api.gen";

export type OptionKind = gen.OptionEditor["kind"];
export type Allergen = gen.ProductEditor["allergens"][number];

/** What a form gives whole; a change then says only the part that is different. */
export type CategoryBody = Pick<gen.CategoryEditor, "name" | "color" | "position">;
export type PortionBody = Omit<gen.Portion, "id"> & { id: string };
export type ProductBody = Pick<gen.ProductEditor, "category" | "name" | "description" | "taxClass" | "weighed" |
  "favorite" | "prepMinutes" | "allergens" | "alcohol" | "pork" | "position" | "groups" | "branchPrices" | "hiddenAt"> &
  { portions: PortionBody[]; kitchenName: string; plu: string; barcode: string };
export type OptionBody = Pick<gen.OptionEditor, "id" | "name" | "kind" | "price" | "default"> &
  { kitchenText?: string };
export type GroupBody = Pick<gen.GroupEditor, "name" | "min" | "max" | "free" | "position"> &
  { options: OptionBody[] };

export {
  addCategory, addGroup, addProduct, archiveCategory, archiveGroup, archiveProduct, changeCategory, changeGroup,
  changeProduct, getMenuEditor as readMenuEditor,
} from "./api.gen";
