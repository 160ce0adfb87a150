import Base
import Organizations
import Store

/// What an outcome does to an intent and its attempt: decided without a database, then written.
struct Settlement: Equatable {
    /// The intent afterwards.
    let intent: PaymentIntent
    /// The attempt afterwards.
    let attempt: PaymentAttempt
    /// The provider's reason, when it refused.
    var declineCode: String?
    /// What else follows.
    let effect: Effect

    /// What follows beside the two states.
    enum Effect: Equatable {
        /// No money moved.
        case nothing
        /// The money is ours: charge and journal.
        case capture(ProviderAnswer)
        /// The provider moved something else than asked: a person decides, nothing is booked.
        case review(PaymentBreak.Kind, ProviderAnswer)
        /// The money came after the intent was given up: it goes back.
        case late(ProviderAnswer)
    }

    /// Decides. Nil: settled before, or the outcome tells nothing new.
    static func decide(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ outcome: AttemptOutcome
    ) throws(IllegalTransition) -> Settlement? {
        switch attempt.state {
        case .created, .succeeded, .declined, .notSent: return nil
        case .abandoned: return abandoned(intent, attempt, outcome)
        case .sent, .needsAction, .unknown: break
        }
        guard !intent.review else { return nil }
        switch outcome {
        case .succeeded(let answer): return try succeeded(intent, attempt, answer)
        case .declined(let code):
            return Settlement(
                intent: intent.state == .canceled ? intent : try intent.moved([.decline], declineCode: code),
                attempt: try attempt.moved([.decline]), declineCode: code, effect: .nothing)
        case .notSent:
            guard attempt.state == .sent else { return nil }
            return Settlement(
                intent: try intent.moved([.failToSend], declineCode: nil),
                attempt: try attempt.moved([.failToSend]),
                effect: .nothing)
        case .unknown:
            guard attempt.state != .unknown else { return nil }
            let event: PaymentIntentEvent = intent.state == .requiresAction ? .completeAction : .loseAnswer
            return Settlement(
                intent: intent.state == .canceled ? intent : try intent.moved([event]),
                attempt: try attempt.moved([.loseAnswer]), effect: .nothing)
        case .needsAction:
            guard attempt.state == .sent else { return nil }
            return Settlement(
                intent: try intent.moved([.needAction]), attempt: try attempt.moved([.needAction]),
                effect: .nothing)
        }
    }

    private static func succeeded(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ answer: ProviderAnswer
    ) throws(IllegalTransition) -> Settlement {
        if intent.state == .canceled {
            let taken = try attempt.moved([.succeed], reference: answer.reference)
            return Settlement(intent: intent, attempt: taken, effect: .late(answer))
        }
        let before: [PaymentIntentEvent] = intent.state == .requiresAction ? [.completeAction] : []
        if let kind = difference(attempt, answer) {
            let events: [AttemptEvent] = attempt.state == .unknown ? [] : [.loseAnswer]
            return Settlement(
                intent: try intent.moved(before + [.loseAnswer], review: true),
                attempt: try attempt.moved(events, reference: answer.reference), effect: .review(kind, answer)
            )
        }
        let card = PaymentIntent.Card(
            token: intent.card.token, brand: answer.brand ?? intent.card.brand,
            last4: answer.last4 ?? intent.card.last4)
        return Settlement(
            intent: try intent.moved(before + [.succeed], card: card),
            attempt: try attempt.moved([.succeed], reference: answer.reference), effect: .capture(answer))
    }

    private static func abandoned(
        _ intent: PaymentIntent, _ attempt: PaymentAttempt, _ outcome: AttemptOutcome
    ) -> Settlement? {
        switch outcome {
        case .succeeded(let answer): Settlement(intent: intent, attempt: attempt, effect: .late(answer))
        case .declined: Settlement(intent: intent, attempt: attempt, effect: .nothing)
        case .notSent, .unknown, .needsAction: nil
        }
    }

    private static func difference(_ attempt: PaymentAttempt, _ answer: ProviderAnswer) -> PaymentBreak.Kind?
    {
        if answer.amount.currency != attempt.amount.currency { return .currency }
        return answer.amount.minor == attempt.amount.minor ? nil : .amount
    }

    /// When the connector is asked next: while the outcome is open and no person has to decide.
    func nextInquiry(_ now: Instant, since: Instant) -> Instant? {
        attempt.state.isOpen && !intent.review ? InquirySchedule.next(since: since, now: now) : nil
    }
}

extension Settlement {
    /// Writes the attempt as a new row, already in its outcome (a local connector's).
    func writeAttempt(_ context: CommandContext, in tx: borrowing Transaction) {
        let open = attempt.state.isOpen
        AttemptStore.insert(
            attempt.left(at: context.now), declineCode: declineCode,
            nextInquiry: nextInquiry(context.now, since: context.now), resolvedAt: open ? nil : context.now,
            in: tx)
    }

    /// Books what follows and shows an unknown outcome to the branch.
    func takeEffect(_ connector: any Connector, _ context: CommandContext, in tx: borrowing Transaction)
        throws
    {
        switch effect {
        case .nothing: break
        case .capture(let answer): try BookCharge.captured(intent, attempt, answer.reference, context, in: tx)
        case .review(let kind, let answer): record(kind, answer, context, in: tx)
        case .late(let answer):
            record(.lateSuccess, answer, context, in: tx)
            try BookCharge.late(intent, attempt, answer, connector, context, in: tx)
        }
        if intent.state == .processing { PaymentNews.show("payment.unknown", intent, context) }
    }

    private func record(
        _ kind: PaymentBreak.Kind, _ answer: ProviderAnswer, _ context: CommandContext,
        in tx: borrowing Transaction
    ) {
        let found = PaymentBreak(
            id: context.surroundings.newID(), kind: kind, intent: intent.id, attempt: attempt.id,
            expected: attempt.amount, actual: answer.amount)
        ChargeStore.insert(found, of: intent.organization, at: context.now, in: tx)
    }
}
