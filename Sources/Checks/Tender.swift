public import Base
public import Payments
public import Store
public import struct FoundationEssentials.UUID

/// How a guest pays.
public enum TenderKind: String, CaseIterable, Sendable, SQLValue {
    /// Notes and coins, into the device's drawer.
    case cash
    /// By a card connector of Payments.
    case card
    /// A meal voucher or meal card.
    case voucher
    /// By a card on a bank's own terminal, which Hesap does not reach.
    case bankCard = "bank_card"
    /// On the guest's or firm's account (cari).
    case openAccount = "open_account"
}

/// The issuers of meal vouchers and meal cards that a Turkish venue takes.
public enum VoucherProvider: String, CaseIterable, Sendable, SQLValue {
    /// Multinet.
    case multinet
    /// Pluxee, formerly Sodexo.
    case pluxee
    /// Edenred, formerly Ticket.
    case edenred
    /// Setcard.
    case setcard
    /// Metropol.
    case metropol

    /// As it is written on paper.
    public var name: String {
        switch self {
        case .multinet: "Multinet"
        case .pluxee: "Pluxee"
        case .edenred: "Edenred"
        case .setcard: "Setcard"
        case .metropol: "Metropol"
        }
    }

    /// Whether its vouchers pay for a line: meals and drinks, but no alcohol, which stands at 20 % in Turkey.
    ///
    /// Invariant I6.
    public func pays(for line: CheckLine) -> Bool { line.taxRate < 2000 }
}

/// What is known of the card of a tender.
public struct TenderCard: Hashable, Sendable {
    /// The connector that took it.
    public let connector: String
    /// The payment intent that settles the tender.
    public let intent: UUID
    /// Visa, Troy and so on.
    public let brand: String?
    /// The last four digits.
    public let last4: String?

    /// A card.
    public init(connector: String, intent: UUID, brand: String?, last4: String?) {
        self.connector = connector
        self.intent = intent
        self.brand = brand
        self.last4 = last4
    }
}

/// What is written down of a card that a bank's own terminal took.
public struct TenderTerminal: Hashable, Sendable {
    /// Which terminal.
    public let id: ID<BankTerminal>
    /// What it was called then.
    public let name: String
    /// The approval code on the slip, when the cashier typed it.
    public let approvalCode: String?
    /// The card's last four digits, when the cashier typed them.
    public let last4: String?

    /// A slip.
    public init(id: ID<BankTerminal>, name: String, approvalCode: String?, last4: String?) {
        self.id = id
        self.name = name
        self.approvalCode = approvalCode
        self.last4 = last4
    }
}

/// A part of a check that someone pays in one way.
public struct Tender: Hashable, Sendable {
    /// Chosen by the device that took it.
    public let id: ID<Tender>
    /// The payment it came with: all of one request are booked together or not at all.
    public let request: UUID
    /// Cash, card, voucher, a card at the bank's terminal, or open account.
    public let kind: TenderKind
    /// Where it stands.
    public var state: TenderState
    /// What it pays of the check, in minor units.
    public let amount: Int64
    /// Cash handed over; nil for other kinds.
    public let tendered: Int64?
    /// Given on top for the staff: neither revenue nor KDV.
    public let tip: Int64
    /// The voucher's issuer.
    public let provider: VoucherProvider?
    /// The card's facts.
    public var card: TenderCard?
    /// The bank's terminal that took the card.
    public let terminal: TenderTerminal?
    /// The drawer session that the cash is in.
    public var session: UUID?
    /// Who took it.
    public let by: Author
    /// When it was taken.
    public let at: Instant
    /// The business day that it counts for.
    public var businessDay: Day
    /// What went back, in minor units.
    public var refunded: Int64
    /// What of that went back before the check was closed, and so remained to be paid again.
    public var refundedOpen: Int64

    /// Cash handed back: change comes from cash only.
    public var change: Int64? { tendered.map { $0 - amount - tip } }
    /// The card's last four digits, when they are known.
    var last4: String? { card?.last4 ?? terminal?.last4 }
    /// What it settles of the check.
    public var paying: Int64 { state.isCaptured ? amount - refundedOpen : 0 }
    /// What it holds of the remainder without having brought it in.
    public var reserving: Int64 { state.isReserving ? amount : 0 }
    /// What may still go back; a tip never goes back through the goods.
    public var refundable: Int64 { state.isCaptured ? amount - refunded : 0 }
}
