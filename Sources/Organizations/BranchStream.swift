public import Base
public import Store
public import struct FoundationEssentials.UUID

/// A frame with its number, as it goes to screens.
public struct StreamFrame: Sendable, Equatable {
    /// Its number in the branch's stream: commit order, without gaps.
    public let seq: Int64
    /// When the command ran.
    public let at: Instant
    /// What happened: `check.changed`.
    public let type: String
    /// To what.
    public let entity: String
    /// To which one.
    public let id: UUID
    /// Its version after the change.
    public let version: Int64
    /// The kitchen station it concerns; nil: not one alone.
    public let station: String?
    /// For whom.
    public let audience: Audience
    /// The entity's whole view as JSON text, to be passed on as it is.
    public let data: String

    /// A frame as stored.
    public init(
        seq: Int64, at: Instant, type: String, entity: String, id: UUID, version: Int64, station: String?,
        audience: Audience, data: String
    ) {
        self.seq = seq
        self.at = at
        self.type = type
        self.entity = entity
        self.id = id
        self.version = version
        self.station = station
        self.audience = audience
        self.data = data
    }
}

/// The one ordered stream of changes per branch: what screens replay after a cut.
public enum BranchStream {
    /// Which numbers are kept.
    public struct Bounds: Sendable, Equatable {
        /// The oldest frame kept; `newest + 1` when none is.
        public let oldest: Int64
        /// The last number given out; 0 before the first.
        public let newest: Int64

        /// Bounds as read.
        public init(oldest: Int64, newest: Int64) {
            self.oldest = oldest
            self.newest = newest
        }

        /// Whether a screen that knows everything up to `seq` can be brought up to date by replay alone.
        public func canReplay(after seq: Int64, gapMax: Int64 = BranchStream.replayMax) -> Bool {
            seq <= newest && seq >= oldest - 1 && newest - seq <= gapMax
        }
    }

    /// Frames replayed at most; beyond that a snapshot is cheaper.
    public static let replayMax: Int64 = 5_000

    /// Hours that frames are kept.
    public static let hoursKept: Int64 = 72

    /// The frames after `seq`, in order, at most `limit`.
    public static func since(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ seq: Int64, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [StreamFrame] {
        try BranchStreamStore.since(organization, branch, seq, limit: limit, in: tx)
    }

    /// Which numbers are kept.
    public static func bounds(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Bounds {
        try BranchStreamStore.bounds(organization, branch, in: tx)
    }

    /// Which history the numbers belong to; another one after a restore.
    public static func epoch(in tx: borrowing Transaction) throws -> String {
        try BranchStreamStore.epoch(in: tx)
    }

    /// Begins another history: after a restore numbers may be given out a second time.
    public static func changeEpoch(to epoch: String, in tx: borrowing Transaction) throws {
        try BranchStreamStore.changeEpoch(to: epoch, in: tx)
    }

    /// Deletes frames older than 72 hours, those of `limit` commands at most, and says how many frames.
    public static func prune(at now: Instant, limit: Int = 10_000, in tx: borrowing Transaction) throws -> Int
    {
        try BranchStreamStore.prune(
            olderThan: now.advanced(seconds: -hoursKept * 3600), limit: limit, in: tx)
    }
}
