import Ledger
import Postgres
import Store

/// Whole restaurant orders beside pgbench's TPC-B-like script, on the same durable cluster.
public enum RestaurantBench {
    /// How large pgbench's tables are; 20 is 2,000,000 accounts.
    private static let scale = 20
    private static let warmUpSeconds = 3

    /// Measures, proves and prints; false when an invariant does not hold.
    public static func run(_ settings: BenchSettings, _ schema: BenchSchema) async throws -> Bool {
        let tills = settings.clients.map(String.init).joined(separator: ",")
        var report = BenchReport(
            "hesap bench restaurant --rounds \(settings.rounds) --seconds \(settings.seconds) "
                + "--branches \(settings.branches) --clients \(tills)")
        var isSound = true
        try await BenchGround.with(settings, schema) { ground in
            let yardstick = try Yardstick(ground.cluster, scale: scale)
            let server = try BenchServer.start(in: ground.folder, settings)
            defer { server.stop() }
            say("Warming up.")
            var taken = try load(ground.venue, server.port, settings.clients.first ?? 1, warmUpSeconds).orders
            _ = try yardstick.round(clients: settings.clients.first ?? 1, seconds: warmUpSeconds)
            // As autovacuum does within the first minute; pgbench's tables are analyzed when filled.
            try yardstick.analyze()
            for tills in settings.clients {
                taken += try measure(tills, ground, server, yardstick, settings, &report)
            }
            report.fact("settings", try await ground.settings())
            report.fact("branches", "\(settings.branches), tables each: \(BenchVenue.tablesPerBranch)")
            report.fact("clients", "as many on either side; pgbench -j 2, scale \(scale)")
            let findings = try await ground.database.transaction(.system, .snapshot) { [taken] tx in
                try InvariantsStore.findings(ground.venue.organization, orders: taken, in: tx)
            }
            for finding in findings { report.fact("invariant", finding.text) }
            let ledger = try await LedgerVerification.run(ground.database)
            report.fact("ledger", ledger.isSound ? "every rule holds" : ledger.lines.joined(separator: "; "))
            isSound = ledger.isSound && findings.allSatisfy(\.holds)
        }
        try report.publish(settings)
        return isSound
    }

    /// Rounds of both sides in turn with so many tills; gives the number of orders that were answered.
    private static func measure(
        _ tills: Int, _ ground: BenchGround, _ server: BenchServer, _ yardstick: Yardstick,
        _ settings: BenchSettings,
        _ report: inout BenchReport
    ) throws -> Int {
        var (orders, transactions) = (Rounds(), Rounds())
        var latencies: [Int64] = []
        var (spent, answered) = (ProcessorTime.zero, 0)
        for round in 1...settings.rounds {
            try yardstick.checkpoint()
            let before = ProcessorTime.now(cluster: ground.cluster, server: server)
            let taken = try load(ground.venue, server.port, tills, settings.seconds)
            spent = spent + (ProcessorTime.now(cluster: ground.cluster, server: server) - before)
            try yardstick.checkpoint()
            let beside = try yardstick.round(clients: tills, seconds: settings.seconds)
            answered += taken.orders
            latencies += taken.latencies
            orders.add(taken.rate)
            transactions.add(beside)
            say(
                "\(tills) tills, round \(round): \(Decimals.text(taken.rate, 1)) orders/s, TPC-B-like "
                    + "\(Decimals.text(beside, 0)) tps, ratio \(Decimals.text(taken.rate / beside, 3))")
        }
        report.rows.append(
            BenchReport.Row(
                what: "whole restaurant order (open, 4 lines, send, pay), \(tills) tills", ours: orders,
                unit: "orders/s",
                yardstick: "TPC-B-like tps", theirs: transactions, must: 0.15, goal: 0.3))
        report.fact("one whole order, \(tills) tills", Latencies(latencies).text)
        report.fact("processor time of an order, \(tills) tills", spent.text(each: answered))
        return answered
    }

    private static func load(
        _ venue: BenchVenue, _ port: Int, _ clients: Int, _ seconds: Int
    ) throws -> (orders: Int, rate: Double, latencies: [Int64]) {
        let began = Machine.microseconds
        let end = began + Int64(seconds) * 1_000_000
        let all = try Threads.run(clients) { number in
            try Customer(number, of: clients, at: venue, port: port).work(until: end)
        }
        let took = Double(Machine.microseconds - began) / 1_000_000
        let orders = all.reduce(0) { $0 + $1.orders }
        return (orders, Double(orders) / took, all.flatMap(\.latencies))
    }
}

/// pgbench's standard TPC-B-like script on a database of its own in the same cluster.
struct Yardstick {
    private let cluster: PrivateCluster
    private static let database = "yardstick"

    /// Makes and fills its database.
    init(_ cluster: PrivateCluster, scale: Int) throws {
        self.cluster = cluster
        say("Filling pgbench's tables, scale \(scale).")
        _ = try program("createdb", [Self.database]).output()
        _ = try program("pgbench", ["-i", "-q", "-s", "\(scale)", Self.database]).output()
    }

    /// Transactions a second of one round.
    func round(clients: Int, seconds: Int) throws -> Double {
        let text = try program(
            "pgbench", ["-c", "\(clients)", "-j", "2", "-T", "\(seconds)", Self.database]
        ).output()
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let figure = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) })
        else { throw BenchFault.tool("pgbench said nothing of its rate:\n\(text)") }
        return figure
    }

    /// Writes everything out, so that every round begins alike.
    func checkpoint() throws { _ = try program("psql", ["-qc", "checkpoint", Self.database]).output() }

    /// Lets the planner know the sizes of the server's tables.
    func analyze() throws {
        _ = try program("psql", ["-qc", "analyze", "hesap"]).output()
    }

    private func program(_ name: String, _ arguments: [String]) -> OutsideProgram {
        OutsideProgram(
            cluster.programFolder + "/" + name,
            ["-h", cluster.socketFolder, "-p", "5432", "-U", "postgres"] + arguments)
    }
}
