import Base

/// A beat that the database took: the heartbeats tell how long nobody could write, and what was lost.
///
/// The table is the deployment's own (`hesap_deploy.heartbeat`); each beat also tells whether a standby had
/// it before it was acknowledged.
public struct Heartbeat {
    private let world: any World
    private let programs: String
    private let log: String
    /// libpq's address of the writer: a service's name, so that it follows a repointing.
    private let address: String
    private let environment: [String: String]

    /// Beats through a libpq address, noted in a file.
    public init(
        _ world: any World, programs: String, address: String, environment: [String: String], log: String
    ) {
        self.world = world
        self.programs = programs
        self.address = address
        self.environment = environment
        self.log = log
    }

    /// Makes the table.
    public func prepare() -> Reply { sql(HeartbeatStore.table) }

    /// Writes a beat; whether the database took it. A beat that was taken is noted on this side, so that
    /// its loss can be seen.
    public func beat() throws(WorldFault) -> Bool {
        let number = world.now.microseconds
        let reply = sql(HeartbeatStore.beat(number))
        if reply.isGood { try world.append(log, String(number)) }
        return reply.isGood
    }

    private func sql(_ text: String) -> Reply {
        world.run(
            "\(programs)psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", text,
            environment: environment.merging(["PGCONNECT_TIMEOUT": "2"]) { $1 }, seconds: 8)
    }

    /// What a failover cost: `acknowledged` as noted here, `kept` as the new writer has them, both
    /// microseconds.
    static func cost(acknowledged: [Int64], kept: [Int64], promoted: Int64) -> FailoverCost {
        let before = acknowledged.filter { $0 < promoted }.sorted()
        let have = Set(kept)
        let lost = before.filter { !have.contains($0) && $0 >= (kept.min() ?? 0) }
        let lastKept = before.last { have.contains($0) }
        let firstAfter = acknowledged.filter { $0 >= promoted }.min()
        func milliseconds(_ from: Int64?, _ to: Int64?) -> Int? {
            guard let from, let to else { return nil }
            return Int((to - from) / 1000)
        }
        let rpo = lost.isEmpty ? (before.isEmpty ? nil : 0) : milliseconds(lastKept, before.last)
        return FailoverCost(
            rto: milliseconds(before.last, firstAfter), rpo: rpo, lost: before.isEmpty ? nil : lost.count)
    }
}
