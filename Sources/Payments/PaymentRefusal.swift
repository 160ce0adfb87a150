public import Base

/// Why a payment command changes nothing.
public enum PaymentRefusal: Refusal, Equatable {
    /// This organization has no such intent.
    case unknownIntent
    /// The id is taken by an intent over another amount, currency or connector.
    case intentDiffers
    /// The intent has an attempt whose outcome is not known yet.
    case attemptOpen
    /// No connector of that name is configured.
    case unknownConnector(String)
    /// An amount of zero or less.
    case amountNotPositive
    /// The accounts named do not add up to the amount.
    case counterDiffers
    /// More than what is left of the charge.
    case refundExceedsCharge(left: Int64)
    /// The intent has no money to give back.
    case nothingToRefund
    /// A refund id that is taken by another refund.
    case refundDiffers
    /// There is nothing unknown to resolve.
    case notUnknown(state: String)
    /// A reason is required.
    case reasonMissing
    /// A text holds what looks like a card number.
    case cardNumber
    /// The card token is no token.
    case malformedToken

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknownIntent: Problem(404, "not_found")
        case .intentDiffers: Problem(409, "payment_differs", "This id already stands for another payment.")
        case .attemptOpen: Problem(409, "payment_unresolved", "The last try's outcome is not known yet.")
        case .unknownConnector(let name): Problem(422, "unknown_connector", "There is no connector \(name).")
        case .amountNotPositive: Problem(422, "amount_not_positive")
        case .counterDiffers: Problem(422, "counter_postings_differ")
        case .refundExceedsCharge(let left):
            Problem(422, "refund_exceeds_payment", facts: ["max": .integer(left)])
        case .nothingToRefund: Problem(409, "payment_not_settled")
        case .refundDiffers: Problem(409, "refund_differs", "This id already stands for another refund.")
        case .notUnknown(let state): Problem(409, "payment_not_unknown", state: state)
        case .reasonMissing: Problem(422, "reason_required")
        case .cardNumber: Problem(422, "card_number_refused", "Card numbers must not be written here.")
        case .malformedToken: Problem(422, "card_token_malformed")
        }
    }

    /// The named constraints of the payments tables and what their violation means.
    public static let constraints: [String: any Refusal] = [
        "payment_attempts_one_open": PaymentRefusal.attemptOpen,
        "payment_charges_refund_cap": PaymentRefusal.refundExceedsCharge(left: 0),
        "payment_refunds_pkey": PaymentRefusal.refundDiffers,
    ]
}
