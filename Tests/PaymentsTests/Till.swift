import Base
import Connectors
import Drawers
import Ledger
import Organizations
import Payments
import Store
import TestSupport
import Testing

import struct FoundationEssentials.UUID

/// A venue with a simulator: takes cards as a till does and looks at what came of it.
struct Till: Sendable {
    let venue: TestVenue
    let simulator: Simulator
    var connectors: ConnectorSet { ConnectorSet([simulator]) }
    var db: TestDatabase { TestDatabase.current }
    var runner: CommandRunner { venue.runner }

    static func make(local: Bool = true, slug: String = "kahve") async throws -> Till {
        let db = TestDatabase.current
        return Till(
            venue: try await TestVenue.make(slug),
            simulator: Simulator(database: db, surroundings: db.surroundings, local: local, pause: { _ in }))
    }

    /// 100.00 goods and 5.00 tip from this card, unless said otherwise.
    func charge(_ token: String, id: UUID? = nil, amount: Int64 = 10_500, tip: Int64 = 500) throws
        -> CardCharge
    {
        let id = id ?? db.surroundings.newUUID()
        return try CardCharge(
            id: ID(id), branch: venue.branch, amount: Money(minor: amount, .lira),
            method: try CardMethod(token: token),
            reference: PaymentReference("tender", id),
            counter: [.init(.checkClearing, amount - tip)] + (tip > 0 ? [.init(.tipsPayable, tip)] : []))
    }

    func pay(_ charge: CardCharge) async throws -> PaymentIntent {
        try await venue.run { context, tx in try ChargeCard.local(charge, simulator, context, in: tx) }
    }

    func pay(_ token: String) async throws -> PaymentIntent { try await pay(charge(token)) }

    func prepare(_ charge: CardCharge) async throws -> PreparedCharge {
        try await venue.run { context, tx in try ChargeCard.prepare(charge, simulator, context, in: tx) }
    }

    func settle(_ prepared: PreparedCharge, _ outcome: AttemptOutcome?) async throws -> PaymentIntent {
        try await venue.run { context, tx in
            try ChargeCard.settle(prepared, outcome, simulator, context, in: tx)
        }
    }

    /// All three steps.
    func payInSteps(_ charge: CardCharge) async throws -> PaymentIntent {
        let prepared = try await prepare(charge)
        return try await settle(prepared, ChargeCard.call(prepared, simulator, runner))
    }

    func refund(_ intent: PaymentIntent, _ amount: Int64, id: UUID? = nil) async throws -> Refund {
        let request = RefundCharge.Request(
            id: ID(id ?? db.surroundings.newUUID()), intent: intent.id, amount: amount, reason: "soğuk geldi",
            reference: PaymentReference("tender_refund", intent.id.raw),
            counter: [.init(.checkClearing, amount)])
        return try await venue.run { context, tx in
            try RefundCharge.run(request, connectors, context, in: tx)
        }
    }

    func inquire(_ follower: (any PaymentFollower)? = nil) async throws -> InquireUnknown.Report {
        try await InquireUnknown.run(runner, connectors, follower)
    }

    func intent(_ id: ID<PaymentIntent>) async throws -> PaymentIntent? {
        try await venue.read { tx in try FindPayment.intent(id, of: venue.organization, in: tx) }
    }

    func attempts(_ id: ID<PaymentIntent>) async throws -> [PaymentAttempt] {
        try await venue.read { tx in try FindPayment.attempts(of: id, venue.organization, in: tx) }
    }

    /// What an account holds on its own side.
    func balance(_ account: AccountCode) async throws -> Int64 {
        try await venue.read { tx in
            try Balance.of(account, venue.organization, .lira, in: tx).amount(account.normal)
        }
    }

    /// The books prove themselves.
    func expectSoundBooks(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let report = try await LedgerVerification.run(db)
        #expect(report.isSound, "\(report)", sourceLocation: sourceLocation)
    }
}

/// Writes into the audit trail what it is told, so that a test sees that it was told in the same commit.
struct Listener: PaymentFollower {
    func intentMoves(_ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction) throws
    {}

    func intentMoved(_ intent: PaymentIntent, _ context: CommandContext, in tx: borrowing Transaction) throws
    {
        context.audit(
            "heard.\(intent.state.rawValue)", entity: "test", id: intent.id.raw, branch: intent.branch)
    }

    func refundMoved(_ refund: Refund, _ context: CommandContext, in tx: borrowing Transaction) throws {
        context.audit(
            "heard.\(refund.state.rawValue)", entity: "test", id: refund.id.raw, branch: refund.branch)
    }
}
