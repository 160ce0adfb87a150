// The office's part of the API by the names that its screens use, over what is generated from the server's document.
import { Call } from "./api";
import * as gen from "./api.gen";
import { Page } from "./api.types";

export type {
  AddPerson as PersonDraft, AuditEntry, CheckSummary as OfficeCheck, DaySales, Device as OfficeDevice, DrawerSession,
  AddPrinter as PrinterDraft, BranchChange, BranchDetails, Floor, Person, Printer as OfficePrinter, PrintJob, Routing,
  OrganizationDetails, OutOfUse, RoutingRule, Station, StationChange, StationDraft, TableChange, TableDraft,
    Today as TodayView,
} from "./api.gen";

export {
  addBankTerminal, addDrawer, addFloor, addPerson, addPrinter, addStation, addTables, changeOrganization,
    archiveBankTerminal,
  archiveDrawer, archiveFloor, archiveStation,
  archiveTable, assignDrawer, changeBranch, changePerson, changeStation, changeTable, createDeviceCode, disablePerson,
  enablePerson, getBranch as readBranch, getOrganization as readOrganization, getRouting as readRouting, listOutOfUse,
    getToday as readToday, giveStationPrinter,
  listAudit, openBranch, orderFloors, orderStations, renameBankTerminal, renameDrawer, renameFloor, setRouting,
  listChecks as listOfficeChecks, listDevices, listDrawerSessions, listPeople, listSales,
  listPrinters, listPrintJobs, listStations, listZReports as listZReportPage, removePrinter, restoreBankTerminal,
    restoreDrawer, restoreFloor, restoreStation, restoreTable,
  retryPrintJob,
  revokeDevice, setPin, testPrinter, unlockPin,
} from "./api.gen";

/** A role with its grants by action: the screens show every action that the server knows. */
export interface Role {
  id: string;
  name: string;
  grants: Record<string, gen.Grant>;
  /** What somebody else can approve by PIN. */
  approvable: readonly string[];
}

export const listRoles = () => gen.listRoles() as unknown as Call<Page<Role>>;
/** Says what a role may do, for the actions named. */
export const setGrants = (a: { role: string }, grants: Role["grants"]) =>
  gen.setGrants(a, { grants: grants as gen.Grants }) as unknown as Call<Role>;

/** The path of a Z report as a page or a PDF, for `fetchDocument`. */
export const zReportPath = (a: { branch: string; no: number }, format: "html" | "pdf") =>
  `/api/v1/branches/${encodeURIComponent(a.branch)}/z-reports/${a.no}?format=${format}`;
