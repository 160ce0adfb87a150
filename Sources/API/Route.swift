import Base
import Checks
import Drawers
import Kitchen
import Menu
import Organizations
import Payments
import Printing
import struct FoundationEssentials.UUID

/// Everything that can be asked of the API. `API.handle` switches over it exhaustively: a route that nobody
/// answers does not compile.
enum Route: Sendable {
    case operations(OperationsRoute)
    case session(SessionRoute)
    case branch(ID<Branch>, BranchRoute)
    case people(PeopleRoute)
    case menu(MenuRoute)
    case pages(PagesRoute)
    case organization(OrganizationRoute)
}

/// The organization itself.
enum OrganizationRoute: Sendable {
    case show, change, openBranch
}

/// What guests read without signing in.
enum PagesRoute: Sendable {
    case menu(slug: String, branch: ID<Branch>?), publicMenu(slug: String)
}

/// The server's own state and description.
enum OperationsRoute: Sendable {
    case health, ready, live, actuatorHealth, actuatorLiveness, actuatorReadiness, metrics, openAPI, docs
}

/// Who is calling.
enum SessionRoute: Sendable {
    case signIn, signOut, current, pinSignIn, pairDevice, approve
}

/// What belongs to one branch.
enum BranchRoute: Sendable {
    case people
    case details, changeDetails, outOfUse
    case createDeviceCode, devices, revokeDevice(ID<Device>), assignDrawer(ID<Device>)
    case menu, setAvailability(UUID)
    case floor
    case floors(FloorsRoute)
    case checks(ChecksRoute)
    case check(ID<Check>, CheckRoute)
    case kitchen(KitchenRoute)
    case stations(StationsRoute)
    case drawers(DrawersRoute)
    case terminals(BankTerminalsRoute)
    case printing(PrintingRoute)
    case reports(ReportsRoute)
}

/// The floor plan as it is set up.
enum FloorsRoute: Sendable {
    case add, order, rename(ID<Floor>), archive(ID<Floor>), addTables(ID<Floor>)
    case changeTable(ID<DiningTable>), archiveTable(ID<DiningTable>)
    case restore(ID<Floor>), restoreTable(ID<DiningTable>)
}

/// All checks of a branch.
enum ChecksRoute: Sendable {
    case list, open
}

/// One check.
enum CheckRoute: Sendable {
    case show, addLines, send, bill, unbill, move, merge, void, guests, discount, pay, receipt, print
    case line(ID<CheckLine>, LineRoute)
    case removeDiscount(ID<Adjustment>)
    case tender(ID<Tender>, TenderRoute)
}

/// One line of a check.
enum LineRoute: Sendable {
    case change, delete, void, comp
}

/// One tender of a check.
enum TenderRoute: Sendable {
    case inquire, resolve, refund
}

/// The kitchen's screens.
enum KitchenRoute: Sendable {
    case stations, show
    case item(ID<KitchenItem>, ItemRoute)
    case ticket(ID<KitchenTicket>, TicketRoute)
}

/// The kitchen as it is set up.
enum StationsRoute: Sendable {
    case add, order, change(ID<Station>), archive(ID<Station>), restore(ID<Station>)
    case givePrinter(ID<Station>)
    case routing, setRouting
}

/// One kitchen item.
enum ItemRoute: Sendable {
    case start, bump, recall, serve, confirmVoid
}

/// One kitchen ticket.
enum TicketRoute: Sendable {
    case bump, recall, serve
}

/// Cash drawers and the day's close.
enum DrawersRoute: Sendable {
    case list, add, rename(ID<Drawer>), archive(ID<Drawer>), restore(ID<Drawer>)
    case open(ID<Drawer>), sessions
    case session(ID<DrawerSession>, DrawerSessionRoute)
    case xReport, closeDay, zReports, zReport(Int64)
}

/// The bank's card terminals.
enum BankTerminalsRoute: Sendable {
    case list, add, rename(ID<BankTerminal>), archive(ID<BankTerminal>), restore(ID<BankTerminal>)
}

/// One drawer session.
enum DrawerSessionRoute: Sendable {
    case show, move, count, recount, close
}

/// Printers and what is on its way to them.
enum PrintingRoute: Sendable {
    case printers, add, remove(ID<Printer>), test(ID<Printer>)
    case jobs, retry(ID<PrintJob>)
}

/// The back office's figures.
enum ReportsRoute: Sendable {
    case today, sales, audit
}

/// The people of an organization and their roles.
enum PeopleRoute: Sendable {
    case list, add, roles
    case change(ID<Person>), setPIN(ID<Person>), unlockPIN(ID<Person>)
    case disable(ID<Person>), enable(ID<Person>)
    case setGrants(String)
}

/// The menu in the back office.
enum MenuRoute: Sendable {
    case editor, taxClasses, setTaxRate(ID<TaxClass>)
    case addCategory, changeCategory(ID<Category>), archiveCategory(ID<Category>)
    case addProduct, changeProduct(ID<Product>), archiveProduct(ID<Product>)
    case addGroup, changeGroup(ID<ModifierGroup>), archiveGroup(ID<ModifierGroup>)
}
