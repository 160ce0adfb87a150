import Base
import Checks
import Organizations

/// Some people who come in together.
struct DemoParty: Sendable {
    let check: ID<Check>
    let guests: Int
    let hour: Int
    let minutes: Int
    let isSeated: Bool
    let waiter: Actor
    var table: ID<DiningTable>?
}

/// How a party pays.
enum DemoTenders {
    /// Cash with change, card, meal card, or two of them; nothing when nothing is due.
    static func split(_ total: Int64, _ chance: inout DemoChance, _ surroundings: Surroundings)
        -> [TenderDraft]
    {
        guard total > 0 else { return [] }
        switch chance.weighted([36, 55, 9]) {
        case 0: return [cash(total, surroundings)]
        case 1: return [card(total, chance.happens(35) ? total / 1000 * 100 : 0, surroundings)]
        default:
            let half = total / 2
            return half > 0
                ? [cash(half, surroundings), card(total - half, 0, surroundings)]
                : [cash(total, surroundings)]
        }
    }

    private static func cash(_ amount: Int64, _ surroundings: Surroundings) -> TenderDraft {
        let note: Int64 = 20_000
        let handed = amount % note == 0 ? amount : (amount / note + 1) * note
        return TenderDraft(id: surroundings.newID(), kind: .cash, amount: amount, tendered: handed)
    }

    private static func card(_ amount: Int64, _ tip: Int64, _ surroundings: Surroundings) -> TenderDraft {
        TenderDraft(id: surroundings.newID(), kind: .card, amount: amount, tip: tip, card: "sim_ok")
    }
}
