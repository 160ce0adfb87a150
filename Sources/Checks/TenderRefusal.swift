public import Base

/// Why a check is not paid, or a payment not given back, as was asked.
public enum TenderRefusal: Refusal, Equatable {
    /// There is no such tender on the check.
    case unknownTender
    /// The tender's state does not allow it.
    case illegalTransition(from: TenderState)
    /// Nothing is due, or another payer is about to pay it.
    case nothingDue
    /// A card, voucher or open account would pay more than remains.
    case exceedsRemaining(most: Int64)
    /// A meal voucher would pay for lines that it may not pay.
    case voucherNotEligible(eligible: Int64)
    /// Less cash was handed over than it should pay.
    case tenderedTooLittle
    /// A card tender needs a card.
    case cardRequired
    /// A voucher needs its provider.
    case providerRequired
    /// The card said no; nothing was booked.
    case cardDeclined(reason: String)
    /// The terminal could not be reached; nothing was booked.
    case terminalUnreachable
    /// More goes back than is left of the tender.
    case exceedsRefundable(most: Int64)
    /// The card's provider did not give the money back.
    case refundFailed(reason: String)
    /// Only a card can be asked about.
    case notACard
    /// Two tenders of one request have one id, or the id is already in use.
    case idTaken
    /// Only a card or cash carries a tip.
    case tipNotPossible
    /// Only cash is handed over and changed.
    case onlyCashIsTendered
    /// This branch takes cards on the bank's own terminal, not with the connector.
    case noConnector
    /// A card on a bank's terminal needs to say which one.
    case terminalRequired
    /// The branch has no such bank terminal, or has it no more.
    case unknownTerminal
    /// Only a card on a bank's terminal has its slip.
    case terminalNotExpected
    /// More than four digits of a card were written down.
    case cardNumber
    /// Not four digits.
    case malformedLast4
    /// Something is due and nobody pays it.
    case tendersRequired

    /// What the caller sees.
    public var problem: Problem {
        switch self {
        case .unknownTender: Problem(404, "unknown_tender", "There is no such tender on this check.")
        case .illegalTransition(let state):
            Problem(
                409, "illegal_transition", "The tender's state does not allow this.", state: state.rawValue)
        case .nothingDue: Problem(409, "nothing_due", "Nothing is due on this check.")
        case .exceedsRemaining(let most):
            Problem(422, "exceeds_remaining", "More than remains to be paid.", facts: ["max": .integer(most)])
        case .voucherNotEligible(let eligible):
            Problem(
                422, "voucher_not_eligible", "A meal voucher does not pay for everything on this check.",
                facts: ["eligible": .integer(eligible)])
        case .tenderedTooLittle:
            Problem(422, "tendered_too_little", "Less cash than the amount was handed over.")
        case .cardRequired: Problem(422, "card_required", "A card tender needs a card.")
        case .providerRequired: Problem(422, "provider_required", "A voucher needs its provider.")
        case .cardDeclined(let reason):
            Problem(402, "card_declined", "The card was declined.", facts: ["reason": .string(reason)])
        case .terminalUnreachable:
            Problem(503, "terminal_unreachable", "The card terminal cannot be reached.")
        case .exceedsRefundable(let most):
            Problem(
                422, "exceeds_refundable", "More than is left of the tender.", facts: ["max": .integer(most)])
        case .refundFailed(let reason):
            Problem(402, "refund_failed", "The refund was refused.", facts: ["reason": .string(reason)])
        case .notACard: Problem(409, "not_a_card", "Only a card can be asked about.")
        case .idTaken: Problem(409, "id_taken", "This id is already in use.")
        case .onlyCashIsTendered:
            Problem(422, "tendered_not_expected", "Only cash is handed over and changed.")
        case .noConnector:
            Problem(409, "card_connector_off", "This branch takes cards on the bank's own terminal.")
        case .terminalRequired:
            Problem(422, "bank_terminal_required", "Say on which bank terminal the card was taken.")
        case .unknownTerminal:
            Problem(422, "unknown_bank_terminal", "The branch has no such bank terminal.")
        case .terminalNotExpected:
            Problem(422, "bank_terminal_not_expected", "Only a card on a bank's terminal has its slip.")
        case .cardNumber: Problem(422, "card_number_refused", "Card numbers must not be written here.")
        case .malformedLast4: Problem(422, "last4_malformed", "Four digits are expected.")
        case .tendersRequired: Problem(422, "tenders_required", "Something is due: a tender is needed.")
        case .tipNotPossible: Problem(422, "tip_not_possible", "Only cash and cards carry a tip.")
        }
    }
}
