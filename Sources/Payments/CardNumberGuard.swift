import Base

/// Refuses card numbers in free text and card fields, before anything is stored or logged.
public enum CardNumberGuard {
    /// Throws `cardNumber` when the text holds what looks like one.
    public static func check(_ text: String) throws(PaymentRefusal) {
        if CardNumber.isIn(text) { throw .cardNumber }
    }
}
