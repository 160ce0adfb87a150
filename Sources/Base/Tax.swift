/// KDV, Turkish value-added tax, that is contained in a price. Rates are basis points: 10 % is 1000.
public enum Tax {
    /// The KDV inside a gross amount: `round_half_up(gross × rate / (100 % + rate))`.
    ///
    /// Restaurant money rule 3: for a whole rate group of one fiscal document, never per line and then
    /// summed.
    public static func included(in gross: Int64, rate basisPoints: Int64) throws(MoneyFault) -> Int64 {
        try gross.scaled(by: basisPoints, over: try Int64(10_000).plus(basisPoints), rounding: .halfUp)
    }

    /// The rate groups of one document, lowest rate first; a rate whose lines sum to nothing stays as a zero
    /// group.
    public static func groups(of lines: [TaxedAmount]) throws(MoneyFault) -> [KDVGroup] {
        var totals: [Int64: Int64] = [:]
        for line in lines { totals[line.rate] = try (totals[line.rate] ?? 0).plus(line.gross) }
        var groups: [KDVGroup] = []
        for rate in totals.keys.sorted() { groups.append(try KDVGroup(rate: rate, gross: totals[rate] ?? 0)) }
        return groups
    }

    /// The KDV of every line for reports: each group's figure carried into its lines by the largest
    /// remainder.
    ///
    /// Money rule 3, second half. The lines of one rate must not differ in sign.
    public static func perLine(_ lines: [TaxedAmount]) throws(MoneyFault) -> [Int64] {
        var result = lines.map { _ in Int64(0) }
        for group in try groups(of: lines) {
            let members = lines.indices.filter { lines[$0].rate == group.rate }
            var weights: [Int64] = []
            for index in members {
                weights.append(try Int64(0).plus(Int64(clamping: lines[index].gross.magnitude)))
            }
            for (index, part) in zip(members, try Allocation.proportional(group.kdv, by: weights)) {
                result[index] = part
            }
        }
        return result
    }

    /// The groups of several documents added up, rate by rate (money rule 5: reports sum fiscal documents).
    public static func sum(_ documents: [[KDVGroup]]) throws(MoneyFault) -> [KDVGroup] {
        var totals: [Int64: (gross: Int64, kdv: Int64)] = [:]
        for group in documents.joined() {
            let sofar = totals[group.rate] ?? (0, 0)
            totals[group.rate] = (try sofar.gross.plus(group.gross), try sofar.kdv.plus(group.kdv))
        }
        return totals.keys.sorted().map { rate in
            let total = totals[rate] ?? (0, 0)
            return KDVGroup(rate: rate, gross: total.gross, kdv: total.kdv)
        }
    }
}

/// An amount with KDV inside, and its rate.
public struct TaxedAmount: Hashable, Sendable {
    /// Basis points: 10 % is 1000.
    public let rate: Int64
    /// Minor units, KDV included.
    public let gross: Int64

    /// An amount at a rate.
    public init(rate: Int64, gross: Int64) {
        self.rate = rate
        self.gross = gross
    }
}

/// What one document holds at one KDV rate.
public struct KDVGroup: Hashable, Sendable {
    /// Basis points: 10 % is 1000.
    public let rate: Int64
    /// Minor units, KDV included.
    public let gross: Int64
    /// The KDV inside `gross`.
    public let kdv: Int64

    /// A group whose KDV is known, such as one read back from a document or summed over several.
    public init(rate: Int64, gross: Int64, kdv: Int64) {
        self.rate = rate
        self.gross = gross
        self.kdv = kdv
    }

    /// The group of one document: its KDV is computed here, once.
    public init(rate: Int64, gross: Int64) throws(MoneyFault) {
        self.init(rate: rate, gross: gross, kdv: try Tax.included(in: gross, rate: rate))
    }

    /// Gross without KDV: what is revenue.
    public var net: Int64 { gross - kdv }
}

extension KDVGroup: Shaped {
    /// `{rate, gross, kdv}`.
    public static let shape = Shape<KDVGroup>.object(
        "KDVGroup", { KDVGroup(rate: $0, gross: $1, kdv: $2) },
        Field("rate", \.rate, .integer(0...10_000), "Basis points: 10 % is 1000."),
        Field("gross", \.gross, .amount),
        Field("kdv", \.kdv, .amount))
}
