import Base
import Demo
import FoundationEssentials
import Menu
import Organizations
import Postgres
import Store
import Synchronization

/// Makes the demo organization at the first start, and fresh pairing codes at every start.
struct DemoSetUp: Sendable {
    let server: Server
    let home: DatabaseHome
    let configuration: Configuration
    let folder: String
    let days: Int

    init(server: Server, home: DatabaseHome, configuration: Configuration, arguments: Arguments) {
        self.server = server
        self.home = home
        self.configuration = configuration
        folder = arguments.option("demo-data") ?? "demo"
        days = arguments.option("demo-days").flatMap { Int($0) } ?? 30
    }

    /// Makes what is missing and writes `demo.json` into the data folder, for the welcome and for tests.
    func make(say: @escaping @Sendable (String) -> Void) async throws {
        let database = server.database
        let plan = try DemoPlan.read(folder: folder)
        let known = try await database.transaction(.system) { tx in
            try Directory.find(slug: plan.slug, in: tx)
        }
        var key: String?
        if known == nil {
            try await found(plan, say: say)
            key = try await Commands.key("Demo", .test, ofOrganization: plan.slug, database)
        }
        let found = try await database.transaction(.system) { tx in
            try Directory.find(slug: plan.slug, in: tx)
        }
        guard let organization = found else { throw Failure("The demo organization is missing.") }
        try write(try await card(of: organization, plan, key: key))
    }

    private func found(_ plan: DemoPlan, say: @escaping @Sendable (String) -> Void) async throws {
        say("Making the demo organization \(plan.name).")
        let now = server.surroundings.now()
        let first = now.advanced(seconds: -Int64(days + 1) * 86_400)
        try await Housekeeping.makePartitions(from: first, through: now, server.database)
        let then = Surroundings.on(clock: { first })
        let made = try await DemoOrganization(folder: folder, identity: server.identity).make(then)
        guard days > 0 else { return }
        say("Making \(days) days of sales by the real commands.")
        // Nobody was told of these sales: their commits need not wait for the disk one by one. The demo's
        // key, written next by a connection that waits, brings all of them there.
        let database = home.database(flushesLater: true)
        let shown = Shown()
        let sales = DemoSales(database: database, made: made, means: server.means, days: days, now: now)
        do {
            try await analyzing { try await sales.make { if shown.isDue() { say($0) } } }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// Does the work with the planner told of the growing tables, each time after twice the time: plans made
    /// for empty tables would read a month of tickets for each of them.
    private func analyzing(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let home = home
        try await withThrowingTaskGroup { group in
            group.addTask { try await work() }
            group.addTask {
                var pause = Duration.milliseconds(500)
                while true {
                    try await Task.sleep(for: pause)
                    try await home.analyze()
                    pause *= 2
                }
            }
            try await group.next()
            group.cancelAll()
            while await group.nextResult() != nil {}
        }
    }

    /// Lets a line through every two seconds.
    private final class Shown: Sendable {
        private let last = Mutex(ContinuousClock.now)

        func isDue() -> Bool {
            last.withLock { last in
                guard last.duration(to: .now) >= .seconds(2) else { return false }
                last = .now
                return true
            }
        }
    }

    private func card(of organization: Organization, _ plan: DemoPlan, key: String?) async throws -> JSON {
        let runner = server.runner
        let actor = Actor.system(organization.id)
        let branches = try await server.database.transaction(.organization(organization.id.raw)) { tx in
            try Directory.branches(organization.id, in: tx)
        }
        let members = try await server.database.transaction(.system) { tx in
            try StaffList.all(organization.id, in: tx)
        }
        var written: [JSON] = []
        for branch in branches {
            var codes: [(String, JSON)] = []
            for kind in DeviceKind.allCases {
                let code = try await runner.run(actor, command: server.surroundings.newUUID()) {
                    context, tx in
                    try CreateDeviceCode(branch.id, kind: kind, uses: 1000, seconds: 7 * 86_400)
                        .run(server.identity.keys, context, in: tx)
                }
                codes.append((kind.rawValue, .string(code.code)))
            }
            written.append([
                "id": .string(branch.id.description), "name": .string(branch.name), "codes": .object(codes),
            ])
        }
        let owner = plan.people[0]
        return .object([
            ("organization", .string(organization.slug)), ("name", .string(organization.name)),
            ("owner", ["email": .string(owner.email ?? ""), "password": .string(owner.password ?? "")]),
            ("branches", .array(written)), ("people", people(plan, members)),
            ("key", key.map { .string($0) } ?? .null),
        ])
    }

    private func people(_ plan: DemoPlan, _ members: [Membership]) -> JSON {
        .array(
            plan.people.compactMap { person in
                members.first { $0.person.name == person.name }.map { member in
                    [
                        "id": .string(member.person.id.description), "name": .string(person.name),
                        "role": .string(person.role), "pin": .string(person.pin),
                        "branches": .array(person.branches.map { .integer(Int64($0)) }),
                    ]
                }
            })
    }

    private func write(_ card: JSON) throws {
        let path = configuration.dataFolder + "/demo.json"
        try FileManager.default.createDirectory(
            atPath: configuration.dataFolder, withIntermediateDirectories: true)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: Data(card.bytes), attributes: attributes)
        else {
            throw Failure("\(path) cannot be written.")
        }
    }
}

extension DemoSetUp {
    /// Prints each screen's address and the demo's logins.
    static func printWelcome(_ configuration: Configuration, port: Int) {
        let path = configuration.dataFolder + "/demo.json"
        guard let bytes = FileManager.default.contents(atPath: path),
            let card = try? JSON(parsing: Array(bytes))
        else {
            return
        }
        let address = configuration.address(port)
        print("\n\(card["name"]?.text ?? "Demo")")
        print("  POS      \(address)/pos/       Kitchen  \(address)/kitchen/       BOSS  \(address)/boss/")
        print("  API      \(address)/docs      Menu     \(address)/menu/demo")
        print("  BOSS     \(card["owner"]?["email"]?.text ?? "")  \(card["owner"]?["password"]?.text ?? "")")
        for branch in card["branches"]?.array ?? [] {
            let codes = branch["codes"]
            print(
                "  \(branch["name"]?.text ?? ""): pair a POS with \(codes?["pos"]?.text ?? ""), a kitchen screen with "
                    + (codes?["kitchen"]?.text ?? ""))
        }
        for person in card["people"]?.array ?? [] {
            print(
                "  PIN \(person["pin"]?.text ?? "")  \(person["role"]?.text ?? "")  \(person["name"]?.text ?? "")"
            )
        }
        if let key = card["key"]?.text { print("  API key (shown once): \(key)") }
        print("")
    }
}
