// The API by the names that the screens use, over what tools/openapi-ts.mjs generated from the server's document. Only
// what that document cannot say is written here: the socket's snapshot, drafts that a screen fills in, and paths of
// documents that are not JSON.
import { Call } from "./api";
import * as gen from "./api.gen";

export type {
  Approval as Approved, ApprovalTerms, Author as PersonBrief, Availability as AvailabilityView, Branch, BranchDetails,
  BankTerminal, BranchPerson as Colleague,
  CashTotals as CashRow, Check as CheckView, CheckSummary, CheckTotals, DayReport, Discount as CheckDiscount,
  Drawer as DrawerView, DrawerSession as DrawerSessionView, FloorTable, FloorView, Grant, KDVGroup as KDVRow,
  Kitchen as KitchenView, Line as CheckLine, LineChoice as LineOption, Menu as MenuView, MenuCategory, MenuGroup,
  MenuOption, MenuProduct, Organization as OrganizationBrief, Paired as PairedDevice, Portion as MenuPortion,
  Session as SessionView, SignedIn, TableCheck, Tender, TenderFigures as TenderRow, Ticket as TicketView, TicketItem,
} from "./api.gen";

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export type DeviceKind = gen.PairDevice["kind"];
export type Availability = gen.Availability["state"];
export type TableState = gen.FloorTable["state"];
export type OrderType = gen.Check["orderType"];
export type CheckState = gen.Check["state"];
export type LineState = gen.Line["state"];
export type TenderKind = gen.Tender["kind"];
export type TenderState = gen.Tender["state"];
export type Station = Pick<gen.Station, "id" | "name" | "warnMinutes" | "lateMinutes" | "position">;
export type Action = gen.ApprovalRequest["action"];

/** A line as a screen drafts it; the server prices it. */
export interface LineDraft {
  id: string;
  product: string;
  /** The product's usual one when not given. */
  portion?: string;
  quantity: number;
  options: { option: string; count: number }[];
  note?: string;
  /** What the guest must not get. */
  allergy?: string;
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
  provider?: NonNullable<gen.TenderDraft["provider"]>;
  /** The bank's terminal that took the card, and what was typed of its slip. */
  terminal?: string;
  approvalCode?: string;
  last4?: string;
}

/** What a screen gets over the socket when it cannot continue from where it was. */
export interface StreamSnapshot {
  checks?: gen.Check[];
  tickets?: gen.Ticket[];
  tables?: gen.FloorTable[];
  availability?: gen.Availability[];
  drawers?: gen.Drawer[];
}

export type At = { branch: string };
export type AtCheck = At & { check: string };

export {
  addLines, approve, billCheck, changeLine, closeDay, closeDrawer, compLine, countDrawer, createDeviceCode, deleteLine,
  currentSession as readSession, getBranch as readBranch, getCheck as readCheck,
  getDrawerSession as readDrawerSession, getFloor as readFloor,
  getKitchen as readKitchen, getMenu as readMenu, getXReport as readXReport, giveDiscount as addDiscount, inquireTender,
  listBankTerminals, listBranchPeople as listPeopleOfBranch, listChecks, listDrawers, listStations, listZReports,
  mergeCheck, moveCheck,
  moveDrawerCash, openCheck, openDrawer, pairDevice, payCheck, pinSignIn, printCheck, recountDrawer,
  refundTender, removeDiscount, resolveTender, sendLines as sendCheck, setGuests, signIn, signOut,
  unbillCheck, voidCheck, voidLine,
} from "./api.gen";

const enc = encodeURIComponent;

/** The path of a receipt, for `fetchDocument`. */
export const receiptPath = (a: AtCheck, kind: "bill" | "receipt", format: "html" | "pdf" | "json") =>
  `/api/v1/branches/${enc(a.branch)}/checks/${enc(a.check)}/receipt?format=${format}&kind=${kind}`;

/** Says whether a product is to be had. */
export const setAvailability = (a: At & { product: string }, body: { state: Availability; remaining?: number }) =>
  gen.setAvailability({ branch: a.branch, subject: a.product }, body);

export type ItemVerb = "start" | "bump" | "recall" | "serve" | "confirm-void";
const post = (path: string): Call<gen.Ticket> => ({ method: "POST", path, body: {} });

/** One of the kitchen's verbs on an item. */
export const moveItem = (a: At & { item: string; verb: ItemVerb }) =>
  post(`/api/v1/branches/${enc(a.branch)}/kitchen/items/${enc(a.item)}/${a.verb}`);
/** One of the kitchen's verbs on a ticket. */
export const moveTicket = (a: At & { ticket: string; verb: "bump" | "recall" | "serve" }) =>
  post(`/api/v1/branches/${enc(a.branch)}/kitchen/tickets/${enc(a.ticket)}/${a.verb}`);
