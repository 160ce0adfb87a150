public import Base
public import Organizations
public import Store
import Drawers
import Menu
import Payments
import struct FoundationEssentials.UUID

/// Takes one payment of a check: any number of tenders, all of them or none.
public struct PayCheck: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let tenders: [TenderDraft]
    let means: PaymentMeans
    let onTaken: @Sendable (Taken) -> Void

    /// A payment by these tenders; none of them closes a check on which nothing is due.
    ///
    /// - Parameter onTaken: hears what the payment came to once that is committed; it must not block.
    public init(
        _ check: ID<Check>, branch: ID<Branch>, by tenders: [TenderDraft], _ means: PaymentMeans,
        onTaken: @escaping @Sendable (Taken) -> Void = { _ in }
    ) {
        self.check = check
        self.branch = branch
        self.tenders = tenders
        self.means = means
        self.onTaken = onTaken
    }

    /// What a payment came to, for the business's own figures.
    public struct Taken: Sendable {
        /// The check's currency.
        public let currency: Currency
        /// The payment's tenders as they stand after it.
        public let tenders: [(kind: TenderKind, state: TenderState)]
        /// The check's total in minor units, when the payment closed it.
        public let sale: Int64?
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// The check afterwards.
        public let view: CheckView
        /// Whether a card's answer is missing: 202 instead of 200.
        public let isUnknown: Bool

        var answer: Answer { Answer(status: isUnknown ? 202 : 200, text: view.text) }
    }

    /// Pays, in one transaction where every card is decided locally, else in three steps around the
    /// terminal's call.
    ///
    /// - Throws: `TenderRefusal`, `CheckRefusal`, `DrawerRefusal`; a declined card books nothing.
    public func run(_ actor: Actor, key: IdempotencyKey, _ runner: CommandRunner) async throws -> Answer {
        guard try isLocal(actor.organization) else { return try await inSteps(actor, key, runner) }
        return try await runner.run(actor, key: key, touching: touch(of: actor)) { context, tx in
            try run(context, in: tx).answer
        }
    }

    /// Pays within one transaction; every card must be decided locally.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Outcome {
        var (held, tickets) = try reserve(context, in: tx)
        var intents: [UUID: PaymentIntent] = [:]
        let connector = try means.connector()
        for draft in tenders where draft.kind == .card {
            let intent = try ChargeCard.local(
                try draft.charge(branch, held.check.currency), connector, context, in: tx)
            if let refusal = TenderRefusal.of(intent) { throw refusal }
            intents[intent.id.raw] = intent
        }
        try held.book(context.command, intents, means, context, in: tx)
        let view = try held.record("check.pay", context, in: tx)
        held.remember(tickets: tickets, in: tx)
        tell(held.check, in: tx)
        return Outcome(view: view, isUnknown: held.isOpen(context.command))
    }

    /// Says what the payment came to, after the commit.
    func tell(_ check: Check, in tx: borrowing Transaction) {
        let mine = check.tenders.suffix(tenders.count).map { (kind: $0.kind, state: $0.state) }
        let taken = Taken(
            currency: check.currency, tenders: mine, sale: check.state == .closed ? check.money.total : nil)
        let onTaken = onTaken
        tx.afterCommit { onTaken(taken) }
    }

    /// Loads the check, validates everything and puts the tenders on it: what they pay is nobody else's from
    /// here on. Says also how many tickets the kitchen got.
    func reserve(
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (held: HeldCheck, tickets: Int) {
        var held = try load(context, in: tx)
        try context.require(.pay, subject: check.raw, in: tx)
        var tickets = 0
        if held.check.orderType == .quick, held.check.state.isLive, held.check.newLines > 0 {
            let menu = try BranchMenu.load(branch, of: context.actor.organization, in: tx)
            tickets = try held.check.send(from: menu, on: held.day, context, in: tx)
        }
        try held.check.admit(tenders, cards: held.day.cardRoute)
        let author = Author(context.actor)
        let day = held.day.natural(at: context.now)
        for draft in tenders {
            held.check.tenders.append(
                try draft.tender(
                    context.command, means.card, held.terminals, by: author, at: context.now, day: day))
        }
        try held.noteSession(context, in: tx)
        return (held, tickets)
    }

    /// The check, the business day and, for cash, the drawer session, for a bank's terminal its name, in one
    /// round trip.
    private func load(_ context: CommandContext, in tx: borrowing Transaction) throws -> HeldCheck {
        let organization = context.actor.organization
        let days = OpenBusinessDay.reads(branch, of: organization)
        let takesCash = tenders.contains { $0.kind == .cash }
        let sessions = takesCash ? [RecordCash.sessionQuery(in: branch, context)] : []
        let takesBankCard = tenders.contains { $0.kind == .bankCard }
        let terminals = takesBankCard ? [FindBankTerminals.inUse(organization, branch)] : []
        var (held, answers) = try HeldCheck.resume(
            check, branch, also: days + sessions + terminals, context, in: tx)
        held.countedDay = try OpenBusinessDay.read(
            answers[1], days[1], natural: held.day.natural(at: context.now))
        if let query = sessions.first {
            held.sessions = try RecordCash.readSessions(answers[2], query, of: organization)
        }
        if let query = terminals.first {
            held.terminals = try FindBankTerminals.names(answers[2 + sessions.count], query)
        }
        return held
    }

    private func isLocal(_ organization: ID<Organization>) throws -> Bool {
        let connector = try means.connector()
        return try tenders.allSatisfy { draft in
            guard draft.kind == .card, draft.card != nil else { return true }
            return ChargeCard.isLocal(try draft.charge(branch, .lira), connector, of: organization)
        }
    }
}

extension HeldCheck {
    /// Whether a card of this request has no outcome yet.
    func isOpen(_ request: UUID) -> Bool {
        check.tenders.contains {
            $0.request == request && ($0.state == .unknown || $0.state == .authorizing)
        }
    }

    /// Whether anything of this request waits to be booked or given up; nothing does once recovery was
    /// faster.
    func reserves(_ request: UUID) -> Bool {
        check.tenders.contains { $0.request == request && $0.state.isReserving }
    }

    /// Cash needs an open drawer session, and remembers it (invariant I7).
    mutating func noteSession(_ context: CommandContext, in tx: borrowing Transaction) throws {
        let cash = check.tenders.indices.filter {
            check.tenders[$0].request == context.command && check.tenders[$0].kind == .cash
        }
        guard !cash.isEmpty else { return }
        let session =
            if let sessions { try RecordCash.choose(sessions, drawer: drawer, context) } else {
                try RecordCash.openSession(drawer: drawer, in: check.branch, context, in: tx)
            }
        self.session = session
        for index in cash { check.tenders[index].session = session.id.raw }
    }
}

extension TenderDraft {
    /// What the card is asked for: goods and tip together.
    func charge(_ branch: ID<Branch>, _ currency: Currency) throws -> CardCharge {
        guard let card else { throw TenderRefusal.cardRequired }
        let tender = Tender.counter(amount, tip)
        return try CardCharge(
            id: ID(id.raw), branch: branch, amount: Money(minor: amount + tip, currency),
            method: try CardMethod(token: card), reference: PaymentReference("tender", id.raw),
            counter: tender)
    }
}

extension TenderRefusal {
    /// Why a card brought nothing; nil when it did, or may have.
    static func of(_ intent: PaymentIntent) -> TenderRefusal? {
        switch intent.state {
        case .requiresPaymentMethod: .cardDeclined(reason: intent.declineCode ?? "declined")
        case .requiresConfirmation, .canceled: .terminalUnreachable
        case .succeeded, .processing, .requiresAction, .requiresCapture: nil
        }
    }
}
