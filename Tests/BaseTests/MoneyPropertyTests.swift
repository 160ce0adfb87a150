import Base
import Testing

/// Laws of money that hold for any amounts: 100,000 cases each, from fixed seeds.
@Suite struct MoneyPropertyTests {
    static let cases = 100_000
    static let most: Int64 = 9_007_199_254_740_991

    @Test func `sums are exact or refused, and taking away undoes adding`() {
        var random = Seeded(1)
        var failures = 0
        for _ in 0..<Self.cases {
            let one = random.amount(.min ... .max)
            let other = random.amount(.min ... .max)
            let exact = Int128(one) + Int128(other)
            guard let sum = try? one.plus(other) else {
                if Int64(exactly: exact) != nil { failures += 1 }
                continue
            }
            if Int128(sum) != exact || (try? sum.minus(other)) != one { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `scaling is within half a unit of the exact ratio and symmetric about zero`() {
        var random = Seeded(2)
        var failures = 0
        for _ in 0..<Self.cases {
            let amount = random.amount(-Self.most...Self.most)
            let numerator = random.amount(0...1_000_000)
            let denominator = random.amount(1...1_000_000)
            guard let scaled = try? amount.scaled(by: numerator, over: denominator, rounding: .halfUp) else {
                let least = Int128(amount.magnitude) * Int128(numerator) / Int128(denominator)
                if least < Int128(Int64.max) - 1 { failures += 1 }
                continue
            }
            let off =
                (Int128(scaled) * Int128(denominator) - Int128(amount) * Int128(numerator)).magnitude * 2
            if off > UInt128(denominator) { failures += 1 }
            let mirrored = try? (-amount).scaled(by: numerator, over: denominator, rounding: .halfUp)
            if mirrored != -scaled { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `KDV inside a price gives back the price, and a document's lines sum to its groups`() throws {
        var random = Seeded(3)
        var failures = 0
        for _ in 0..<Self.cases {
            let lines = random.amounts(1...4, 0...10_000_000).map { gross in
                TaxedAmount(rate: [100, 1000, 2000][Int(gross % 3)], gross: gross)
            }
            let groups = try Tax.groups(of: lines)
            for group in groups {
                // kdv = net × rate, within the rounding of one unit.
                let off =
                    (Int128(group.kdv) * Int128(10_000 + group.rate) - Int128(group.gross)
                        * Int128(group.rate))
                if off.magnitude * 2 > UInt128(10_000 + group.rate) || group.kdv > group.gross {
                    failures += 1
                }
            }
            let perLine = try Tax.perLine(lines)
            if perLine.reduce(0, +) != groups.reduce(0, { $0 + $1.kdv }) { failures += 1 }
            if zip(perLine, lines).contains(where: { $0 < 0 || $0 > $1.gross }) { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `a proportional share is within one unit of its exact part, and nothing is lost`() throws {
        var random = Seeded(4)
        var failures = 0
        for _ in 0..<Self.cases {
            let total = random.amount(-Self.most...Self.most)
            var weights = random.amounts(1...5, 0...Self.most)
            if weights.allSatisfy({ $0 == 0 }) { weights.append(1) }
            let parts = try Allocation.proportional(total, by: weights)
            let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
            if parts.reduce(0, +) != total { failures += 1 }
            for (part, weight) in zip(parts, weights) {
                let off = Int128(part) * sum - Int128(total) * Int128(weight)
                if off.magnitude >= sum.magnitude || (weight == 0 && part != 0) { failures += 1 }
            }
        }
        #expect(failures == 0)
    }

    @Test func `a discount never takes more than a line has`() throws {
        var random = Seeded(5)
        var failures = 0
        for _ in 0..<Self.cases {
            let nets = random.amounts(1...5, 0...1_000_000)
            let discount = random.amount(0...nets.reduce(0, +))
            let parts = try Allocation.discount(discount, over: nets)
            if parts.reduce(0, +) != discount { failures += 1 }
            if zip(parts, nets).contains(where: { $0 < 0 || $0 > $1 }) { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `equal shares differ by one unit at most, larger ones first`() throws {
        var random = Seeded(6)
        var failures = 0
        for _ in 0..<Self.cases {
            let total = random.amount(-Self.most...Self.most)
            let shares = try Allocation.equal(total, into: Int(random.amount(1...12)))
            let magnitudes = shares.map(\.magnitude)
            if shares.reduce(0, +) != total { failures += 1 }
            if magnitudes[0] - magnitudes[magnitudes.count - 1] > 1 { failures += 1 }
            if zip(magnitudes, magnitudes.dropFirst()).contains(where: { $0 < $1 }) { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `rates carried into equal shares sum both ways, and KDV moves by less than a unit a document`()
        throws
    {
        var random = Seeded(7)
        var failures = 0
        for _ in 0..<Self.cases {
            let groups = random.amounts(1...3, 0...1_000_000)
            let count = Int(random.amount(1...6))
            let shares = try Allocation.equalShares(of: groups, into: count)
            if try shares.map({ $0.reduce(0, +) }) != Allocation.equal(groups.reduce(0, +), into: count) {
                failures += 1
            }
            for (column, group) in groups.enumerated() {
                let cells = shares.map { $0[column] }
                if cells.reduce(0, +) != group { failures += 1 }
                if cells.contains(where: { abs($0 * Int64(count) - group) >= Int64(count) }) { failures += 1 }
            }
            // Money rule 5: splitting changes a rate's KDV by at most (documents − 1).
            let whole = try Tax.included(in: groups[0], rate: 1000)
            let split = try shares.reduce(0) { $0 + (try Tax.included(in: $1[0], rate: 1000)) }
            if abs(whole - split) > Int64(count - 1) { failures += 1 }
        }
        #expect(failures == 0)
    }

    @Test func `rates carried into any shares sum both ways and no cell is below zero`() throws {
        var random = Seeded(8)
        var failures = 0
        for _ in 0..<Self.cases {
            let groups = random.amounts(1...3, 0...1_000_000)
            var left = groups.reduce(0, +)
            var sizes: [Int64] = []
            for _ in 0..<random.amount(0...3) {
                sizes.append(random.amount(0...left))
                left -= sizes[sizes.count - 1]
            }
            sizes.append(left)
            let rows = try Allocation.carried(groups, into: sizes)
            if rows.map({ $0.reduce(0, +) }) != sizes { failures += 1 }
            for column in groups.indices where rows.reduce(0, { $0 + $1[column] }) != groups[column] {
                failures += 1
            }
            if rows.contains(where: { $0.contains { $0 < 0 } }) { failures += 1 }
        }
        #expect(failures == 0)
    }
}
