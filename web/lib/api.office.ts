// The office's part of the API: figures, menu editor, people, audit, devices. One function per operation, each of which
// only describes its call.
import { Call } from "./api";
import { At, CheckSummary, DayReport, DeviceKind, Grant, Page, TenderRow } from "./api.types";
import { Names } from "./i18n";

const root = "/api/v1";
const enc = encodeURIComponent;
const of = (branch: string) => `${root}/branches/${enc(branch)}`;
const get = <T>(path: string): Call<T> => ({ method: "GET", path });
const post = <T>(path: string, body: unknown): Call<T> => ({ method: "POST", path, body });
const patch = <T>(path: string, body: unknown): Call<T> => ({ method: "PATCH", path, body });
const put = <T>(path: string, body: unknown): Call<T> => ({ method: "PUT", path, body });

function asked(query: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = pairs.map(([name, value]) => `${name}=${enc(String(value))}`).join("&");
  return text && `?${text}`;
}

// Figures

export interface DayFigures {
  businessDay: string;
  net: number;
  checks: number;
  average: number;
  guests: number;
}

export interface NamedFigures {
  name: Names;
  quantity: number;
  amount: number;
}

export interface TodayView extends DayFigures {
  discounts: number;
  voids: { count: number; amount: number };
  comps: number;
  open: { checks: number; amount: number };
  compare: DayFigures;
  hours: { hour: number; net: number; checks: number }[];
  tenders: TenderRow[];
  categories: (NamedFigures & { category: string })[];
  people: { person?: string | null; name: string; checks: number; amount: number }[];
  products: (NamedFigures & { product: string })[];
  now: { occupied: number; tables: number; openChecks: number; lateTickets: number; unknownPayments: number;
    offlineDevices: number };
}

export interface DaySales extends DayFigures {
  gross: number;
  discounts: number;
  comps: number;
}

export type OfficeCheck = CheckSummary;

export const readToday = (a: At) => get<TodayView>(`${of(a.branch)}/today`);
export const listSales = (a: At & { from?: string; to?: string }) =>
  get<Page<DaySales>>(`${of(a.branch)}/sales${asked({ from: a.from, to: a.to })}`);
export const listOfficeChecks = (a: At & { state?: "open" | "closed"; day?: string; limit?: number; after?: string }) =>
  get<Page<OfficeCheck>>(
    `${of(a.branch)}/checks${asked({ state: a.state, day: a.day, limit: a.limit, after: a.after })}`);
export const readZReport = (a: At & { no: number }) => get<DayReport>(`${of(a.branch)}/z-reports/${a.no}`);
export const zReportPath = (a: At & { no: number }, format: "html" | "pdf") =>
  `${of(a.branch)}/z-reports/${a.no}?format=${format}`;
export const listZReportPage = (a: At & { after?: string }) =>
  get<Page<DayReport>>(`${of(a.branch)}/z-reports${asked({ after: a.after })}`);

// Audit

export interface AuditEntry {
  seq: number;
  at: string;
  actor: string;
  person?: string | null;
  approver?: string | null;
  device?: string | null;
  action: string;
  entity: string;
  id: string;
  reason?: string | null;
  before?: unknown;
  after?: unknown;
}

export const listAudit = (a: At & { person?: string; entity?: string; limit?: number; after?: string }) => {
  const { branch, ...query } = a;
  return get<Page<AuditEntry>>(`${of(branch)}/audit${asked(query)}`);
};

// People

export interface Person {
  id: string;
  name: string;
  email?: string | null;
  language: string;
  role: string;
  branches?: string[] | null;
  hasPin: boolean;
  disabled: boolean;
  version: number;
}

export interface Role {
  id: string;
  name: string;
  grants: Record<string, Grant>;
}

export interface PersonDraft {
  name: string;
  email?: string;
  language: string;
  role: string;
  branches?: string[];
  pin?: string;
  password?: string;
}

export const listPeople = () => get<Page<Person>>(`${root}/people`);
export const addPerson = (body: PersonDraft) => post<Person>(`${root}/people`, body);
export const changePerson = (a: { person: string }, body: Partial<Omit<PersonDraft, "email" | "pin" | "password">>) =>
  patch<Person>(`${root}/people/${enc(a.person)}`, body);
export const setPin = (a: { person: string }, body: { pin: string }) =>
  post<Person>(`${root}/people/${enc(a.person)}/pin`, body);
export const disablePerson = (a: { person: string }) => post<Person>(`${root}/people/${enc(a.person)}/disable`, {});
export const listRoles = () => get<Page<Role>>(`${root}/roles`);
export const setGrants = (a: { role: string }, body: { grants: Record<string, Grant> }) =>
  put<Role>(`${root}/roles/${enc(a.role)}/grants`, body);

// Devices

export interface OfficeDevice {
  id: string;
  name: string;
  kind: DeviceKind;
  drawer?: string | null;
  pairedAt: string;
  lastSeenAt?: string | null;
  revokedAt?: string | null;
}

export const listDevices = (a: At) => get<Page<OfficeDevice>>(`${of(a.branch)}/devices`);
export const createDeviceCode = (a: At, body: { kind: DeviceKind }) =>
  post<{ code: string; expiresAt: string }>(`${of(a.branch)}/device-codes`, body);
export const revokeDevice = (a: At & { device: string }) =>
  post<unknown>(`${of(a.branch)}/devices/${enc(a.device)}/revoke`, {});
