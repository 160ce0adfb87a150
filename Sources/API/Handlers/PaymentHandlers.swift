import Base
import Checks
import Organizations
import Payments
import Store

extension API {
    func pay(_ check: ID<Check>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(PayBody.shape)
        let pay = PayCheck(check, branch: place.branch.id, by: body.tenders, application.means)
        let answer = try await pay.run(place.actor, key: try place.call.key(), application.runner)
        if !answer.replayed { count(body.tenders.count, answer) }
        return .command(answer)
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
    private func count(_ asked: Int, _ answer: Answer) {
        let currency = answer.body["currency"]?.text ?? ""
        for tender in (answer.body["tenders"]?.array ?? []).suffix(asked) {
            application.metrics.payments[tender["kind"]?.text ?? "", tender["state"]?.text ?? ""].add()
        }
        if answer.body["state"]?.text == "closed", let total = answer.body["totals"]?["total"]?.integer {
            application.metrics.sales[currency].add(total)
        }
    }
}
