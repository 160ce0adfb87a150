public import Base
public import Store

/// What has to be done now and then: months made ahead, old records let go.
public struct Housekeeping: Sendable {
    /// What one round did.
    public struct Report: Sendable, Equatable {
        /// Partitions made.
        public let partitionsMade: Int
        /// Idempotency records deleted.
        public let keysPruned: Int
        /// Sessions, approvals and pairing codes deleted that had lapsed a month before.
        public let lapsedPruned: Int
        /// Frames deleted.
        public let framesPruned: Int
        /// Tables whose default partition holds rows: their month was not made in time.
        public let strayed: [String]
    }

    /// Months that are always there ahead of time.
    public static let monthsAhead: Int64 = 3
    /// Rows deleted at most in one round, so that no round holds many locks.
    public static let rowsMax = 10_000

    /// One round, to be run every hour.
    public static func run(_ database: any Database, _ surroundings: Surroundings) async throws -> Report {
        let now = surroundings.now()
        return try await database.transaction(.system) { tx in
            let today = Day(number: now.seconds / 86_400)
            let made = try HousekeepingStore.makePartitions(
                from: today, through: today.advanced(by: monthsAhead * 31), in: tx)
            let keptSince = now.advanced(seconds: -IdempotencyKey.daysKept * 86_400)
            let keys = try IdempotencyStore.prune(olderThan: keptSince, limit: rowsMax, in: tx)
            let lapsed = try HousekeepingStore.pruneLapsed(before: keptSince, limit: rowsMax, in: tx)
            let frames = try BranchStream.prune(at: now, limit: rowsMax, in: tx)
            try HousekeepingStore.dropFrameMonths(before: today.advanced(by: -4), in: tx)
            let strayed = try HousekeepingStore.strayed(in: tx)
            return Report(
                partitionsMade: made, keysPruned: keys, lapsedPruned: lapsed, framesPruned: frames,
                strayed: strayed)
        }
    }

    /// A WAL segment that the archive did not take: backups end before it.
    public struct ArchiveFailure: Sendable, Equatable {
        /// The segment's name.
        public let segment: String
        /// When it was tried last.
        public let at: Instant
        /// Failures since the database's figures were reset.
        public let count: Int64
    }

    /// What stands in the way of the archive; nil when it has taken everything since its last failure.
    public static func archiveFailure(_ database: any Database) async throws -> ArchiveFailure? {
        try await database.transaction(.system, .read) { tx in try HousekeepingStore.archiveFailure(in: tx) }
    }

    /// Makes the months of a stretch of time: for the demo, whose clock begins in the past.
    public static func makePartitions(
        from first: Instant, through last: Instant, _ database: any Database
    ) async throws {
        _ = try await database.transaction(.system) { tx in
            try HousekeepingStore.makePartitions(
                from: Day(number: first.seconds / 86_400), through: Day(number: last.seconds / 86_400), in: tx
            )
        }
    }
}
