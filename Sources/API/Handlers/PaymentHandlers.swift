import Base
import Checks
import Organizations
import Payments
import Store

extension API {
    func pay(_ check: ID<Check>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(PayBody.shape)
        let metrics = application.metrics
        let pay = PayCheck(check, branch: place.branch.id, by: body.tenders, application.means) {
            API.count($0, metrics)
        }
        return .command(
            try await pay.run(place.actor, key: try place.call.key(), application.runner))
    }

    func change(
        _ tender: ID<Tender>, of check: ID<Check>, _ route: TenderRoute, _ place: Place
    ) async throws -> Reply {
        let (call, branch, means) = (place.call, place.branch.id, application.means)
        let (actor, key, runner) = (place.actor, try call.key(), application.runner)
        let answer: Answer
        switch route {
        case .inquire:
            _ = try call.body(EmptyBody.shape)
            answer = try await InquireTender(tender, of: check, branch: branch, means).run(
                actor, key: key, runner)
        case .resolve:
            let body = try call.body(ResolveTenderBody.shape)
            let resolve = ResolveTender(
                tender, of: check, branch: branch, captured: body.outcome == "captured", reason: body.reason,
                approval: body.approval, means)
            answer = try await resolve.run(actor, key: key, runner)
        case .refund:
            let body = try call.body(RefundTenderBody.shape)
            let refund = RefundTender(
                tender, of: check, branch: branch, amount: body.amount, reason: body.reason,
                approval: body.approval, means)
            answer = try await refund.run(actor, key: key, runner)
        }
        return .command(answer)
    }

    /// The business's own figures.
    private static func count(_ taken: PayCheck.Taken, _ metrics: Metrics) {
        for tender in taken.tenders { metrics.payments[tender.kind.rawValue, tender.state.rawValue].add() }
        if let sale = taken.sale { metrics.sales[taken.currency.code].add(sale) }
    }
}
