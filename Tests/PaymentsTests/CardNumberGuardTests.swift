import Base
import Testing

@testable import Payments

@Suite struct CardNumberGuardTests {
    @Test(arguments: [
        "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "kart 5555 5555 5555 4444 ile",
        "378282246310005", "3782 822463 10005", "masa 5 4111 1111 1111 1111", "x4111.1111.1111.1111x",
        "٤١١١١١١١١١١١١١١١", "９７９２０３００００００００００", "0004111111111111111", "4111\u{200b}111111111111",
        "6011111111111117", "30569309025904", "3530111333300000", "4222222222222",
    ])
    func `a card number is found however it is written`(text: String) {
        #expect(CardNumber.isIn(text))
    }

    @Test(arguments: [
        "", "gecikme", "0532 123 45 67", "4111111111111112", "TR33 0006 1005 1978 6457 8413 26",
        "8690504012345",
        "2026-11-21 12:00:00", "1234567890123456", "masa 12, 4 kişi", "4111 1111", "sim_ok",
    ])
    func `other digits are left alone`(text: String) {
        #expect(!CardNumber.isIn(text))
    }

    @Test func `a token that is a card number is refused`() {
        #expect(throws: PaymentRefusal.cardNumber) { try CardMethod(token: "4111111111111111") }
        #expect(throws: PaymentRefusal.malformedToken) { try CardMethod(token: "sim ok") }
        #expect(throws: PaymentRefusal.malformedToken) { try CardMethod(token: "") }
        #expect((try? CardMethod(token: "sim_ok"))?.token == "sim_ok")
    }
}
