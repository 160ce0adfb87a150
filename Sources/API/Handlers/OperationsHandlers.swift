import Base
import Crypto
import Web

extension API {
    func handle(_ route: OperationsRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .live: return .response(.text(200, "ok\n"))
        case .health: return healthReply(await application.health.report(), details: isTrusted(call))
        case .ready: return healthReply(await application.health.report(), details: false)
        case .actuatorLiveness: return actuatorReply(true)
        case .actuatorHealth, .actuatorReadiness:
            return actuatorReply(await application.health.report().isServing)
        case .metrics:
            guard isTrusted(call) else { throw Problem(404, "not_found") }
            let text = application.metrics.exposition
            return .bytes(Array(text.utf8), mediaType: Metrics.contentType, fileName: nil)
        case .openAPI: return .bytes(Description.openAPI, mediaType: "application/json", fileName: nil)
        case .docs: return .bytes(Description.page, mediaType: "text/html; charset=utf-8", fileName: nil)
        }
    }

    private func healthReply(_ report: Health.Report, details: Bool) -> Reply {
        let parts = report.parts.map { entry in
            HealthPartView(
                name: entry.name, state: entry.part.state, milliseconds: entry.milliseconds,
                detail: entry.part.detail)
        }
        let view = HealthView(status: report.state, components: details ? parts : [])
        return .json(report.isServing ? 200 : 503, HealthView.shape.encode(view))
    }

    private func actuatorReply(_ isUp: Bool) -> Reply {
        .json(isUp ? 200 : 503, ActuatorView.shape.encode(ActuatorView(status: isUp ? "UP" : "DOWN")))
    }

    /// Figures and details are for this machine, or for whoever has the token.
    private func isTrusted(_ call: Call) -> Bool {
        if let token = application.metricsToken, let sent = Call.bearer(call.request.headers) {
            return constantTimeEqual(Array(sent.utf8), Array(token.reveal.utf8))
        }
        let address = call.request.remoteAddress
        let isForwarded = call.request.headers["X-Forwarded-For"] != nil
        return !isForwarded && (address.hasPrefix("127.") || address == "::1")
    }
}
