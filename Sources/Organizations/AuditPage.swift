public import Base
public import Store
public import struct FoundationEssentials.UUID

/// One line of the audit trail: who did what to which thing, when, and with whose approval.
public struct AuditEvent: Sendable, Equatable {
    /// Its number; grows, with gaps.
    public let seq: Int64
    /// When.
    public let at: Instant
    /// In which branch.
    public let branch: ID<Branch>?
    /// What kind of caller.
    public let actorKind: Actor.Kind
    /// Who.
    public let person: ID<Person>?
    /// Their name then.
    public let personName: String
    /// On which device.
    public let device: ID<Device>?
    /// Who approved.
    public let approver: ID<Person>?
    /// What was done: `line.voided`.
    public let action: String
    /// To what.
    public let entity: String
    /// To which one.
    public let entityID: UUID
    /// Why, where a reason is asked for.
    public let reason: String?
    /// How it was.
    public let before: JSON?
    /// How it is now.
    public let after: JSON?
}

/// A page of the audit trail, newest first.
public struct AuditPage: Sendable {
    /// The events.
    public let items: [AuditEvent]
    /// Where the next page begins; nil at the end.
    public let next: String?

    /// Reads a page.
    ///
    /// - Parameters:
    ///   - branch: events of that branch and of the organization as a whole; nil: of all branches.
    ///   - after: the `next` of the page before.
    ///   - entity: events of that one thing.
    /// - Throws: `Problem` `cursor_invalid` for an `after` that no page gave out.
    public static func read(
        _ organization: ID<Organization>, branch: ID<Branch>?, limit: Int = 50, after: String? = nil,
        person: ID<Person>? = nil, entity: UUID? = nil, in tx: borrowing Transaction
    ) throws -> AuditPage {
        let count = min(max(limit, 1), 200)
        let place = after.flatMap(AuditPlace.init(cursor:))
        guard after == nil || place != nil else {
            throw Problem(422, "cursor_invalid", "This is no cursor of this list.")
        }
        let found = try AuditStore.page(
            organization, branch: branch, limit: count + 1, before: place, person: person, entity: entity,
            in: tx)
        let items = found.prefix(count)
        let next = found.count > count ? items.last?.place.cursor : nil
        return AuditPage(items: items.map(\.event), next: next)
    }
}

/// A place in the order of commits: the transaction, then the event's number.
struct AuditPlace: Sendable {
    let written: String
    let seq: Int64

    init(written: String, seq: Int64) {
        self.written = written
        self.seq = seq
    }

    init?(cursor: String) {
        let parts = cursor.split(separator: "-")
        guard parts.count == 2, UInt64(parts[0]) != nil, let seq = Int64(parts[1]) else { return nil }
        self.init(written: String(parts[0]), seq: seq)
    }

    var cursor: String { "\(written)-\(seq)" }
}
