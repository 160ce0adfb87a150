extension Allocation {
    /// Carries groups (KDV rates) into `count` equal shares: rows are shares, columns groups.
    ///
    /// Restaurant money rule 4: every column sums to its group, every row to its share of `equal(total, into:
    /// count)`, and no cell is more than one minor unit from its exact part. The odd units are dealt out like
    /// cards, group after group, so that the dealing ends where the equal split's own odd units end.
    public static func equalShares(of groups: [Int64], into count: Int) throws(MoneyFault) -> [[Int64]] {
        guard count > 0 else { throw .noParts }
        guard groups.allSatisfy({ $0 >= 0 }) else { throw .exceeds(most: 0) }
        var shares = [[Int64]](repeating: [], count: count)
        var next = 0
        for group in groups {
            let (each, odd) = group.quotientAndRemainder(dividingBy: Int64(count))
            for share in 0..<count {
                let turn = (share - next + count) % count
                shares[share].append(turn < Int(odd) ? each + 1 : each)
            }
            next = (next + Int(odd)) % count
        }
        return shares
    }

    /// Carries groups into shares of given sizes (a split by amount): rows sum to the shares, columns to the
    /// groups.
    ///
    /// - Throws: `exceeds` when the shares do not sum to the groups.
    public static func carried(_ groups: [Int64], into shares: [Int64]) throws(MoneyFault) -> [[Int64]] {
        var left = groups
        var total: Int64 = 0
        for group in groups { total = try total.plus(group) }
        var asked: Int64 = 0
        for share in shares { asked = try asked.plus(share) }
        guard total == asked, groups.allSatisfy({ $0 >= 0 }), shares.allSatisfy({ $0 >= 0 }) else {
            throw .exceeds(most: total)
        }
        var rows: [[Int64]] = []
        for share in shares {
            // What is left is never less than the share, so no part is larger than what is left of its group.
            let row = try proportional(share, by: left)
            for index in left.indices { left[index] = try left[index].minus(row[index]) }
            rows.append(row)
        }
        return rows
    }

    /// Shares a discount out over lines, in proportion to what is left of each, never beyond a line.
    ///
    /// Restaurant money rule 2, largest remainder, ties to the lower index.
    /// - Throws: `exceeds` when the discount is more than the lines together, or below zero.
    public static func discount(_ amount: Int64, over nets: [Int64]) throws(MoneyFault) -> [Int64] {
        var total: Int64 = 0
        for net in nets {
            guard net >= 0 else { throw .exceeds(most: 0) }
            total = try total.plus(net)
        }
        guard (0...total).contains(amount) else { throw .exceeds(most: total) }
        return try proportional(amount, by: nets)
    }

    /// Shares a combo's price out over its components by their stand-alone prices, so that mixed rates are
    /// taxed right.
    ///
    /// Restaurant money rule 6; components that are all free share it equally.
    public static func combo(_ price: Int64, standAlone: [Int64]) throws(MoneyFault) -> [Int64] {
        guard standAlone.contains(where: { $0 > 0 }) else { return try equal(price, into: standAlone.count) }
        return try proportional(price, by: standAlone)
    }
}
