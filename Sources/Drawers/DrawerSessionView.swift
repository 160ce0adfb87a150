public import Base
import Organizations

/// A drawer session as screens see it; `expected` and `variance` only once it is closed (the count is blind).
public struct DrawerSessionView: Sendable, Equatable {
    /// The session's id.
    public let id: ID<DrawerSession>
    /// The drawer.
    public let drawer: ID<Drawer>
    /// Where it stands.
    public let state: DrawerSessionState
    /// Its business day.
    public let businessDay: Day
    /// Its currency.
    public let currency: Currency
    /// What was put in at the start.
    public let float: Int64
    /// When it was opened.
    public let openedAt: Instant
    /// By whom.
    public let openedBy: String
    /// What was counted.
    public let counted: Int64?
    /// In which notes and coins.
    public let denominations: [Denomination]
    /// Whether a count was taken back.
    public let recounted: Bool
    /// What had to be in it.
    public let expected: Int64?
    /// Counted minus expected.
    public let variance: Int64?
    /// When it was closed.
    public let closedAt: Instant?
    /// Grows by one with each change.
    public let version: Int64
}

extension DrawerSessionView {
    /// The view of a session.
    public init(_ session: DrawerSession) {
        self.init(
            id: session.id, drawer: session.drawer, state: session.state, businessDay: session.businessDay,
            currency: session.currency, float: session.float, openedAt: session.openedAt,
            openedBy: session.openedByName, counted: session.counted, denominations: session.denominations,
            recounted: session.recounted, expected: session.expected, variance: session.variance,
            closedAt: session.closedAt, version: session.version)
    }
}

extension DrawerSessionView: Shaped {
    /// `DrawerSession` of the API.
    public static let shape = Shape<DrawerSessionView>.object(
        "DrawerSession",
        {
            DrawerSessionView(
                id: $0, drawer: $1, state: $2, businessDay: $3, currency: $4, float: $5, openedAt: $6,
                openedBy: $7,
                counted: $8, denominations: $9, recounted: $10, expected: $11, variance: $12, closedAt: $13,
                version: $14)
        },
        Field("id", \.id, .id()), Field("drawer", \.drawer, .id()), Field("state", \.state, .choice),
        Field("businessDay", \.businessDay, .day), Field("currency", \.currency, .currency),
        Field("float", \.float, .positiveAmount), Field("openedAt", \.openedAt, .instant),
        Field("openedBy", \.openedBy, .text()), Field(optional: "counted", \.counted, .positiveAmount),
        Field("denominations", \.denominations, Denomination.shape.list(0...50)),
        Field("recounted", \.recounted, .flag),
        Field(optional: "expected", \.expected, .amount, "Only once the session is closed."),
        Field(optional: "variance", \.variance, .amount, "Counted minus expected."),
        Field(optional: "closedAt", \.closedAt, .instant),
        Field("version", \.version, .integer(1...Int64(1) << 52)))
}

/// A drawer with its session, if one is open.
public struct DrawerView: Sendable, Equatable {
    /// The drawer's id.
    public let id: ID<Drawer>
    /// Its name.
    public let name: String
    /// The session that is open or being counted.
    public let session: DrawerSessionView?
    /// Whether it was taken out of use.
    public let archived: Bool
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64

    init(id: ID<Drawer>, name: String, session: DrawerSessionView?, archived: Bool, version: Int64) {
        self.id = id
        self.name = name
        self.session = session
        self.archived = archived
        self.version = version
    }

    /// A drawer and its session.
    public init(_ drawer: Drawer, session: DrawerSessionView?) {
        self.init(
            id: drawer.id, name: drawer.name, session: session, archived: drawer.archivedAt != nil,
            version: drawer.version)
    }
}

extension DrawerView: Shaped {
    /// `Drawer` of the API.
    public static let shape = Shape<DrawerView>.object(
        "Drawer", { DrawerView(id: $0, name: $1, session: $2, archived: $3, version: $4) },
        Field("id", \.id, .id()), Field("name", \.name, .text(1...100)),
        Field(optional: "session", \.session, DrawerSessionView.shape),
        Field("archived", \.archived, .flag, "Taken out of use."),
        Field("version", \.version, .integer(1...1_000_000_000)))
}
