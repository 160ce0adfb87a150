import Base
import Testing

@testable import Checks

/// The rows of the specification, written out; every pair that is not here must be refused.
private let checkTable: [CheckState: [CheckEvent: CheckState]] = [
    .open: [
        .addLines: .open, .change: .open, .move: .open, .bill: .billed, .capturePart: .partiallyPaid,
        .settle: .paid,
        .void: .voided, .merge: .merged,
    ],
    .billed: [
        .addLines: .open, .unbill: .open, .change: .billed, .move: .billed, .capturePart: .partiallyPaid,
        .settle: .paid, .void: .voided, .merge: .merged,
    ],
    .partiallyPaid: [
        .addLines: .partiallyPaid, .change: .partiallyPaid, .move: .partiallyPaid,
        .capturePart: .partiallyPaid,
        .settle: .paid,
    ],
    .paid: [.close: .closed],
]

@Test(arguments: CheckState.allCases, CheckEvent.allCases)
func `a check moves only as its table says`(state: CheckState, event: CheckEvent) throws {
    if let expected = checkTable[state]?[event] {
        #expect(try state.after(event) == expected)
    } else {
        #expect(throws: CheckRefusal.illegalTransition(from: state)) { try state.after(event) }
    }
}

private let lineTable: [LineState: [LineEvent: LineOutcome]] = [
    .new: [
        .delete: .deleted, .change: .state(.new), .send: .state(.sent), .hold: .state(.held),
        .comp: .state(.new),
    ],
    .held: [
        .fire: .state(.sent), .void: .state(.voided), .voidApproved: .state(.voided), .comp: .state(.held),
    ],
    .sent: [
        .start: .state(.inPrep), .bump: .state(.ready), .void: .state(.voided),
        .voidApproved: .state(.voided),
        .comp: .state(.sent),
    ],
    .inPrep: [.bump: .state(.ready), .voidApproved: .state(.voided), .comp: .state(.inPrep)],
    .ready: [
        .serve: .state(.served), .recall: .state(.inPrep), .voidApproved: .state(.voided),
        .comp: .state(.ready),
    ],
    .served: [.recall: .state(.inPrep), .comp: .state(.served)],
]

@Test(arguments: LineState.allCases, LineEvent.allCases)
func `a line moves only as its table says`(state: LineState, event: LineEvent) throws {
    if let expected = lineTable[state]?[event] {
        #expect(try state.after(event) == expected)
    } else if event == .void, state == .inPrep || state == .ready {
        #expect(throws: LineRefusal.approvalRequired) { try state.after(event) }
    } else {
        #expect(throws: LineRefusal.illegalTransition(from: state)) { try state.after(event) }
    }
}

private let tenderTable: [TenderState: [TenderEvent: TenderState]] = [
    .initiated: [.authorize: .authorizing, .capture: .captured, .cancel: .cancelled],
    .authorizing: [.capture: .captured, .fail: .failed, .timeOut: .unknown, .cancel: .cancelled],
    .unknown: [.capture: .captured, .fail: .failed],
    .captured: [.refundPart: .partiallyRefunded, .refundRest: .refunded, .cancel: .cancelled],
    .partiallyRefunded: [.refundPart: .partiallyRefunded, .refundRest: .refunded],
]

@Test(arguments: TenderState.allCases, TenderEvent.allCases)
func `a tender moves only as its table says`(state: TenderState, event: TenderEvent) throws {
    if let expected = tenderTable[state]?[event] {
        #expect(try state.after(event) == expected)
    } else {
        #expect(throws: TenderRefusal.illegalTransition(from: state)) { try state.after(event) }
    }
}
