import Base
import Organizations
import Payments
import Store
import struct FoundationEssentials.UUID

/// A payment whose card must be asked outside the database: reserve and commit, call, then book or cancel.
extension PayCheck {
    /// A card of the payment, ready to be called.
    struct Reserved: Sendable {
        let tender: ID<Tender>
        let charge: PreparedCharge
    }

    func inSteps(_ actor: Actor, _ key: IdempotencyKey, _ runner: CommandRunner) async throws -> Answer {
        switch try await runner.begin(actor, key: key, { context, tx in try begin(context, in: tx) }) {
        case .answered(let answer): return answer
        case .takenOver: return try await takeOver(actor, key, runner)
        case .fresh(let reserved):
            let connector = try means.connector()
            var outcomes: [ID<Tender>: AttemptOutcome] = [:]
            for card in reserved {
                let outcome = try await ChargeCard.call(card.charge, connector, runner)
                outcomes[card.tender] = outcome
                if outcome?.isRefusal ?? false { break }
            }
            return try await complete(actor, key, runner, reserved, outcomes)
        }
    }

    /// First step: the remainder is reserved and every attempt written down before anything leaves.
    func begin(_ context: CommandContext, in tx: borrowing Transaction) throws -> [Reserved] {
        var held = try reserve(context, in: tx).held
        let connector = try means.connector()
        var reserved: [Reserved] = []
        for draft in tenders where draft.kind == .card {
            let charge = try ChargeCard.prepare(
                try draft.charge(branch, held.check.currency), connector, context, in: tx)
            reserved.append(Reserved(tender: draft.id, charge: charge))
            let index = try held.check.index(of: draft.id)
            held.check.tenders[index].state = try held.check.tenders[index].state.after(.authorize)
        }
        try held.record("check.pay_begun", context, in: tx)
        return reserved
    }

    /// The first try never came to its end: what became of it stands with the tenders by now, or will.
    private func takeOver(_ actor: Actor, _ key: IdempotencyKey, _ runner: CommandRunner) async throws
        -> Answer
    {
        let view = try await runner.database.transaction(.organization(actor.organization.raw)) { tx in
            try ReadCheck.run(check, branch, of: actor.organization, in: tx)
        }
        let mine = Set(tenders.map(\.id))
        if view.tenders.contains(where: { mine.contains($0.id) && $0.state == .failed }) {
            try await runner.abandon(actor, key: key) { _, _ in }
            throw TenderRefusal.terminalUnreachable
        }
        return try await complete(actor, key, runner, [], [:])
    }

    /// Last step: everything is booked, or cancelled; whoever learned an outcome first has settled it
    /// already.
    private func complete(
        _ actor: Actor, _ key: IdempotencyKey, _ runner: CommandRunner, _ reserved: [Reserved],
        _ outcomes: [ID<Tender>: AttemptOutcome]
    ) async throws -> Answer {
        guard let refusal = outcomes.values.compactMap(\.refusal).first else {
            return try await runner.complete(actor, key: key) { context, tx in
                try finish(reserved, outcomes, context, in: tx).answer
            }
        }
        try await runner.abandon(actor, key: key) { context, tx in
            _ = try finish(reserved, outcomes, context, in: tx)
        }
        throw refusal
    }

    private func finish(
        _ reserved: [Reserved], _ outcomes: [ID<Tender>: AttemptOutcome], _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Outcome {
        let connector = try means.connector()
        // The check first, then its cards' intents: the same order everywhere.
        var held = try HeldCheck.load(check, branch, context, in: tx)
        var intents: [UUID: PaymentIntent] = [:]
        for card in reserved where outcomes[card.tender] != nil {
            let intent = try ChargeCard.settle(card.charge, outcomes[card.tender], connector, context, in: tx)
            intents[intent.id.raw] = intent
        }
        if reserved.isEmpty {
            for draft in tenders where draft.kind == .card {
                intents[draft.id.raw] = try FindPayment.intent(
                    ID(draft.id.raw), of: context.actor.organization, in: tx)
            }
        }
        defer { tell(held.check, in: tx) }
        guard held.reserves(context.command) else {
            return Outcome(view: CheckView(held.check), isUnknown: false)
        }
        try held.book(context.command, intents, means, context, in: tx)
        let view = try held.record("check.pay", context, in: tx)
        return Outcome(view: view, isUnknown: held.isOpen(context.command))
    }
}

extension AttemptOutcome {
    /// Whether the card said no, or was never asked.
    var isRefusal: Bool { refusal != nil }

    var refusal: TenderRefusal? {
        switch self {
        case .declined(let code): .cardDeclined(reason: code)
        case .notSent: .terminalUnreachable
        case .succeeded, .unknown, .needsAction: nil
        }
    }
}
