/// A card as we may know it: a provider's token, never a number.
public struct CardMethod: Sendable, Hashable {
    /// The provider's token, such as `sim_ok`.
    public let token: String

    /// A card by its token: 1–100 letters, digits, `_`, `-`, `.` or `:`; anything that holds a card number is
    /// refused.
    public init(token: String) throws(PaymentRefusal) {
        try CardNumberGuard.check(token)
        let allowed = token.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d, 0x2e, 0x3a: true
            default: false
            }
        }
        guard allowed, (1...100).contains(token.utf8.count) else { throw .malformedToken }
        self.token = token
    }
}
