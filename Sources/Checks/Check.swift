public import Base
public import Organizations

/// A table's or a counter's bill: who ordered what, what was taken off, and how it was paid.
///
/// It is loaded as a whole under the lock of its row, changed in memory by pure functions, and recorded once.
public struct Check: Sendable, Hashable {
    /// Chosen by the device that opened it.
    public let id: ID<Check>
    /// The branch that serves it.
    public let branch: ID<Branch>
    /// The number people call it by; ascending per branch.
    public let no: Int64
    /// Counts its changes, the kitchen's progress among them.
    public var version: Int64
    /// Where it stands.
    public var state: CheckState
    /// At a table, taken away, or over the counter.
    public let orderType: OrderType
    /// The party at the table; nil without a table.
    public var seating: ID<Seating>?
    /// The table by its name of that moment.
    public var table: TableName?
    /// How many guests.
    public var guests: Int
    /// Who serves it.
    public var waiter: Author
    /// When it was opened.
    public let openedAt: Instant
    /// When it was closed, voided or merged.
    public var closedAt: Instant?
    /// The business day that it counts for: that of its opening, and once it is closed that of its closing.
    public var businessDay: Day
    /// The currency of all its amounts.
    public let currency: Currency
    /// The last round sent to the kitchen; 0 before the first.
    public var rounds: Int
    /// The check that took its lines over.
    public var mergedInto: ID<Check>?
    /// The version that the last change of lines, guests, table or money made.
    public var changed: Int64 = 0
    /// The lines, by position.
    public var lines: [CheckLine] = []
    /// Discounts and comps, in the order given.
    public var adjustments: [Adjustment] = []
    /// The tenders, in the order taken.
    public var tenders: [Tender] = []
    /// Everything it comes to.
    public var money: CheckMoney = .nothing

    /// The index of a line.
    public func index(of line: ID<CheckLine>) throws(LineRefusal) -> Int {
        guard let index = lines.firstIndex(where: { $0.id == line }) else { throw .unknownLine }
        return index
    }

    /// The index of a tender.
    public func index(of tender: ID<Tender>) throws(TenderRefusal) -> Int {
        guard let index = tenders.firstIndex(where: { $0.id == tender }) else { throw .unknownTender }
        return index
    }

    /// Moves its state.
    public mutating func move(_ event: CheckEvent) throws(CheckRefusal) { state = try state.after(event) }

    /// Refuses a caller who has not seen its last change; only commands that may conflict ask
    /// (docs/decisions/0016). What the kitchen did meanwhile changes neither lines nor money.
    public func expect(version seen: Int64) throws(CheckRefusal) {
        guard seen >= changed, seen <= version else { throw .stale(version: version) }
    }

    /// Computes its amounts anew and hands each line its part.
    ///
    /// - Throws: `amount_too_large` when a sum does not fit the wire, `below_paid` when the total fell below
    ///   what is paid.
    public mutating func reckon() throws {
        do {
            money = try CheckMoney.of(lines, adjustments, tenders)
        } catch { throw LineRefusal.amountTooLarge }
        guard money.gross <= 9_007_199_254_740_991 else { throw LineRefusal.amountTooLarge }
        let held = money.paid + money.reserved
        guard money.total >= held else { throw CheckRefusal.belowPaid(most: held) }
        for (index, amounts) in money.lines.enumerated() { lines[index].money = amounts }
    }

    /// Lines still on the order pad.
    public var newLines: Int { lines.count { $0.state == .new } }
    /// Lines that were sent and not voided.
    public var sentLines: Int { lines.count { $0.state == .sent || $0.state == .held } }
    /// Lines that wait to be carried out.
    public var readyLines: Int { lines.count { $0.presentState == .ready } }
    /// What people call it: the table's name, or its number.
    public var label: String { table?.name ?? "#\(no)" }
    /// Whether a payment's outcome is missing.
    public var hasUnknownTender: Bool {
        tenders.contains { $0.state == .unknown || $0.state == .authorizing }
    }
}

/// A table as a check remembers it.
public struct TableName: Sendable, Hashable {
    /// The table.
    public let id: ID<DiningTable>
    /// Its name then.
    public let name: String

    /// A table by name.
    public init(id: ID<DiningTable>, name: String) {
        self.id = id
        self.name = name
    }
}

/// A party at a table, from sitting down to leaving.
public enum Seating {}

extension CheckMoney {
    /// An empty check's.
    public static let nothing = CheckMoney(
        lines: [], adjustments: [], gross: 0, discount: 0, comp: 0, total: 0, groups: [], paid: 0,
        reserved: 0,
        tips: 0)
}
