public import Base
public import Organizations
public import Store

public import struct FoundationEssentials.UUID

/// What the tax office is told of a sale: KDV groups, issued by a fiscal device or service (ÖKC, e-adisyon,
/// e-arşiv).
///
/// Once issued it never changes; a mistake is put right by a counter-document.
public struct FiscalDocument: Sendable, Equatable {
    /// What the document does.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// Tells of a sale.
        case sale
        /// Takes back an earlier document.
        case reversal
    }

    /// Its id.
    public let id: ID<FiscalDocument>
    /// Whose.
    public let organization: ID<Organization>
    /// Which branch's.
    public let branch: ID<Branch>
    /// What it does.
    public let kind: Kind
    /// What it was made for, such as `("check", id)`.
    public let source: FiscalSource
    /// The document it takes back.
    public let reverses: ID<FiscalDocument>?
    /// Who issues it.
    public let driver: String
    /// The number given by the driver; nil before it is issued, or when the driver gives none.
    public let number: String?
    /// Where it stands.
    public let state: FiscalState
    /// Why it failed, as a stable code.
    public let failure: String?
    /// What it holds, per KDV rate.
    public let groups: [KDVGroup]
    /// Its currency.
    public let currency: Currency
    /// The business day it counts in.
    public let businessDay: Day
    /// When it was issued.
    public let issuedAt: Instant?

    /// Everything on it, KDV included.
    public var gross: Int64 { groups.reduce(0) { $0 + $1.gross } }
    /// All KDV in it.
    public var kdv: Int64 { groups.reduce(0) { $0 + $1.kdv } }
}

/// What a document was made for: another module's kind and id, only ever carried.
public struct FiscalSource: Sendable, Equatable {
    /// Such as `check`.
    public let kind: String
    /// Its id.
    public let id: UUID

    /// A source.
    public init(_ kind: String, _ id: UUID) {
        self.kind = kind
        self.id = id
    }
}

extension FiscalDocument {
    func moved(
        _ event: FiscalEvent, number: String? = nil, failure: String? = nil, at now: Instant
    ) throws(FiscalRefusal) -> FiscalDocument {
        FiscalDocument(
            id: id, organization: organization, branch: branch, kind: kind, source: source,
            reverses: reverses,
            driver: driver, number: number ?? self.number, state: try state.after(event), failure: failure,
            groups: groups, currency: currency, businessDay: businessDay,
            issuedAt: event == .issue ? now : issuedAt)
    }

    /// The document for the outbox and the audit trail.
    var json: JSON {
        [
            "id": .string(id.description), "kind": .string(kind.rawValue), "driver": .string(driver),
            "number": number.map { .string($0) } ?? .null, "state": .string(state.rawValue),
            "failure": failure.map { .string($0) } ?? .null,
            "source": ["kind": .string(source.kind), "id": .string(source.id.text)],
            "groups": .array(groups.map(KDVGroup.shape.encode)), "currency": .string(currency.code),
            "businessDay": .string(businessDay.text),
        ]
    }
}
