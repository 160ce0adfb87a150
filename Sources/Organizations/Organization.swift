public import Base
public import Store

/// A firm that uses Hesap: the tenant. Nothing of one organization is ever seen by another (I14).
public struct Organization: Sendable, Equatable {
    /// Its identity.
    public let id: ID<Organization>
    /// Its name in addresses: lower-case letters, digits and hyphens; unique.
    public let slug: String
    /// Its name on screens and receipts.
    public let name: String
    /// The currency of its books.
    public let currency: Currency
    /// The pack of legal rules that holds for it, `TR`.
    public let jurisdiction: String
    /// Languages of its texts, the first being the main one.
    public let locales: [String]
    /// Counts its changes.
    public let version: Int64

    /// An organization as stored.
    public init(
        id: ID<Organization>, slug: String, name: String, currency: Currency, jurisdiction: String,
        locales: [String], version: Int64 = 1
    ) {
        self.version = version
        self.id = id
        self.slug = slug
        self.name = name
        self.currency = currency
        self.jurisdiction = jurisdiction
        self.locales = locales
    }
}

/// What the tills of a branch take cards with.
public enum CardRoute: String, CaseIterable, Sendable, SQLValue {
    /// The payments connector: the till asks it and hears what became of the card.
    case connector
    /// The bank's own terminal: the amount is typed there by hand, and the till only writes it down.
    case bankTerminal = "bank_terminal"
}

/// One venue of an organization.
public struct Branch: Sendable, Equatable {
    /// Its identity.
    public let id: ID<Branch>
    /// Whose venue it is.
    public let organization: ID<Organization>
    /// Its name on screens and receipts.
    public let name: String
    /// Its IANA time zone, `Europe/Istanbul`.
    public let timeZone: String
    /// Minutes after local midnight at which its business day begins; 240 is 04:00.
    public let dayStart: Int
    /// Its address as on paper, on one line or several; empty when nobody gave one.
    public let address: String
    /// The tax office that it belongs to; empty when nobody gave one.
    public let taxOffice: String
    /// The tax number of who sells there; empty when nobody gave one.
    public let taxNumber: String
    /// What its tills take cards with.
    public let cardRoute: CardRoute
    /// Counts its changes.
    public let version: Int64

    /// A branch as stored.
    public init(
        id: ID<Branch>, organization: ID<Organization>, name: String, timeZone: String, dayStart: Int,
        address: String = "", taxOffice: String = "", taxNumber: String = "",
        cardRoute: CardRoute = .bankTerminal, version: Int64 = 1
    ) {
        self.cardRoute = cardRoute
        self.address = address
        self.taxOffice = taxOffice
        self.taxNumber = taxNumber
        self.version = version
        self.id = id
        self.organization = organization
        self.name = name
        self.timeZone = timeZone
        self.dayStart = dayStart
    }
}
