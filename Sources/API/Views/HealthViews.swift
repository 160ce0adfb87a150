import Base

/// How one part of the server is.
struct HealthPartView: Shaped {
    let name: String
    let state: String
    let milliseconds: Int64?
    let detail: String?

    static let shape = Shape<HealthPartView>.object(
        "HealthPart", HealthPartView.init(name:state:milliseconds:detail:), Field("name", \.name, .text()),
        Field("state", \.state, .oneOf(["up", "down", "degraded", "off"])),
        Field(optional: "latencyMs", \.milliseconds, .integer()), Field(optional: "detail", \.detail, .text())
    )
}

/// How the server is; the parts only to callers who may know.
struct HealthView: Shaped {
    let status: String
    let components: [HealthPartView]

    static let shape = Shape<HealthView>.object(
        "Health", HealthView.init(status:components:),
        Field("status", \.status, .oneOf(["up", "down", "degraded"])),
        Field("components", \.components, HealthPartView.shape.list()))
}

/// The status alone, as actuator clients expect it.
struct ActuatorView: Shaped {
    let status: String

    static let shape = Shape<ActuatorView>.object(
        "ActuatorHealth", ActuatorView.init(status:), Field("status", \.status, .oneOf(["UP", "DOWN"])))
}
