public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// Where the lines of checks stand in the kitchen, as checks ask for it.
public struct KitchenStages: Sendable, Equatable {
    /// So much of a line stands there.
    public struct Part: Sendable, Hashable {
        /// Where it stands.
        public let state: KitchenItemState
        /// How much.
        public let quantity: Quantity
    }

    /// The parts of each line that was ever sent, the least far one first.
    public let lines: [UUID: [Part]]

    /// Nothing was sent.
    public static let none = KitchenStages(lines: [:])

    /// The one state that a line shows: of what isn't voided, the part that has come least far; nil: never
    /// sent.
    public func state(of line: UUID) -> KitchenItemState? {
        guard let parts = lines[line] else { return nil }
        return parts.first { $0.state != .voided }?.state ?? .voided
    }

    /// How far the furthest part would have come that voiding this quantity takes: what the right to void
    /// depends on.
    ///
    /// - Returns: nil when the line was never sent; `served` when the void would be refused for that.
    public func furthest(of line: UUID, quantity: Quantity) -> KitchenItemState? {
        guard let parts = lines[line] else { return nil }
        var left = quantity.thousandths
        for part in parts where part.state != .voided {
            left -= part.quantity.thousandths
            if left <= 0 { return part.state }
        }
        return parts.last { $0.state != .voided }?.state ?? .voided
    }

    /// How many lines have something waiting at the pass.
    public var readyLines: Int { lines.values.filter { $0.contains { $0.state == .ready } }.count }

    /// Of one check's lines.
    public static func of(
        check: UUID, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> KitchenStages { try of(checks: [check], of: organization, in: tx)[check] ?? .none }

    /// Of several checks' lines, in one round trip; a check that never sent anything is missing.
    public static func of(
        checks: [UUID], of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [UUID: KitchenStages] {
        guard !checks.isEmpty else { return [:] }
        let statement = statement(of: checks, organization)
        return try read(try tx.all([statement])[0], statement)
    }

    /// The statement behind `of`, for a caller that sends it together with its own.
    public static func statement(of checks: [UUID], _ organization: ID<Organization>) -> SQL {
        TicketStore.stages(organization, checks: checks)
    }

    /// The statement that says how many tickets a check has, and the sum of their versions: the same as long
    /// as the kitchen did nothing for it.
    public static func stampStatement(of check: UUID, _ organization: ID<Organization>) -> SQL {
        TicketStore.stamp(organization, check: check)
    }

    /// The same for a query on checks: `check` names its column with their ids.
    public static func stampStatement(ofRow check: SQL, _ organization: ID<Organization>) -> SQL {
        TicketStore.stamp(organization, ofRow: check)
    }

    /// The answer of `statement`, by check.
    public static func read(_ rows: Rows, _ statement: SQL) throws -> [UUID: KitchenStages] {
        var byCheck: [UUID: [UUID: [Part]]] = [:]
        for row in try TicketStore.readStages(rows, statement) {
            byCheck[row.check, default: [:]][row.line, default: []]
                .append(Part(state: row.state, quantity: row.quantity))
        }
        return byCheck.mapValues { lines in
            KitchenStages(
                lines: lines.mapValues { parts in parts.sorted { $0.state.progress < $1.state.progress } })
        }
    }
}
