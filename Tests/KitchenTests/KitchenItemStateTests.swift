import Testing

@testable import Kitchen

struct KitchenItemStateTests {
    /// Every legal move; whatever isn't here is refused.
    static let table: [KitchenItemState: [KitchenEvent: KitchenItemState]] = [
        .held: [.fire: .sent, .void: .voided],
        .sent: [.start: .inPrep, .bump: .ready, .void: .voided],
        .inPrep: [.bump: .ready, .void: .voided],
        .ready: [.serve: .served, .recall: .inPrep, .void: .voided],
        .served: [.recall: .inPrep],
        .voided: [:],
    ]

    @Test(arguments: KitchenItemState.allCases, KitchenEvent.allCases)
    func `a dish moves by the table and no other way`(state: KitchenItemState, event: KitchenEvent) throws {
        if let next = Self.table[state]?[event] {
            #expect(try state.after(event) == next)
        } else {
            #expect(throws: KitchenRefusal.illegalTransition(from: state, event: event)) {
                try state.after(event)
            }
        }
    }
}
