import Base
import Checks
import Drawers
import Kitchen
import Menu
import Organizations
import Store

/// One branch through the demo's days: opens, serves, counts, closes.
struct DemoShop {
    let sales: DemoSales
    let branch: Branch
    let basket: DemoBasket
    let staff: DemoStaff
    let clock: DemoClock
    let surroundings: Surroundings
    let runner: CommandRunner
    let zone: LocalZone
    let tables: [DiningTable]
    let drawer: ID<Drawer>
    private let seed: UInt64

    init(_ sales: DemoSales, _ branch: Branch, _ menu: MenuSnapshot, _ staff: DemoStaff, seed: UInt64)
        async throws
    {
        self.sales = sales
        self.branch = branch
        self.staff = staff
        self.seed = seed
        basket = DemoBasket(menu)
        let clock = DemoClock(sales.now.advanced(seconds: -Int64(sales.days + 1) * 86_400))
        self.clock = clock
        surroundings = .on(clock: { clock.now })
        runner = CommandRunner(database: sales.database, surroundings: surroundings)
        guard let zone = LocalZone(branch.timeZone) else { throw OrganizationRefusal.unknownTimeZone }
        self.zone = zone
        let organization = branch.organization
        let (tables, drawers) = try await sales.database.transaction(.organization(organization.raw)) { tx in
            (
                try FindTables.all(at: branch.id, of: organization, in: tx),
                try FindDrawers.all(of: organization, branch: branch.id, in: tx)
            )
        }
        guard let drawer = drawers.first else { throw DrawerRefusal.unknownDrawer }
        self.tables = tables
        self.drawer = drawer.id
    }

    func run(say: @Sendable (String) -> Void) async throws {
        let today = zone.businessDay(of: sales.now, dayStart: branch.dayStart)
        for offset in 0...sales.days {
            let day = today.advanced(by: Int64(offset - sales.days))
            try Task.checkCancellation()
            var life = DemoDay(shop: self, day: day, seed: seed &* 1000 &+ UInt64(offset))
            try await life.run(last: day == today)
            if offset > 0 { say("  \(branch.name): \(offset) of \(sales.days) days") }
        }
    }

    /// Runs one command as somebody, at the clock's moment.
    func act<Result: Sendable>(
        _ actor: Actor, _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await runner.run(actor, command: surroundings.newUUID(), body)
    }
}
