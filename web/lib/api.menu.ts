// The menu editor's part of the API: categories, products, option groups. One function per operation, each of which
// only describes its call.
import { Call } from "./api";
import { Names } from "./i18n";

const root = "/api/v1";
const enc = encodeURIComponent;
const post = <T>(path: string, body: unknown): Call<T> => ({ method: "POST", path, body });
const patch = <T>(path: string, body: unknown): Call<T> => ({ method: "PATCH", path, body });

export interface EditedCategory {
  id: string;
  name: Names;
  color: string;
  position: number;
  archived: boolean;
  version: number;
}

export interface EditedPortion {
  id: string;
  name: Names;
  price: number;
  default: boolean;
}

export interface BranchPrice {
  branch: string;
  portion: string;
  price: number;
}

export interface EditedProduct {
  id: string;
  category: string;
  name: Names;
  description: Names;
  kitchenName?: string | null;
  portions: EditedPortion[];
  taxClass: string;
  plu?: string | null;
  barcode?: string | null;
  weighed: boolean;
  favorite: boolean;
  prepMinutes: number;
  stationHint?: string | null;
  allergens: string[];
  alcohol: boolean;
  pork: boolean;
  position: number;
  groups: string[];
  branchPrices: BranchPrice[];
  hiddenAt: string[];
  archived: boolean;
  version: number;
}

export type OptionKind = "add" | "remove" | "plain";

export interface EditedOption {
  id: string;
  name: Names;
  kitchenText?: string | null;
  kind: OptionKind;
  price: number;
  default: boolean;
  position: number;
}

export interface EditedGroup {
  id: string;
  name: Names;
  min: number;
  max: number;
  free: number;
  options: EditedOption[];
  position: number;
  archived: boolean;
  version: number;
}

export interface TaxClass {
  id: string;
  code: string;
  name: Names;
  rates: { jurisdiction: string; orderType?: string | null; validFrom: string; rate: number }[];
}

export interface MenuEditor {
  version: number;
  currency: string;
  categories: EditedCategory[];
  products: EditedProduct[];
  groups: EditedGroup[];
  taxClasses: TaxClass[];
}

export interface Versioned {
  version: number;
}

export type CategoryBody = Pick<EditedCategory, "name" | "color" | "position">;
export type PortionBody = Omit<EditedPortion, "id"> & { id?: string };
export type ProductBody = Omit<EditedProduct, "id" | "portions" | "archived" | "version" | "kitchenName" | "plu" |
  "barcode" | "stationHint"> & { portions: PortionBody[]; kitchenName?: string; plu?: string; barcode?: string;
    stationHint?: string };
export type OptionBody = Pick<EditedOption, "name" | "kind" | "price" | "default"> & { id?: string;
  kitchenText?: string };
export type GroupBody = Pick<EditedGroup, "name" | "min" | "max" | "free" | "position"> & { options: OptionBody[] };

export const readMenuEditor = (): Call<MenuEditor> => ({ method: "GET", path: `${root}/menu/editor` });
export const addCategory = (body: CategoryBody) => post<EditedCategory>(`${root}/menu/categories`, body);
export const changeCategory = (a: { id: string }, body: Partial<CategoryBody> & Versioned) =>
  patch<EditedCategory>(`${root}/menu/categories/${enc(a.id)}`, body);
export const archiveCategory = (a: { id: string }, body: Versioned) =>
  post<EditedCategory>(`${root}/menu/categories/${enc(a.id)}/archive`, body);
export const addProduct = (body: ProductBody) => post<EditedProduct>(`${root}/menu/products`, body);
export const changeProduct = (a: { id: string }, body: Partial<ProductBody> & Versioned) =>
  patch<EditedProduct>(`${root}/menu/products/${enc(a.id)}`, body);
export const archiveProduct = (a: { id: string }, body: Versioned) =>
  post<EditedProduct>(`${root}/menu/products/${enc(a.id)}/archive`, body);
export const addGroup = (body: GroupBody) => post<EditedGroup>(`${root}/menu/groups`, body);
export const changeGroup = (a: { id: string }, body: Partial<GroupBody> & Versioned) =>
  patch<EditedGroup>(`${root}/menu/groups/${enc(a.id)}`, body);
export const archiveGroup = (a: { id: string }, body: Versioned) =>
  post<EditedGroup>(`${root}/menu/groups/${enc(a.id)}/archive`, body);
