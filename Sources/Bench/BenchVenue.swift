import Base
import Checks
import Demo
import Drawers
import FoundationEssentials
import Menu
import Organizations
import Store

/// The organization of a run, made by the real commands: branches with floors, one open drawer each, the
/// demo's menu, and a key.
struct BenchVenue: Sendable {
    /// A branch with its tables.
    struct Place: Sendable {
        let branch: ID<Branch>
        let tables: [ID<DiningTable>]
    }

    let organization: ID<Organization>
    let slug: String
    let places: [Place]
    /// What is ordered, each as the JSON members `product` and `options` of a line.
    let dishes: [String]
    let key: String

    static let slug = "bench"
    static let tablesPerBranch = 24

    /// Makes it.
    static func make(
        branches: Int, menu menuFolder: String, in folder: String, _ identity: Identity
    ) async throws -> BenchVenue {
        let plans = folder + "/plan"
        try FileManager.default.createDirectory(atPath: plans, withIntermediateDirectories: true)
        try Data(plan(branches: branches).bytes).write(to: URL(filePath: plans + "/organization.json"))
        guard let menu = FileManager.default.contents(atPath: menuFolder + "/menu.json") else {
            throw BenchFault.tool("There is no \(menuFolder)/menu.json: say where it is with --demo-data.")
        }
        try menu.write(to: URL(filePath: plans + "/menu.json"))
        let made = try await DemoOrganization(folder: plans, identity: identity).make(identity.surroundings)
        let runner = CommandRunner(database: identity.database, surroundings: identity.surroundings)
        var places: [Place] = []
        for branch in made.branches { places.append(try await open(branch, runner)) }
        let system = Actor.system(made.organization.id)
        let key = try await runner.run(system, command: identity.surroundings.newUUID()) { context, tx in
            try CreateKey(name: "Bench", mode: .test).run(identity.keys, context, in: tx).secret
        }
        let snapshot = try await identity.database.transaction(.system) { tx in
            try MenuSnapshot.load(made.organization.id, in: tx)
        }
        return BenchVenue(
            organization: made.organization.id, slug: made.organization.slug, places: places,
            dishes: dishes(snapshot), key: key)
    }

    /// Opens the branch's day with a float in its drawer.
    private static func open(_ branch: Branch, _ runner: CommandRunner) async throws -> Place {
        let surroundings = runner.surroundings
        let organization = branch.organization
        guard let zone = LocalZone(branch.timeZone) else { throw OrganizationRefusal.unknownTimeZone }
        let day = zone.businessDay(of: surroundings.now(), dayStart: branch.dayStart)
        return try await runner.run(.system(organization), command: surroundings.newUUID()) { context, tx in
            let open = try OpenBusinessDay.run(branch.id, natural: day, context, in: tx)
            guard let drawer = try FindDrawers.all(of: organization, branch: branch.id, in: tx).first else {
                throw DrawerRefusal.unknownDrawer
            }
            _ = try OpenDrawer.run(
                surroundings.newID(), drawer: drawer.id, in: branch.id,
                float: Money(minor: 150_000, .lira), businessDay: open, context, in: tx)
            let tables = try FindTables.all(at: branch.id, of: organization, in: tx)
            return Place(branch: branch.id, tables: tables.map(\.id))
        }
    }

    /// Forty dishes with the choices that the menu demands.
    private static func dishes(_ menu: MenuSnapshot) -> [String] {
        menu.products.filter { !$0.archived && !$0.weighed }.prefix(40).map { product in
            let choices = menu.groups(of: product).filter { $0.min > 0 }.flatMap { $0.options.prefix($0.min) }
            let options = choices.map { "{\"option\":\"\($0.id)\",\"count\":1}" }.joined(separator: ",")
            return "\"product\":\"\(product.id)\",\"quantity\":1000,\"options\":[\(options)]"
        }
    }

    private static func table(_ index: Int) -> JSON {
        let (x, y) = (Int64(index % 6 * 3), Int64(index / 6 * 3))
        return [
            "name": .string("\(index + 1)"), "seats": 4, "shape": "square", "x": .integer(x),
            "y": .integer(y), "width": 2, "height": 2,
        ]
    }

    private static func plan(branches: Int) -> JSON {
        let tables: [JSON] = (0..<tablesPerBranch).map(table)
        let floor = JSON.object([("name", "Salon"), ("tables", .array(tables))])
        let places: [JSON] = (1...branches).map { number in
            let name = JSON.string("Şube \(number)")
            return ["name": name, "timeZone": "Europe/Istanbul", "drawers": ["Kasa"], "floors": [floor]]
        }
        let owner = JSON.object([
            ("name", "Ölçüm"), ("email", "bench@hesap.local"), ("password", "a long bench password"),
            ("role", "owner"), ("pin", "4071"), ("language", "tr"),
            ("branches", .array((0..<branches).map { .integer(Int64($0)) })),
        ])
        return .object([
            ("name", "Ölçüm"), ("slug", .string(slug)), ("currency", "TRY"), ("branches", .array(places)),
            ("people", .array([owner])),
        ])
    }
}
