import Base

/// What a roll-out is to do.
public struct RolloutOrder: Sendable, Equatable {
    /// The service.
    public var service: String
    /// The new version's image, by its digest: `sha256:…`.
    public var image: String
    /// Whether the new version's migration runs before it starts.
    public var migrates: Bool
    /// Per cent of the traffic after each step; the last is 100.
    public var steps: [Int]
    /// Seconds that the new copies may take to become ready and healthy.
    public var settle: Int
    /// Seconds that each step is watched.
    public var bake: Int
    /// Seconds that the old version is kept running after it got its last request.
    public var hold: Int
    /// Seconds that requests under way may take to end: at least the longest request.
    public var drain: Int
    /// What ends the roll-out.
    public var limits: [AbortRule]

    /// An order.
    public init(
        service: String, image: String, migrates: Bool = true, steps: [Int] = [10, 50, 100],
        settle: Int = 300,
        bake: Int = 600, hold: Int = 600, drain: Int = 60, limits: [AbortRule] = [.errors(100)]
    ) {
        self.service = service
        self.image = image
        self.migrates = migrates
        self.steps = steps.last == 100 ? steps : steps + [100]
        self.settle = settle
        self.bake = bake
        self.hold = hold
        self.drain = drain
        self.limits = limits
    }
}

/// What serves before the roll-out begins.
public struct Standing: Sendable, Equatable {
    /// The slot with all of the traffic.
    public var slot: Colour
    /// Its copies; the new version starts with as many.
    public var size: Int
    /// Its image.
    public var image: String

    /// What serves.
    public init(slot: Colour, size: Int, image: String) {
        self.slot = slot
        self.size = size
        self.image = image
    }
}

/// What a probe met when it failed: kept, because it is the reason that people look for.
public struct ProbeFailure: Sendable, Equatable {
    /// What was asked: `GET /ready on green`.
    public var probe: String
    /// The status of the answer; 0 for none.
    public var status: Int
    /// The beginning of the answer's body.
    public var body: String
    /// The last lines that the copy logged.
    public var log: String

    /// A failure.
    public init(probe: String, status: Int, body: String, log: String) {
        self.probe = probe
        self.status = status
        self.body = String(body.prefix(2000))
        self.log = String(log.suffix(4000))
    }

    /// One line for people.
    public var line: String {
        let answer = status == 0 ? "no answer" : "\(status)"
        let said = body.split(separator: "\n").first.map { ": \($0)" } ?? ""
        return "\(probe): \(answer)\(said)"
    }
}

/// How the copies of a slot are.
public struct SlotHealth: Sendable, Equatable {
    /// Copies that say of themselves that they are ready.
    public var ready: Int
    /// Copies that the slot's own target group takes for healthy.
    public var healthy: Int
    /// The probe that failed, when one did.
    public var failure: ProbeFailure?

    /// How they are.
    public init(ready: Int, healthy: Int, failure: ProbeFailure? = nil) {
        self.ready = ready
        self.healthy = healthy
        self.failure = failure
    }
}

/// What is read while traffic flows.
public struct Readings: Sendable, Equatable {
    /// Requests since the step began.
    public var requests: Int
    /// Those that the server failed (5xx).
    public var errors: Int
    /// The 95th percentile of latency in milliseconds; nil when it is not known.
    public var p95: Int?
    /// Names of the alarms that are on.
    public var alarms: [String]
    /// How the new copies are.
    public var health: SlotHealth

    /// Readings.
    public init(requests: Int, errors: Int, p95: Int?, alarms: [String], health: SlotHealth) {
        self.requests = requests
        self.errors = errors
        self.p95 = p95
        self.alarms = alarms
        self.health = health
    }

    /// The limit that these readings break, in words; nil when none.
    func breach(of limits: [AbortRule], size: Int) -> String? {
        if let alarm = alarms.first { return "the alarm \(alarm) is on" }
        if health.ready < size || health.healthy < size {
            return "\(min(health.ready, health.healthy)) of \(size) new copies are healthy"
                + (health.failure.map { " (\($0.line))" } ?? "")
        }
        for limit in limits {
            switch limit {
            case .errors(let most):
                // Thousandths of a per cent of the requests.
                if requests > 0, errors * 100_000 > most * requests {
                    return "\(errors) of \(requests) requests failed"
                }
            case .latency(let most):
                if let p95, p95 > most { return "the 95th percentile is \(p95) ms, \(most) ms is the limit" }
            }
        }
        return nil
    }
}
