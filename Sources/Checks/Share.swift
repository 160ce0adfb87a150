public import Base

/// What one guest pays of a check, and which KDV rates it is made of.
///
/// Restaurant money rules 4 and 5: shares always sum to the check, and each rate's parts to the rate.
public struct Share: Hashable, Sendable {
    /// What the guest pays, in minor units.
    public let amount: Int64
    /// The parts at each KDV rate, lowest first; a share is a document of its own, so its KDV is computed
    /// here.
    public let groups: [KDVGroup]

    init(_ parts: [TaxedAmount]) throws(MoneyFault) {
        var amount: Int64 = 0
        for part in parts { amount = try amount.plus(part.gross) }
        self.amount = amount
        groups = try Tax.groups(of: parts)
    }
}

/// A line that is being split: its net, its rate, and who takes part in it with which weight.
public struct SplitLine: Hashable, Sendable {
    /// The check's line.
    public let line: ID<CheckLine>
    /// KDV in basis points.
    public let rate: Int64
    /// What the guests pay for it.
    public let net: Int64
    /// The guest's seat, when one was noted.
    public let seat: Int?

    /// A line to split.
    public init(line: ID<CheckLine>, rate: Int64, net: Int64, seat: Int? = nil) {
        self.line = line
        self.rate = rate
        self.net = net
        self.seat = seat
    }
}

/// The ways a check falls into shares; pure arithmetic, the sums always exact (invariant I5).
public enum Split {
    /// Equal shares: `total div n`, the first `total mod n` one more; rates are carried into the shares.
    public static func equally(_ groups: [KDVGroup], into count: Int) throws(MoneyFault) -> [Share] {
        let rows = try Allocation.equalShares(of: groups.map(\.gross), into: count)
        return try shares(rows, groups)
    }

    /// Shares of given sizes that make up the whole check.
    public static func byAmount(_ groups: [KDVGroup], _ amounts: [Int64]) throws(MoneyFault) -> [Share] {
        try shares(try Allocation.carried(groups.map(\.gross), into: amounts), groups)
    }

    /// One amount now and the rest in equal shares.
    public static func byAmount(
        _ groups: [KDVGroup], now: Int64, restInto count: Int
    ) throws(MoneyFault) -> [Share] {
        var total: Int64 = 0
        for group in groups { total = try total.plus(group.gross) }
        guard (0...total).contains(now) else { throw .exceeds(most: total) }
        return try byAmount(groups, [now] + (try Allocation.equal(try total.minus(now), into: count)))
    }

    /// One share per seat, in the order of the seats; lines without a seat are shared by all of them equally.
    public static func bySeat(_ lines: [SplitLine]) throws(MoneyFault) -> [Share] {
        let seats = Set(lines.compactMap(\.seat)).sorted()
        guard !seats.isEmpty else { throw .noParts }
        var plan = SplitPlan(lines, shares: seats.count)
        for line in lines {
            if let seat = line.seat, let index = seats.firstIndex(of: seat) {
                plan.parts[line.line] = [SharePart(share: index, weight: 1)]
            } else {
                plan.parts[line.line] = seats.indices.map { SharePart(share: $0, weight: 1) }
            }
        }
        return try plan.shares()
    }

    private static func shares(_ rows: [[Int64]], _ groups: [KDVGroup]) throws(MoneyFault) -> [Share] {
        var result: [Share] = []
        for row in rows {
            result.append(try Share(zip(groups, row).map { TaxedAmount(rate: $0.rate, gross: $1) }))
        }
        return result
    }
}

/// A guest's part in a line: its quantity in thousandths, or 1 for an equal part.
public struct SharePart: Hashable, Sendable {
    /// The share, from 0.
    public let share: Int
    /// How much of the line, beside the other parts.
    public let weight: Int64

    /// A part in a line.
    public init(share: Int, weight: Int64) {
        self.share = share
        self.weight = weight
    }
}

/// A split by item while it is being made: which share takes which part of which line.
public struct SplitPlan: Sendable {
    /// The lines that are split.
    public let lines: [SplitLine]
    /// How many shares there are.
    public let count: Int
    /// Who takes part in each line; at first the first share takes all.
    public var parts: [ID<CheckLine>: [SharePart]]
    /// The shares that are paid: nothing in them changes any more.
    public private(set) var paid: Set<Int> = []

    /// A plan in which the first share takes every line.
    public init(_ lines: [SplitLine], shares: Int) {
        self.lines = lines
        count = shares
        parts = Dictionary(
            lines.map { ($0.line, [SharePart(share: 0, weight: 1)]) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// Gives a line to these shares, in these weights.
    ///
    /// Invariant I4: a line with a paid share stays as it is.
    public mutating func give(_ line: ID<CheckLine>, to parts: [SharePart]) throws(ShareRefusal) {
        guard let present = self.parts[line] else { throw .unknownLine }
        guard !present.contains(where: { paid.contains($0.share) }) else { throw .paid }
        guard !parts.isEmpty, parts.allSatisfy({ (0..<count).contains($0.share) && $0.weight > 0 }) else {
            throw .unknownShare
        }
        guard !parts.contains(where: { paid.contains($0.share) }) else { throw .paid }
        self.parts[line] = parts
    }

    /// Marks a share as paid.
    public mutating func pay(_ share: Int) throws(ShareRefusal) {
        guard (0..<count).contains(share) else { throw .unknownShare }
        guard paid.insert(share).inserted else { throw .paid }
    }

    /// The shares as they stand; a shared line's odd kuruş go to the first of its shares.
    public func shares() throws(MoneyFault) -> [Share] {
        var rows = [[TaxedAmount]](repeating: [], count: count)
        for line in lines {
            let parts = parts[line.line] ?? []
            let amounts = try Allocation.proportional(line.net, by: parts.map(\.weight))
            for (portion, amount) in zip(parts, amounts) {
                rows[portion.share].append(TaxedAmount(rate: line.rate, gross: amount))
            }
        }
        var result: [Share] = []
        for row in rows { result.append(try Share(row)) }
        return result
    }
}

/// Why a split is not made as asked.
public enum ShareRefusal: Refusal, Equatable {
    /// There is no such line.
    case unknownLine
    /// There is no such share.
    case unknownShare
    /// A paid share takes part in it.
    case paid

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownLine: Problem(404, "unknown_line", "There is no such line on this check.")
        case .unknownShare: Problem(422, "unknown_share", "There is no such share.")
        case .paid: Problem(409, "share_paid", "A paid share takes part in this line.")
        }
    }
}
