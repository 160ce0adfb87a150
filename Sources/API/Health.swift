public import Base

/// How the server's parts are, asked afresh each time with a limit on the asking.
public struct Health: Sendable {
    /// How one part is.
    public struct Part: Sendable {
        /// `up`, `down`, `degraded`, or `off` where it is not configured.
        public let state: String
        /// What is known besides, without secrets.
        public let detail: String?

        /// A part's state.
        public init(_ state: String, _ detail: String? = nil) {
            self.state = state
            self.detail = detail
        }
    }

    /// One part and how to ask it.
    public struct Probe: Sendable {
        let name: String
        let isNeeded: Bool
        let ask: @Sendable () async -> Part

        /// A part; without a needed one the server cannot serve.
        public init(_ name: String, needed: Bool, ask: @escaping @Sendable () async -> Part) {
            self.name = name
            isNeeded = needed
            self.ask = ask
        }
    }

    private let probes: [Probe]
    private let clock: @Sendable () -> Instant

    /// Health by these probes.
    public init(_ probes: [Probe], clock: @escaping @Sendable () -> Instant) {
        self.probes = probes
        self.clock = clock
    }

    /// What became of the probes.
    struct Report: Sendable {
        let isServing: Bool
        let isDegraded: Bool
        let parts: [(name: String, part: Part, milliseconds: Int64)]

        var state: String { !isServing ? "down" : isDegraded ? "degraded" : "up" }
    }

    func report() async -> Report {
        var parts: [(name: String, part: Part, milliseconds: Int64)] = []
        var isServing = true
        var isDegraded = false
        for probe in probes {
            let began = clock()
            let part = await probe.ask()
            let took = (clock().microseconds - began.microseconds) / 1000
            parts.append((probe.name, part, took))
            if part.state == "down", probe.isNeeded { isServing = false }
            if part.state == "down" || part.state == "degraded" { isDegraded = true }
        }
        return Report(isServing: isServing, isDegraded: isDegraded, parts: parts)
    }
}
