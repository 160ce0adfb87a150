public import Base
import Crypto
public import Store

/// Checks an organization's audit chain from its first link to its last.
public struct AuditVerification: Sendable, Equatable {
    /// Whose.
    public let organization: ID<Organization>
    /// Links checked.
    public let sealed: Int64
    /// Events not sealed yet: those of the last second.
    public let unsealed: Int
    /// What is wrong, and with which event first; nil when nothing is.
    public let fault: Fault?
    /// The last link's hash in hexadecimal digits: kept elsewhere, it also proves that the end was not cut
    /// off.
    public let lastHash: String

    /// What can be wrong with a chain.
    public enum Fault: Sendable, Equatable {
        /// The event with this number was changed, or its seal was.
        case changed(seq: Int64)
        /// The event with this number is gone.
        case missing(seq: Int64)
        /// The event with this number was slipped in behind the chain's back.
        case slippedIn(seq: Int64)
        /// A link is missing before the one with this number.
        case broken(number: Int64)
    }

    /// Links read at once.
    static let pageRows = 1_000

    /// Checks every organization.
    public static func run(_ database: any Database) async throws -> [AuditVerification] {
        try await database.transaction(.system, .snapshot) { tx in
            try OrganizationStore.organizations(in: tx).map { try verify($0.id, in: tx) }
        }
    }

    static func verify(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> AuditVerification {
        var last = AuditSeal.first
        var fault: Fault?
        while fault == nil {
            let page = try AuditStore.sealedPage(organization, after: last.number, limit: pageRows, in: tx)
            for (seal, event) in page {
                fault = check(seal, event, after: last)
                guard fault == nil else { break }
                last = seal
            }
            guard page.count == pageRows else { break }
        }
        if fault == nil, let seq = try AuditStore.slippedIn(organization, before: last.place, in: tx) {
            fault = .slippedIn(seq: seq)
        }
        let unsealed = try AuditStore.unsealedCount(organization, after: last.place, in: tx)
        return AuditVerification(
            organization: organization, sealed: last.number, unsealed: unsealed, fault: fault,
            lastHash: Hex.text(last.hash.raw))
    }

    private static func check(_ seal: AuditSeal, _ event: AuditDigest?, after last: AuditSeal) -> Fault? {
        guard seal.number == last.number + 1 else { return .broken(number: seal.number) }
        guard let event else { return .missing(seq: seal.place.seq) }
        return last.following(event).hash == seal.hash ? nil : .changed(seq: seal.place.seq)
    }
}
