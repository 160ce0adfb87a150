/// Sharing an amount out so that nothing is lost or made: the parts always add up to the whole.
public enum Allocation {
    /// Shares `total` in proportion to `weights` by the largest remainder; ties go to the lower index.
    ///
    /// Restaurant money rule 2. `total` may be negative (a refund); weights may not.
    /// - Returns: one part per weight, in order, summing to `total` exactly; a weight of zero gets nothing.
    /// - Throws: `noParts` when there is no weight above zero and something to share.
    public static func proportional(_ total: Int64, by weights: [Int64]) throws(MoneyFault) -> [Int64] {
        let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
        if total == 0 { return weights.map { _ in 0 } }
        guard sum > 0, weights.allSatisfy({ $0 >= 0 }) else { throw .noParts }
        var parts: [Int64] = []
        var remainders: [(index: Int, remainder: Int128)] = []
        let whole = Int128(total.magnitude)
        for (index, weight) in weights.enumerated() {
            let (quotient, remainder) = (whole * Int128(weight)).quotientAndRemainder(dividingBy: sum)
            guard let part = Int64(exactly: quotient) else { throw .overflow }
            parts.append(part)
            remainders.append((index, remainder))
        }
        var left = whole - parts.reduce(Int128(0)) { $0 + Int128($1) }
        for entry in remainders.sorted(by: { ($1.remainder, $0.index) < ($0.remainder, $1.index) })
        where left > 0 {
            parts[entry.index] += 1
            left -= 1
        }
        return total < 0 ? parts.map { -$0 } : parts
    }

    /// Shares `total` into `count` parts that differ by at most one minor unit, the larger ones first.
    ///
    /// Restaurant money rule 4: `total div n`, the first `total mod n` parts one more.
    public static func equal(_ total: Int64, into count: Int) throws(MoneyFault) -> [Int64] {
        guard count > 0 else { throw .noParts }
        let divisor = Int64(count)
        let (quotient, remainder) = total.quotientAndRemainder(dividingBy: divisor)
        let step: Int64 = total < 0 ? -1 : 1
        return (0..<divisor).map { $0 < abs(remainder) ? quotient + step : quotient }
    }
}
