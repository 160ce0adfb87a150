public import Base
public import Organizations
public import Store

/// Takes an amount from a card, for the till: the intent, its attempt, the charge and the books.
///
/// A connector that decides by itself is asked inside the caller's transaction (`local`). Any other one takes
/// three steps: `prepare` in a transaction, `call` between transactions, `settle` in a second one.
public enum ChargeCard {
    /// Decides and books within the transaction under way.
    ///
    /// - Returns: the intent: `succeeded`, `requires_payment_method` with a `declineCode`, or `processing`
    ///   when the outcome is unknown. Asked again with the same id, a settled or unknown intent comes back as
    ///   it is and a declined one is tried again.
    /// - Throws: `PaymentRefusal`; `intentDiffers` when the id stands for another payment.
    /// - Precondition: `isLocal`.
    public static func local(
        _ charge: CardCharge, _ connector: any Connector, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        let draft = try Draft(charge, connector, context)
        let settlement = try decide(draft, charge, connector)
        if try PaymentIntentStore.insert(settlement.intent, at: context.now, in: tx) {
            return try write(settlement, connector, context, in: tx)
        }
        guard let retry = try Draft(retrying: charge, connector, context, in: tx) else {
            return try standing(charge, context, in: tx)
        }
        let again = try decide(retry, charge, connector)
        PaymentIntentStore.update(again.intent, from: retry.storedVersion, at: context.now, in: tx)
        return try write(again, connector, context, in: tx)
    }

    private static func write(
        _ settlement: Settlement, _ connector: any Connector, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        settlement.writeAttempt(context, in: tx)
        try settlement.takeEffect(connector, context, in: tx)
        PaymentNews.publish(settlement.intent, context)
        return settlement.intent
    }

    /// Whether the connector decides this charge inside the transaction.
    public static func isLocal(
        _ charge: CardCharge, _ connector: any Connector, of organization: ID<Organization>
    ) -> Bool {
        connector.decide(
            AuthorizeRequest(
                organization: organization, intent: charge.id, attempt: ID(charge.id.raw),
                amount: charge.amount,
                method: charge.method)) != nil
    }

    /// First step: writes down the intent and an attempt that has not left yet. Commit before `call`.
    ///
    /// - Returns: what to call with; its `request` is nil when there is nothing to call, because the intent
    ///   is settled or still unknown from before.
    public static func prepare(
        _ charge: CardCharge, _ connector: any Connector, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PreparedCharge {
        let draft = try Draft(charge, connector, context)
        if try PaymentIntentStore.insert(draft.intent, at: context.now, in: tx) {
            return written(draft, charge, context, in: tx)
        }
        guard let retry = try Draft(retrying: charge, connector, context, in: tx) else {
            return PreparedCharge(intent: try standing(charge, context, in: tx), request: nil)
        }
        PaymentIntentStore.update(retry.intent, from: retry.storedVersion, at: context.now, in: tx)
        return written(retry, charge, context, in: tx)
    }

    /// Second step, outside any transaction: commits that the request is about to leave, then calls.
    ///
    /// - Returns: `notSent` also when recovery has declared the attempt unsent in between.
    public static func call(
        _ prepared: PreparedCharge, _ connector: any Connector, _ runner: CommandRunner
    ) async throws -> AttemptOutcome? {
        guard let request = prepared.request else { return nil }
        let now = runner.surroundings.now()
        let leaving = try await runner.database.transaction(.organization(request.organization.raw)) { tx in
            try AttemptStore.send(
                request.attempt, of: request.organization, at: now,
                due: now.advanced(seconds: InquirySchedule.callSeconds), in: tx)
        }
        return leaving ? await connector.authorize(request) : .notSent
    }

    /// Third step: books the outcome, once, whoever learned it first.
    ///
    /// - Returns: the intent afterwards; as it stands when inquiry or another caller settled it before.
    public static func settle(
        _ prepared: PreparedCharge, _ outcome: AttemptOutcome?, _ connector: any Connector,
        _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        guard let request = prepared.request, let outcome else {
            guard
                let intent = try PaymentIntentStore.find(
                    prepared.intent.id, of: context.actor.organization, in: tx)
            else { throw PaymentRefusal.unknownIntent }
            return intent
        }
        return try SettleAttempt.run(
            request.attempt, of: request.intent, outcome, connector, context, in: tx)
    }

    private static func written(
        _ draft: Draft, _ charge: CardCharge, _ context: CommandContext, in tx: borrowing Transaction
    ) -> PreparedCharge {
        let due = context.now.advanced(seconds: InquirySchedule.callSeconds)
        AttemptStore.insert(draft.attempt, declineCode: nil, nextInquiry: due, resolvedAt: nil, in: tx)
        PaymentNews.publish(draft.intent, context)
        return PreparedCharge(intent: draft.intent, request: draft.request(charge.method))
    }

    private static func decide(
        _ draft: Draft, _ charge: CardCharge, _ connector: any Connector
    ) throws -> Settlement {
        let sent = try draft.attempt.moved([.send])
        guard let outcome = connector.decide(draft.request(charge.method)),
            let settlement = try Settlement.decide(draft.intent, sent, outcome)
        else {
            preconditionFailure("\(connector.name) does not decide this by itself: prepare, call, settle")
        }
        return settlement
    }

    private static func standing(
        _ charge: CardCharge, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PaymentIntent {
        guard let intent = try PaymentIntentStore.find(charge.id, of: context.actor.organization, in: tx)
        else {
            throw PaymentRefusal.unknownIntent
        }
        return intent
    }
}

/// A charge that is ready to be called: committed first, then called, then settled.
public struct PreparedCharge: Sendable, Equatable {
    /// The intent as it was committed.
    public let intent: PaymentIntent
    /// What to ask the connector; nil when there is nothing to ask.
    public let request: AuthorizeRequest?
}

/// An intent about to be asked for, with its next attempt; nothing of it is written yet.
struct Draft {
    let intent: PaymentIntent
    let attempt: PaymentAttempt
    /// The version that the stored row has; 0 for a new one.
    let storedVersion: Int64

    /// A new intent with its first attempt.
    init(_ charge: CardCharge, _ connector: any Connector, _ context: CommandContext) throws {
        self.init(
            try charge.intent(of: context.actor.organization, connector: connector.name), number: 1,
            stored: 0,
            context)
    }

    /// A stored intent with a further attempt, locked; nil when it is settled or its outcome is open.
    init?(
        retrying charge: CardCharge, _ connector: any Connector, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let organization = context.actor.organization
        guard let stored = try PaymentIntentStore.locked(charge.id, of: organization, in: tx),
            charge.matches(stored, connector)
        else { throw PaymentRefusal.intentDiffers }
        guard stored.state == .requiresPaymentMethod || stored.state == .requiresConfirmation else {
            return nil
        }
        let number = try AttemptStore.count(charge.id, of: organization, in: tx) + 1
        let card = PaymentIntent.Card(token: charge.method.token, brand: nil, last4: nil)
        let again = try stored.moved([.attachMethod, .confirm], card: card)
        self.init(again, number: number, stored: stored.version, context)
    }

    private init(_ intent: PaymentIntent, number: Int, stored: Int64, _ context: CommandContext) {
        self.intent = intent
        storedVersion = stored
        attempt = PaymentAttempt(
            id: context.surroundings.newID(), organization: intent.organization, intent: intent.id,
            number: number,
            connector: intent.connector, amount: intent.amount, state: .created, reference: nil, sentAt: nil,
            createdAt: context.now)
    }

    func request(_ method: CardMethod) -> AuthorizeRequest {
        AuthorizeRequest(
            organization: intent.organization, intent: intent.id, attempt: attempt.id, amount: intent.amount,
            method: method)
    }
}
