import Base
import Crypto
public import Store

/// Seals audit events by a hash chain per organization, behind the commands that write them.
///
/// An event is sealed once every transaction that could still commit before it has ended; the order is that
/// of the transactions. Each seal hashes the one before it and the event, so nothing can be changed, removed
/// or slipped in later without breaking the chain from there on.
public enum SealAudit {
    /// Events sealed at most per organization and round.
    public static let eventsMax = 1_000

    /// One round over all organizations, to be run every half second; says how many events were sealed.
    public static func run(_ database: any Database) async throws -> Int {
        let organizations = try await database.transaction(.system) { tx in try AuditStore.unsealed(in: tx) }
        var sealed = 0
        for organization in organizations {
            sealed += try await database.transaction(.system) { tx in try seal(organization, in: tx) }
        }
        return sealed
    }

    /// How many events wait for their seal, counted up to one round's worth an organization.
    public static func waiting(in tx: borrowing Transaction) throws -> Int {
        try AuditStore.unsealedWaiting(limit: eventsMax, in: tx)
    }

    static func seal(
        _ organization: ID<Organization>, _ form: SealForm = .row, in tx: borrowing Transaction
    ) throws -> Int {
        try AuditStore.lockChain(organization, in: tx)
        var last = try AuditStore.lastSeal(organization, in: tx) ?? AuditSeal.first
        let events = try AuditStore.digests(organization, after: last.place, form, limit: eventsMax, in: tx)
        var seals: [AuditSeal] = []
        for event in events {
            last = last.following(event)
            seals.append(last)
        }
        if !seals.isEmpty { AuditStore.insert(organization, seals, form, in: tx) }
        return seals.count
    }
}

/// A link of the chain.
struct AuditSeal: Sendable {
    let number: Int64
    let place: AuditPlace
    let at: Instant
    let hash: Bytes

    /// What the first link hangs on.
    static let first = AuditSeal(
        number: 0, place: AuditPlace(written: "0", seq: 0), at: Instant(microseconds: 0),
        hash: Bytes(Digest.sha256(Array("hesap audit".utf8))))

    func following(_ event: AuditDigest) -> AuditSeal {
        let link = Digest.sha256(hash.raw + event.digest.raw)
        return AuditSeal(number: number + 1, place: event.place, at: event.at, hash: Bytes(link))
    }
}

/// An event as the chain sees it.
struct AuditDigest: Sendable {
    let place: AuditPlace
    let at: Instant
    let digest: Bytes
}
