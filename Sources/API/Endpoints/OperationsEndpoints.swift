import Base
import Web

extension Endpoints {
    static let operations: [Endpoint] = [
        .get(
            "/health", "health", "operations", "How the server's parts are.", .anyone,
            answers: HealthView.shape
        ) {
            _ in .operations(.health)
        }.also(503, "The database is gone.", HealthView.shape),
        .get("/ready", "ready", "operations", "Whether it takes traffic.", .anyone, answers: HealthView.shape)
        {
            _ in .operations(.ready)
        }.also(503, "Not now.", HealthView.shape),
        actuator("", "actuatorHealth", .actuatorHealth),
        actuator("/liveness", "actuatorLiveness", .actuatorLiveness),
        actuator("/readiness", "actuatorReadiness", .actuatorReadiness),
        text("/livez", "live", "Whether the process answers.", "text/plain", .live),
        text(
            "/metrics", "metrics", "Figures in Prometheus' text form; from this machine or with the token.",
            "text/plain", .metrics
        )
        .also(404, "Not for this caller.", mediaType: "application/problem+json"),
        text("/openapi.json", "openApi", "This description.", "application/json", .openAPI),
        text("/docs", "docs", "This description, to read.", "text/html", .docs),
    ]

    private static func actuator(_ part: String, _ id: String, _ route: OperationsRoute) -> Endpoint {
        .get(
            "\(prefix)/actuator/health\(part)", id, "operations", "The status alone.", .anyone,
            answers: ActuatorView.shape
        ) {
            _ in .operations(route)
        }.also(503, "Down.", ActuatorView.shape)
    }

    private static func text(
        _ path: String, _ id: String, _ summary: String, _ mediaType: String, _ route: OperationsRoute
    ) -> Endpoint {
        Endpoint(
            method: .get, template: path, id: id, tag: "operations", summary: summary, access: .anyone,
            answers: [
                Endpoint.Answer(
                    status: 200, summary: "What was asked for.", schema: nil, mediaType: mediaType)
            ]
        ) { _ in .operations(route) }
    }
}
