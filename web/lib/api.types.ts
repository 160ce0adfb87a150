// The API as the screens use it: what goes over the wire and one function per operation. Each function only describes
// its call; `send` of api.ts or the queue makes it.
import { Call } from "./api";
import { Names } from "./i18n";

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface Grant {
  permission: "allow" | "approve" | "deny";
  limit?: number | null;
}

export interface Branch {
  id: string;
  name: string;
  timeZone: string;
}

export interface OrganizationBrief {
  id: string;
  slug: string;
  name: string;
  currency: string;
}

export interface SessionView {
  expiresAt?: string;
  person: { id: string; name: string; language: string };
  organization: OrganizationBrief;
  branches: Branch[];
  role: string;
  grants: Record<string, Grant>;
}

export interface SignedIn extends SessionView {
  token: string;
}

export type DeviceKind = "pos" | "kitchen" | "waiter" | "boss";

export interface PairedDevice {
  token: string;
  device: { id: string; name: string; kind: DeviceKind };
  branch: Branch;
  organization: OrganizationBrief;
}

export interface Colleague {
  id: string;
  name: string;
  role: string;
  initials: string;
}

// Menu

export interface MenuCategory {
  id: string;
  name: Names;
  position: number;
  color?: number | string | null;
  favorite?: boolean;
}

export type Availability = "on" | "off" | "counted";

export interface MenuPortion {
  id: string;
  name: Names;
  price: number;
  default: boolean;
}

export interface MenuProduct {
  id: string;
  category: string;
  name: Names;
  description?: Names | null;
  /** Of the default portion, now, KDV inside. */
  price: number;
  portions?: MenuPortion[];
  taxRate: number;
  plu?: string | number | null;
  barcode?: string | null;
  weighed: boolean;
  favorite: boolean;
  groups: string[];
  allergens: string[];
  alcohol: boolean;
  pork: boolean;
  prepMinutes?: number | null;
  available: Availability;
  remaining?: number | null;
  position: number;
}

export interface MenuOption {
  id: string;
  name: Names;
  price: number;
  available: boolean;
  default: boolean;
}

export interface MenuGroup {
  id: string;
  name: Names;
  min: number;
  max: number;
  free: number;
  options: MenuOption[];
}

export interface MenuView {
  version: number;
  currency: string;
  categories: MenuCategory[];
  products: MenuProduct[];
  groups: MenuGroup[];
}

export interface AvailabilityView {
  product: string;
  state: Availability;
  remaining?: number | null;
}

// Floor

export type TableState = "free" | "seated" | "ordered" | "ready" | "billed";

export interface TableCheck {
  id: string;
  no: number;
  total: number;
  guests: number;
  openedAt: string;
  waiter?: { id: string; name: string } | string | null;
  newLines: number;
  readyItems: number;
}

export interface FloorTable {
  id: string;
  floor: string;
  name: string;
  seats: number;
  shape: "square" | "round";
  x: number;
  y: number;
  width: number;
  height: number;
  version: number;
  state: TableState;
  check?: TableCheck | null;
}

export interface FloorView {
  floors: { id: string; name: string; position: number }[];
  tables: FloorTable[];
  seq: number;
}

// Checks

export type OrderType = "dine_in" | "takeaway" | "quick";
export type CheckState = "open" | "billed" | "partially_paid" | "paid" | "closed" | "voided" | "merged";
export type LineState = "new" | "held" | "sent" | "in_prep" | "ready" | "served" | "voided" | "comped";

export interface PersonBrief {
  id?: string | null;
  name: string;
}

export interface LineOption {
  option: string;
  name: Names;
  price: number;
  count: number;
}

export interface CheckLine {
  id: string;
  product: string;
  name: Names;
  quantity: number;
  unitPrice: number;
  options: LineOption[];
  note?: string | null;
  seat?: number | null;
  course?: number | null;
  state: LineState;
  voidedQuantity: number;
  gross: number;
  discount: number;
  net: number;
  taxRate: number;
  addedBy: PersonBrief;
  addedAt: string;
  round?: number | null;
}

export interface CheckDiscount {
  id: string;
  kind: "percent" | "amount";
  value: number;
  amount: number;
  line?: string | null;
  reason: string;
  by: PersonBrief | string;
}

export type TenderKind = "cash" | "card" | "voucher" | "open_account";
export type TenderState = "captured" | "unknown" | "failed" | "refunded" | "partially_refunded" | "cancelled";

export interface Tender {
  id: string;
  kind: TenderKind;
  state: TenderState;
  amount: number;
  tendered?: number | null;
  change?: number | null;
  tip: number;
  provider?: string | null;
  card?: { brand?: string | null; last4?: string | null } | null;
  at: string;
  refunded: number;
}

export interface KDVRow {
  rate: number;
  gross: number;
  kdv: number;
}

export interface CheckTotals {
  gross: number;
  discount: number;
  comp: number;
  total: number;
  paid: number;
  remaining: number;
  tips: number;
  kdv: KDVRow[];
}

export interface CheckView {
  id: string;
  no: number;
  version: number;
  state: CheckState;
  orderType: OrderType;
  table?: { id: string; name: string } | null;
  guests: number;
  waiter?: PersonBrief | null;
  openedAt: string;
  closedAt?: string | null;
  businessDay: string;
  currency: string;
  lines: CheckLine[];
  discounts: CheckDiscount[];
  tenders: Tender[];
  totals: CheckTotals;
  mergedInto?: string | null;
}

export interface CheckSummary {
  id: string;
  no: number;
  state: CheckState;
  orderType: OrderType;
  table?: { id: string; name: string } | null;
  openedAt: string;
  closedAt?: string | null;
  total?: number;
  totals?: CheckTotals;
}

export interface LineDraft {
  id: string;
  product: string;
  /** The product's usual one when not given. */
  portion?: string;
  quantity: number;
  options: { option: string; count: number }[];
  note?: string;
  seat?: number;
  course?: number;
}

export interface TenderDraft {
  id: string;
  kind: TenderKind;
  amount: number;
  tendered?: number;
  tip?: number;
  card?: string;
  provider?: string;
}

export interface Approved {
  approval: string;
  expiresAt: string;
}

// Kitchen

export interface Station {
  id: string;
  name: Names;
  warnMinutes: number;
  lateMinutes: number;
  position: number;
}

export interface TicketItem {
  id: string;
  line: string;
  quantity: number;
  name: string;
  modifiers: { text: string; kind: "add" | "remove" | "plain" }[];
  note?: string | null;
  allergens: string[];
  seat?: number | null;
  course?: number | null;
  state: "held" | "sent" | "in_prep" | "ready" | "served" | "voided";
  voidConfirmed?: boolean | null;
  startedAt?: string | null;
  readyAt?: string | null;
}

export interface TicketView {
  id: string;
  version: number;
  station: string;
  check: string;
  label: string;
  no: number;
  orderType: OrderType;
  waiter: string | PersonBrief;
  round: number;
  placedAt: string;
  bumpedAt?: string | null;
  recalledAt?: string | null;
  alsoAt: string[];
  state: "open" | "done";
  items: TicketItem[];
}

export interface KitchenView {
  tickets: TicketView[];
  seq: number;
}

// Drawers and reports

export interface DrawerSessionView {
  id: string;
  drawer: string;
  state: "open" | "counting" | "closed";
  openedAt: string;
  openedBy?: string | null;
  closedAt?: string | null;
  float: number;
  counted?: number | null;
  expected?: number | null;
  variance?: number | null;
  movements?: { id: string; kind: "pay_in" | "pay_out"; amount: number; reason: string; at: string }[];
}

export interface DrawerView {
  id: string;
  name: string;
  session?: DrawerSessionView | null;
}

export interface TenderRow {
  kind: TenderKind;
  provider?: string | null;
  count: number;
  amount: number;
  tips: number;
  refunds: number;
}

export interface CashRow {
  float: number;
  sales: number;
  payIn: number;
  payOut: number;
  expected: number;
  counted: number;
  variance: number;
}

export interface DayReport {
  no?: number | null;
  businessDay: string;
  openedAt?: string | null;
  closedAt?: string | null;
  currency: string;
  checks: number;
  guests: number;
  gross: number;
  discounts: number;
  comps: number;
  voids: { count: number; amount: number };
  net: number;
  kdv: KDVRow[];
  tenders: TenderRow[];
  tips: number;
  cash: CashRow;
  byPerson: { person: string; name: string; checks: number; amount: number }[];
  byCategory: { category: string; name: Names; quantity: number; amount: number }[];
}

/** What a screen gets whole when it cannot continue from where it was. */
export interface StreamSnapshot {
  checks?: CheckView[];
  tickets?: TicketView[];
  tables?: FloorTable[];
  availability?: AvailabilityView[];
  drawers?: DrawerView[];
}

// Operations

const root = "/api/v1";
const enc = encodeURIComponent;
const of = (branch: string) => `${root}/branches/${enc(branch)}`;
const ofCheck = (branch: string, check: string) => `${of(branch)}/checks/${enc(check)}`;
const get = <T>(path: string): Call<T> => ({ method: "GET", path });
const post = <T>(path: string, body: unknown): Call<T> => ({ method: "POST", path, body });

export type At = { branch: string };
export type AtCheck = At & { check: string };

export const signIn = (body: { email: string; password: string }) => post<SignedIn>(`${root}/sign-in`, body);
export const signOut = () => post<unknown>(`${root}/sign-out`, {});
export const readSession = () => get<SessionView>(`${root}/session`);
export const pairDevice = (body: { code: string; kind: DeviceKind; name: string }) =>
  post<PairedDevice>(`${root}/devices/pair`, body);
export const pinSignIn = (body: { person: string; pin: string }) => post<SignedIn>(`${root}/pin-sign-in`, body);
export const listPeopleOfBranch = (a: At) => get<Page<Colleague>>(`${of(a.branch)}/people`);
export const approve = (body: { person: string; pin: string; action: string; subject?: string }) =>
  post<Approved>(`${root}/approvals`, body);

export const readMenu = (a: At) => get<MenuView>(`${of(a.branch)}/menu`);
export const setAvailability = (a: At & { product: string }, body: { state: Availability; remaining?: number }):
  Call<AvailabilityView> => ({ method: "PUT", path: `${of(a.branch)}/availability/${enc(a.product)}`, body });

export const readFloor = (a: At) => get<FloorView>(`${of(a.branch)}/floor`);

export const listChecks = (a: At & { state?: "open" | "closed"; day?: string; limit?: number; after?: string }) => {
  const { branch, ...query } = a;
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = pairs.map(([name, value]) => `${name}=${enc(String(value))}`).join("&");
  return get<Page<CheckSummary>>(`${of(branch)}/checks${text && `?${text}`}`);
};
export const readCheck = (a: AtCheck) => get<CheckView>(ofCheck(a.branch, a.check));
export const openCheck = (a: At, body: { id: string; orderType: OrderType; table?: string; guests: number;
  lines?: LineDraft[] }) => post<CheckView>(`${of(a.branch)}/checks`, body);
export const addLines = (a: AtCheck, body: { lines: LineDraft[] }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/lines`, body);
export const changeLine = (a: AtCheck & { line: string }, body: { quantity?: number; note?: string; seat?: number;
  options?: { option: string; count: number }[] }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/lines/${enc(a.line)}/change`, body);
export const deleteLine = (a: AtCheck & { line: string }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/lines/${enc(a.line)}/delete`, {});
export const voidLine = (a: AtCheck & { line: string }, body: { quantity?: number; reason: string; version: number;
  approval?: string }) => post<CheckView>(`${ofCheck(a.branch, a.check)}/lines/${enc(a.line)}/void`, body);
export const compLine = (a: AtCheck & { line: string }, body: { reason: string; version: number; approval?: string }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/lines/${enc(a.line)}/comp`, body);
export const addDiscount = (a: AtCheck, body: { kind: "percent" | "amount"; value: number; line?: string;
  reason: string; version: number; approval?: string }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/discounts`, body);
export const removeDiscount = (a: AtCheck & { discount: string }, body: { version: number }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/discounts/${enc(a.discount)}/remove`, body);
export const sendCheck = (a: AtCheck) => post<CheckView>(`${ofCheck(a.branch, a.check)}/send`, {});
export const billCheck = (a: AtCheck) => post<CheckView>(`${ofCheck(a.branch, a.check)}/bill`, {});
export const unbillCheck = (a: AtCheck, body: { version: number }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/unbill`, body);
export const moveCheck = (a: AtCheck, body: { table: string; version: number }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/move`, body);
export const mergeCheck = (a: AtCheck, body: { into: string; version: number }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/merge`, body);
export const voidCheck = (a: AtCheck, body: { reason: string; version: number; approval?: string }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/void`, body);
export const setGuests = (a: AtCheck, body: { guests: number }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/guests`, body);
export const payCheck = (a: AtCheck, body: { tenders: TenderDraft[] }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/payments`, body);
export const inquireTender = (a: AtCheck & { tender: string }) =>
  post<CheckView>(`${ofCheck(a.branch, a.check)}/tenders/${enc(a.tender)}/inquire`, {});
export const resolveTender = (a: AtCheck & { tender: string }, body: { outcome: "captured" | "failed"; reason: string;
  approval?: string }) => post<CheckView>(`${ofCheck(a.branch, a.check)}/tenders/${enc(a.tender)}/resolve`, body);
export const refundTender = (a: AtCheck & { tender: string }, body: { amount: number; reason: string;
  approval?: string }) => post<CheckView>(`${ofCheck(a.branch, a.check)}/tenders/${enc(a.tender)}/refund`, body);
/** The path of a receipt, for `fetchDocument`. */
export const receiptPath = (a: AtCheck, kind: "bill" | "receipt", format: "html" | "pdf" | "json") =>
  `${ofCheck(a.branch, a.check)}/receipt?format=${format}&kind=${kind}`;

export const listStations = (a: At) => get<Page<Station>>(`${of(a.branch)}/stations`);
export const readKitchen = (a: At & { station: string }) =>
  get<KitchenView>(`${of(a.branch)}/kitchen?station=${enc(a.station)}`);
export type ItemVerb = "start" | "bump" | "recall" | "serve" | "confirm-void";
export const moveItem = (a: At & { item: string; verb: ItemVerb }) =>
  post<TicketView>(`${of(a.branch)}/kitchen/items/${enc(a.item)}/${a.verb}`, {});
export const moveTicket = (a: At & { ticket: string; verb: "bump" | "recall" | "serve" }) =>
  post<TicketView>(`${of(a.branch)}/kitchen/tickets/${enc(a.ticket)}/${a.verb}`, {});

export const listDrawers = (a: At) => get<Page<DrawerView>>(`${of(a.branch)}/drawers`);
export const openDrawer = (a: At & { drawer: string }, body: { id: string; float: number }) =>
  post<DrawerSessionView>(`${of(a.branch)}/drawers/${enc(a.drawer)}/sessions`, body);
const ofSession = (a: At & { session: string }) => `${of(a.branch)}/drawer-sessions/${enc(a.session)}`;
export const readDrawerSession = (a: At & { session: string }) => get<DrawerSessionView>(ofSession(a));
export const moveDrawerCash = (a: At & { session: string }, body: { id: string; kind: "pay_in" | "pay_out";
  amount: number; reason: string }) => post<DrawerSessionView>(`${ofSession(a)}/movements`, body);
export const countDrawer = (a: At & { session: string }, body: { counted: number;
  denominations?: { value: number; count: number }[] }) => post<DrawerSessionView>(`${ofSession(a)}/count`, body);
export const recountDrawer = (a: At & { session: string }) => post<DrawerSessionView>(`${ofSession(a)}/recount`, {});
export const closeDrawer = (a: At & { session: string }) => post<DrawerSessionView>(`${ofSession(a)}/close`, {});
export const readXReport = (a: At) => get<DayReport>(`${of(a.branch)}/x-report`);
export const closeDay = (a: At, body: { carryOver: boolean }) => post<DayReport>(`${of(a.branch)}/z-reports`, body);
export const listZReports = (a: At) => get<Page<DayReport>>(`${of(a.branch)}/z-reports`);
