import Base
import Testing

/// The scenarios of the restaurant's rules, in kuruş.
@Suite struct MoneyRuleTests {
    let kahve: Int64 = 9500, latte: Int64 = 14500, kola: Int64 = 7500, hamburger: Int64 = 32000
    let kahvaltı: Int64 = 75000, bira: Int64 = 22000, rakı: Int64 = 95000, ekmek: Int64 = 6000

    @Test func `KDV is taken out of the price once per rate of a document`() throws {
        let lines = [
            TaxedAmount(rate: 1000, gross: try Quantity.pieces(3).times(latte)),
            TaxedAmount(rate: 2000, gross: try Quantity.pieces(2).times(bira)),
            TaxedAmount(rate: 100, gross: ekmek),
        ]
        let groups = try Tax.groups(of: lines)
        #expect(groups.map(\.rate) == [100, 1000, 2000])
        #expect(groups.map(\.kdv) == [59, 3955, 7333])
        #expect(groups.reduce(0) { $0 + $1.gross } == 93500)
        #expect(groups.reduce(0) { $0 + $1.net } == 82153)
        // Per piece and then summed would be a kuruş less.
        #expect(try Tax.included(in: latte, rate: 1000) * 3 == 3954)
        #expect(try Tax.perLine(lines) == [3955, 7333, 59])
    }

    @Test func `a percentage off and three equal shares lose no kuruş`() throws {
        let nets = [kahvaltı, rakı, ekmek]
        let discount = try Percentage.of(176_000, basisPoints: 1500)
        #expect(discount == 26400)
        let parts = try Allocation.discount(discount, over: nets)
        #expect(parts == [11250, 14250, 900])
        let left = zip(nets, parts).map { $0 - $1 }
        #expect(try Allocation.equal(149_600, into: 3) == [49867, 49867, 49866])
        let shares = try Allocation.equalShares(of: left, into: 3)
        #expect(shares == [[21250, 26917, 1700], [21250, 26917, 1700], [21250, 26916, 1700]])
        let receipts = try shares.map { try documents($0) }
        for receipt in receipts { #expect(receipt.map(\.kdv) == [17, 1932, 4486]) }
        #expect(try Tax.sum(receipts).map(\.kdv) == [51, 5796, 13458])
        #expect(try documents(left).map(\.kdv) == [50, 5795, 13458])
    }

    @Test func `a fixed discount goes to the lines by the largest remainder`() throws {
        let nets = [kahve, latte, bira]
        let parts = try Allocation.discount(10000, over: nets)
        #expect(parts == [2065, 3152, 4783])
        let left = zip(nets, parts).map { $0 - $1 }
        #expect(left == [7435, 11348, 17217])
        let groups = try Tax.groups(of: [
            TaxedAmount(rate: 1000, gross: left[0]), TaxedAmount(rate: 1000, gross: left[1]),
            TaxedAmount(rate: 2000, gross: left[2]),
        ])
        #expect(groups.map(\.kdv) == [1708, 2870])
    }

    @Test func `a line shared by three checks keeps its price`() throws {
        let shared = try Allocation.equal(rakı, into: 3)
        #expect(shared == [31667, 31667, 31666])
        #expect(zip([hamburger, 28000, 24500], shared).map { $0 + $1 } == [63667, 59667, 56166])
        #expect(shared.reduce(0, +) == rakı)
    }

    @Test func `splits by seat and by amount add up`() throws {
        let fries = try Allocation.equal(11000, into: 2)
        #expect([hamburger + kola + fries[0], latte + fries[1]] == [45000, 20000])
        #expect(try Allocation.equal(149_600 - 50_000, into: 2) == [49800, 49800])
        let rows = try Allocation.carried([63750, 80750, 5100], into: [50000, 49800, 49800])
        #expect(rows.map { $0.reduce(0, +) } == [50000, 49800, 49800])
        for column in 0..<3 {
            #expect(rows.reduce(0) { $0 + $1[column] } == [63750, 80750, 5100][column])
        }
    }

    @Test func `voucher, card and cash settle a check and the cash gives the change`() throws {
        let total: Int64 = 149_600
        let afterVoucher = try total.minus(60000)
        let afterCard = try afterVoucher.minus(49600)
        #expect(afterCard == 40000)
        #expect(try Int64(50000).minus(afterCard) == 10000)
    }

    @Test func `a service charge is refused in Turkey and counted elsewhere`() throws {
        #expect(try VenueCharge.service.amount(on: 46000, basisPoints: 1000, in: "DE") == 4600)
        for charge in VenueCharge.allCases {
            #expect(throws: VenueChargeRefusal.forbiddenByJurisdiction("TR")) {
                try charge.amount(on: 46000, basisPoints: 1000, in: "TR")
            }
        }
        let problem = VenueChargeRefusal.forbiddenByJurisdiction("TR").problem
        #expect(problem.status == 422 && problem.code == "forbidden_by_jurisdiction")
    }

    @Test(arguments: [
        (149_612, -12), (149_613, 12), (149_600, 0), (0, 0), (12, -12), (13, 12), (-149_613, -12),
    ])
    func `cash is rounded to the nearest coin`(total: Int64, adjustment: Int64) throws {
        #expect(try CashRounding.adjustment(of: total, toMultipleOf: 25) == adjustment)
    }

    @Test func `a combo of two rates is taxed by its components' own prices`() throws {
        #expect(try Allocation.combo(40000, standAlone: [hamburger, bira]) == [23704, 16296])
        #expect(try Allocation.combo(100, standAlone: [0, 0, 0]) == [34, 33, 33])
    }

    @Test func `a line's price is rounded half up, once`() throws {
        #expect(try Quantity(thousandths: 350).times(12345) == 4321)
        #expect(try Quantity(thousandths: 500).times(1) == 1)
        #expect(try Quantity(thousandths: 333).times(10) == 3)
        #expect(try Quantity.one.times(14500 + 2500 + 2 * 1500) == 20000)
        #expect(throws: MoneyFault.overflow) { try Quantity.pieces(1_000_000).times(.max) }
        #expect(Quantity(thousandths: 350).text() == "0,35" && Quantity(thousandths: 2000).text() == "2")
    }

    @Test func `a discount beyond the lines is refused with what there is`() throws {
        #expect(throws: MoneyFault.exceeds(most: 16500)) {
            try Allocation.discount(16501, over: [9500, 7000])
        }
        #expect(throws: MoneyFault.exceeds(most: 16500)) { try Allocation.discount(-1, over: [9500, 7000]) }
        #expect(throws: MoneyFault.exceeds(most: 0)) { try Allocation.discount(1, over: [9500, -7000]) }
        #expect(try Allocation.discount(16500, over: [9500, 7000]) == [9500, 7000])
    }

    @Test func `arithmetic refuses what does not fit or does not match`() throws {
        #expect(throws: MoneyFault.overflow) { try Int64.max.plus(1) }
        #expect(throws: MoneyFault.overflow) { try Int64.min.minus(1) }
        #expect(throws: MoneyFault.divisionByZero) { try Int64(1).scaled(by: 1, over: 0, rounding: .halfUp) }
        #expect(throws: MoneyFault.currencyMismatch(.lira, .euro)) {
            try Money(minor: 1, .lira).adding(Money(minor: 1, .euro))
        }
        #expect(throws: MoneyFault.noParts) { try Allocation.equal(1, into: 0) }
        #expect(throws: MoneyFault.noParts) { try Allocation.proportional(1, by: [0, 0]) }
        #expect(throws: MoneyFault.exceeds(most: 3)) { try Allocation.carried([1, 2], into: [4]) }
    }

    private func documents(_ grosses: [Int64]) throws -> [KDVGroup] {
        try Tax.groups(of: zip([1000, 2000, 100], grosses).map { TaxedAmount(rate: $0, gross: $1) })
    }
}
