import Base
import Ledger
import Testing

@testable import Payments

@Suite struct InquiryTests {
    private let since = Instant(microseconds: 1_000_000_000_000)

    @Test(arguments: [
        (0, 5), (4, 5), (5, 30), (29, 30), (30, 120), (120, 600), (600, 3_600), (3_600, 86_400),
        (86_399, 86_400),
        (86_400, 172_800), (200_000, 259_200),
    ])
    func `the next inquiry comes after 5 s, 30 s, 2 min, 10 min, 1 h, then daily`(age: Int64, next: Int64) {
        #expect(
            InquirySchedule.next(since: since, now: since.advanced(seconds: age))
                == since.advanced(seconds: next))
    }

    private func capabilities(absenceProvenAfter: Int64?) -> Capabilities {
        Capabilities(
            local: false, idempotent: false, inquiry: true, partialCapture: false,
            absenceProvenAfter: absenceProvenAfter)
    }

    @Test func `an absent request is declined only once its absence proves something`() {
        let slow = capabilities(absenceProvenAfter: 600)
        #expect(Inquiry.absent.proof(age: 599, slow) == nil)
        #expect(Inquiry.absent.proof(age: 600, slow) == .declined(code: "not_received"))
        #expect(Inquiry.absent.proof(age: 1_000_000, capabilities(absenceProvenAfter: nil)) == nil)
    }

    @Test func `no answer and a vague answer prove nothing`() {
        let any = capabilities(absenceProvenAfter: 0)
        #expect(Inquiry.unreachable.proof(age: 9_999, any) == nil)
        #expect(Inquiry.known(.unknown).proof(age: 9_999, any) == nil)
        #expect(Inquiry.known(.notSent).proof(age: 9_999, any) == nil)
        #expect(Inquiry.known(.declined(code: "x")).proof(age: 0, any) == .declined(code: "x"))
    }

    @Test func `counter postings are above zero and add up`() {
        #expect(CounterPosting.covers(100, [.init(.checkClearing, 60), .init(.tipsPayable, 40)]))
        #expect(!CounterPosting.covers(100, [.init(.checkClearing, 100), .init(.tipsPayable, 0)]))
        #expect(!CounterPosting.covers(100, [.init(.checkClearing, 99)]))
        #expect(!CounterPosting.covers(100, []))
        let template = [CounterPosting(.revenue(1000), 60), .init(.voucherReceivable("Multinet"), 40)]
        #expect(CounterPosting.template(CounterPosting.json(template)) == template)
    }
}
