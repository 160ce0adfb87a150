import Base
import Foundation
import Menu
import Organizations

@testable import Checks

/// A generator with a seed, so that a failing random case can be run again (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func uuid() -> UUID {
        let high = next()
        let low = next()
        func byte(_ value: UInt64, _ index: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: value >> (8 * index))
        }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
                byte(high, 6), byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4),
                byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }
}

let noon = Instant(microseconds: 1_795_262_400_000_000)
let anna = Author(person: nil, name: "Anna")

/// A line of a check that exists in memory only.
func line(
    _ unit: Int64, _ rate: Int64, pieces: Int64 = 1, thousandths: Int64? = nil, seat: Int? = nil,
    state: LineState = .new, id: UUID = UUID()
) -> CheckLine {
    CheckLine(
        id: ID(id), position: 0, product: ID(UUID()), category: ID(UUID()), name: LocalText(tr: "Ürün"),
        kitchenName: "URUN", unitPrice: unit, options: [], optionsPrice: 0, taxRate: rate, allergens: [],
        quantity: Quantity(thousandths: thousandths ?? pieces * 1000), voided: .zero, voidedAmount: 0,
        voidReason: nil, note: nil, allergy: nil, seat: seat,
        course: nil, state: state, stage: nil, round: nil, addedBy: anna, addedAt: noon, money: LineMoney())
}

func discount(_ kind: AdjustmentKind, _ value: Int64, _ line: CheckLine? = nil) -> Adjustment {
    Adjustment(id: ID(UUID()), kind: kind, value: value, line: line?.id, reason: "", by: anna, at: noon)
}

func tender(
    _ kind: TenderKind, _ amount: Int64, tip: Int64 = 0, state: TenderState = .captured
) -> Tender {
    Tender(
        id: ID(UUID()), request: UUID(), kind: kind, state: state, amount: amount,
        tendered: kind == .cash ? amount + tip : nil, tip: tip, provider: kind == .voucher ? .multinet : nil,
        card: nil, terminal: nil, session: nil, by: anna, at: noon, businessDay: Day(number: 20_778),
        refunded: 0,
        refundedOpen: 0)
}
