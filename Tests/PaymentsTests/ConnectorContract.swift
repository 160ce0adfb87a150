import Base
import Organizations
import Payments
import Testing

/// What every connector must do, whatever is behind it. A connector's own suite calls it with its tokens.
struct ConnectorContract: Sendable {
    let connector: any Connector
    let organization: ID<Organization>
    let surroundings: Surroundings
    /// A card that pays.
    let paying: String
    /// A card that is declined.
    let declined: String

    func request(_ token: String, _ amount: Int64 = 4_200) throws -> AuthorizeRequest {
        AuthorizeRequest(
            organization: organization, intent: surroundings.newID(), attempt: surroundings.newID(),
            amount: Money(minor: amount, .lira), method: try CardMethod(token: token))
    }

    private func answer(_ outcome: AttemptOutcome) -> ProviderAnswer? {
        guard case .succeeded(let answer) = outcome else { return nil }
        return answer
    }

    /// It moves exactly what it is asked, and says so.
    func echoesTheAmount() async throws {
        let asked = try request(paying)
        let answer = try #require(answer(await connector.authorize(asked)))
        #expect(answer.amount == asked.amount)
        #expect(!answer.reference.isEmpty)
    }

    /// A refusal is a stable code.
    func declinesWithACode() async throws {
        guard case .declined(let code) = await connector.authorize(try request(declined)) else {
            Issue.record("not declined")
            return
        }
        #expect(!code.isEmpty && code.allSatisfy { $0.isLowercase || $0 == "_" })
    }

    /// The same key twice moves money once and answers the same.
    func isIdempotent() async throws {
        guard connector.capabilities.idempotent else { return }
        let asked = try request(paying)
        let first = await connector.authorize(asked)
        #expect(await connector.authorize(asked) == first)
    }

    /// Inquiry tells what authorize told.
    func inquiryAgrees() async throws {
        guard connector.capabilities.inquiry else { return }
        for token in [paying, declined] {
            let asked = try request(token)
            let outcome = await connector.authorize(asked)
            #expect(await connector.inquire(asked) == .known(outcome))
        }
    }

    /// What was never asked is absent.
    func knowsNothingOfOthers() async throws {
        guard connector.capabilities.inquiry else { return }
        #expect(await connector.inquire(try request(paying)) == .absent)
    }

    /// Refunds: once per key, never more than was taken, and inquiry agrees.
    func refundsWithinTheCharge() async throws {
        let asked = try request(paying, 10_000)
        let taken = try #require(answer(await connector.authorize(asked)))
        func refund(_ amount: Int64) -> RefundRequest {
            RefundRequest(
                organization: organization, refund: surroundings.newID(), attempt: asked.attempt,
                reference: taken.reference, amount: Money(minor: amount, .lira))
        }
        let part = refund(6_000)
        let first = await connector.refund(part)
        #expect(answer(first)?.amount.minor == 6_000)
        if connector.capabilities.idempotent { #expect(await connector.refund(part) == first) }
        #expect(await connector.inquire(refund: part) == .known(first))
        guard case .declined = await connector.refund(refund(4_001)) else {
            Issue.record("more was given back than was taken")
            return
        }
        #expect(answer(await connector.refund(refund(4_000)))?.amount.minor == 4_000)
        #expect(await connector.inquire(refund: refund(1)) == .absent)
    }

    /// A local decision has no effects: asked twice, it says the same, and leaves nothing behind.
    func decidesWithoutEffects() throws {
        guard connector.capabilities.local else { return }
        for token in [paying, declined] {
            let asked = try request(token)
            #expect(connector.decide(asked) == connector.decide(asked))
        }
    }
}
