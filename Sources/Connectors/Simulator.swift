public import Base
public import Payments
public import Store

/// A card provider in this process, for the demo, for training and for tests.
///
/// What it decides depends on the card's token alone. What it was asked over "the network" it keeps in tables
/// of its own, in transactions of its own, as a real provider would: so that inquiry after a crash tells the
/// truth.
public struct Simulator: Connector {
    /// `simulator`.
    public let name = "simulator"
    /// All of them; what it does not know after being asked, it never got.
    public let capabilities: Capabilities
    /// Misfortunes to come.
    public let faults: SimulatorFaults
    private let database: any Database
    private let surroundings: Surroundings
    private let pause: @Sendable (Int64) async -> Void

    /// A simulator.
    ///
    /// - Parameters:
    ///   - database: where its side of the story is kept.
    ///   - local: false makes every card take the three steps, as a provider across a network does.
    ///   - pause: waits for seconds; a test does not.
    public init(
        database: any Database, surroundings: Surroundings, local: Bool = true,
        faults: SimulatorFaults = SimulatorFaults(),
        pause: @escaping @Sendable (Int64) async -> Void = { try? await Task.sleep(for: .seconds($0)) }
    ) {
        self.database = database
        self.surroundings = surroundings
        self.faults = faults
        self.pause = pause
        capabilities = Capabilities(
            local: local, idempotent: true, inquiry: true, partialCapture: false, absenceProvenAfter: 0)
    }

    /// Decides by the token, unless the card is one that has to be asked over the network.
    public func decide(_ request: AuthorizeRequest) -> AttemptOutcome? {
        guard capabilities.local, request.method.token != SimulatorCard.slowOK.rawValue else { return nil }
        guard let card = SimulatorCard(rawValue: request.method.token) else {
            return .declined(code: Simulator.unknownCard)
        }
        if card == .notSent { return .notSent }
        return card.losesAnswer ? .unknown : Simulator.truth(request, card, reference: Simulator.local)
    }

    /// Gives back at once what was decided at once.
    public func decide(refund request: RefundRequest) -> AttemptOutcome? {
        guard capabilities.local, !request.reference.hasPrefix(Simulator.remote) else { return nil }
        return .succeeded(
            ProviderAnswer(reference: "sim_refund_\(request.refund)", amount: request.amount))
    }

    /// Takes the money, remembers it, and answers, unless a misfortune is due.
    public func authorize(_ request: AuthorizeRequest) async -> AttemptOutcome {
        let fault = faults.take()
        let card = SimulatorCard(rawValue: request.method.token)
        if fault == .dropRequest || card == .notSent { return .notSent }
        let outcome: AttemptOutcome
        do { outcome = try await remember(request, card, fault) } catch { return .unknown }
        if card == .slowOK { await pause(2) }
        switch fault {
        case .answer(let answer): return answer
        case .loseAnswer: return .unknown
        case .none, .dropRequest, .wrongAmount, .unreachable:
            return card?.losesAnswer == true ? .unknown : outcome
        }
    }

    /// Tells what it remembers.
    public func inquire(_ request: AuthorizeRequest) async -> Inquiry {
        if faults.take() == .unreachable { return .unreachable }
        do {
            if let known = try await recall(request) { return .known(known) }
        } catch { return .unreachable }
        // A card that was decided inside our own transaction left no trace at the provider: its token tells.
        guard capabilities.local, let card = SimulatorCard(rawValue: request.method.token), card.losesAnswer
        else {
            return .absent
        }
        return .known(Simulator.truth(request, card, reference: Simulator.local))
    }

    /// Gives back, once per refund, never more than it took.
    public func refund(_ request: RefundRequest) async -> AttemptOutcome {
        let fault = faults.take()
        if fault == .dropRequest { return .notSent }
        let outcome: AttemptOutcome
        do { outcome = try await rememberRefund(request) } catch { return .unknown }
        switch fault {
        case .answer(let answer): return answer
        case .loseAnswer: return .unknown
        case .none, .dropRequest, .wrongAmount, .unreachable: return outcome
        }
    }

    /// Tells what became of a refund.
    public func inquire(refund request: RefundRequest) async -> Inquiry {
        if faults.take() == .unreachable { return .unreachable }
        do {
            let known = try await database.transaction(.organization(request.organization.raw), .read) { tx in
                try SimulatorStore.refund(request.refund, of: request.organization, in: tx)
            }
            return known.map { .known(Simulator.answer($0, request)) } ?? .absent
        } catch { return .unreachable }
    }

    static let unknownCard = "unknown_card"
    static let local = "sim"
    static let remote = "simx"

    static func truth(_ request: AuthorizeRequest, _ card: SimulatorCard, reference: String) -> AttemptOutcome
    {
        if let code = card.refusal { return .declined(code: code) }
        return .succeeded(
            ProviderAnswer(
                reference: "\(reference)_\(request.attempt)", amount: request.amount, brand: card.face.brand,
                last4: card.face.last4))
    }

    private static func answer(_ granted: Bool, _ request: RefundRequest) -> AttemptOutcome {
        granted
            ? .succeeded(ProviderAnswer(reference: "simx_refund_\(request.refund)", amount: request.amount))
            : .declined(code: "refund_exceeds_charge")
    }

    private func remember(
        _ request: AuthorizeRequest, _ card: SimulatorCard?, _ fault: SimulatorFaults.Fault
    ) async throws -> AttemptOutcome {
        var amount = request.amount
        if case .wrongAmount(let more) = fault {
            amount = Money(minor: try amount.minor.plus(more), amount.currency)
        }
        let (moved, now) = (amount, surroundings.now())
        let refusal = card.map(\.refusal) ?? Simulator.unknownCard
        return try await database.transaction(.organization(request.organization.raw)) { tx in
            let kept = try SimulatorStore.keep(request, moved: moved, refusal: refusal, at: now, in: tx)
            return Simulator.outcome(of: kept, request)
        }
    }

    private func recall(_ request: AuthorizeRequest) async throws -> AttemptOutcome? {
        try await database.transaction(.organization(request.organization.raw), .read) { tx in
            try SimulatorStore.find(request.attempt, of: request.organization, in: tx)
                .map { Simulator.outcome(of: $0, request) }
        }
    }

    private static func outcome(of kept: SimulatorStore.Kept, _ request: AuthorizeRequest) -> AttemptOutcome {
        if let code = kept.refusal { return .declined(code: code) }
        let face = SimulatorCard(rawValue: request.method.token)?.face
        return .succeeded(
            ProviderAnswer(
                reference: "\(remote)_\(request.attempt)", amount: kept.moved, brand: face?.brand,
                last4: face?.last4))
    }

    private func rememberRefund(_ request: RefundRequest) async throws -> AttemptOutcome {
        let now = surroundings.now()
        let granted = try await database.transaction(.organization(request.organization.raw)) { tx in
            try SimulatorStore.keep(request, at: now, in: tx)
        }
        return Simulator.answer(granted, request)
    }
}
