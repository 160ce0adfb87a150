public import Base

/// How far a roll-out is: a pure machine that takes what happened and says what is next. What happened is
/// kept in the journal, so a roll-out that was broken off goes on where it was.
public struct RolloutState: Sendable, Equatable {
    /// Where it stands.
    public enum Phase: Sendable, Equatable {
        /// The image, the alarms and the present state are looked at.
        case preflight
        /// The tables are made ready for both versions.
        case migrating
        /// The new copies are started, without traffic.
        case starting
        /// They become ready and healthy.
        case settling(since: Instant)
        /// They are tried where no user reaches them.
        case smoking
        /// The traffic is moved to this step.
        case weighing(step: Int)
        /// The step is watched.
        case baking(step: Int, since: Instant)
        /// All traffic is moved; the old copies stand by.
        case holding(since: Instant)
        /// Requests under way on the old copies end.
        case draining
        /// The old copies are stopped.
        case stopping
        /// What serves now is written down.
        case recording
        /// The traffic goes back to the old copies.
        case turning(why: String)
        /// The new copies are stopped.
        case clearing(why: String)
        /// The new version serves.
        case done
        /// The old version serves.
        case aborted(why: String)
    }

    /// What is to be done next.
    public enum Action: Sendable, Equatable {
        /// Look whether it can begin.
        case look
        /// Run the migration of this image.
        case migrate(image: String)
        /// Start so many copies of the image in the slot.
        case start(Colour, image: String, size: Int)
        /// See how the slot's copies are.
        case see(Colour, size: Int)
        /// Try the slot where no user reaches it.
        case smoke(Colour)
        /// Give the slot so much per cent of the traffic, its other the rest.
        case weigh(Colour, percent: Int)
        /// Read errors, latency, alarms and health of the slot since then.
        case watch(Colour, size: Int, since: Instant)
        /// Wait until requests under way on the slot have ended.
        case drain(Colour, seconds: Int)
        /// Stop the slot's copies.
        case stop(Colour)
        /// Write down that the slot serves.
        case record(Colour, image: String, previous: String)
        /// Nothing more.
        case end
    }

    /// What happened.
    public enum Event: Sendable, Equatable {
        /// It can begin; this serves.
        case found(Standing)
        /// A step that has no answer of its own is done.
        case did
        /// So are the new copies.
        case saw(SlotHealth)
        /// So was the trial: nil for good.
        case tried(ProbeFailure?)
        /// So are the readings.
        case read(Readings)
        /// It cannot be done, or must not.
        case failed(String)
        /// The tool was started again.
        case resumed
    }

    /// What it is to do.
    public let order: RolloutOrder
    /// Where it stands.
    public private(set) var phase: Phase = .preflight
    /// What served before; nil until that is known.
    public private(set) var before: Standing?
    /// The probe that failed last.
    public private(set) var failure: ProbeFailure?
    /// What went wrong after the new version had all of the traffic; it is told, and undoes nothing.
    public private(set) var remark: String?

    /// A roll-out that begins.
    public init(_ order: RolloutOrder) { self.order = order }

    /// The slot that the new version gets.
    public var fresh: Colour { (before?.slot ?? .blue).other }

    /// Whether it has ended.
    public var isOver: Bool {
        switch phase {
        case .done, .aborted: true
        default: false
        }
    }

    /// Whether an end of it is still one weight call away.
    public var canTurn: Bool {
        switch phase {
        case .draining, .stopping, .recording, .turning, .clearing, .done, .aborted: false
        default: true
        }
    }

    /// What is to be done next.
    public var next: Action {
        let size = before?.size ?? 1
        switch phase {
        case .preflight: return .look
        case .migrating: return .migrate(image: order.image)
        case .starting: return .start(fresh, image: order.image, size: size)
        case .settling: return .see(fresh, size: size)
        case .smoking: return .smoke(fresh)
        case .weighing(let step): return .weigh(fresh, percent: order.steps[step])
        case .baking(_, let since), .holding(let since): return .watch(fresh, size: size, since: since)
        case .draining: return .drain(fresh.other, seconds: order.drain)
        case .stopping: return .stop(fresh.other)
        case .recording:
            return .record(fresh, image: order.image, previous: before?.image ?? "")
        case .turning: return .weigh(fresh, percent: 0)
        case .clearing: return .stop(fresh)
        case .done, .aborted: return .end
        }
    }

    /// Goes on by what happened at a moment. What does not fit the phase changes nothing.
    public mutating func take(_ event: Event, at now: Instant) {
        switch (phase, event) {
        case (.settling, .resumed): phase = .settling(since: now)
        case (.baking(let step, _), .resumed): phase = .baking(step: step, since: now)
        case (.holding, .resumed): phase = .holding(since: now)
        case (_, .resumed): break
        case (.preflight, .found(let standing)):
            before = standing
            phase = order.migrates ? .migrating : .starting
        case (.settling(let since), .saw(let health)): settle(health, since, now)
        case (.smoking, .tried(let failed)):
            failure = failed ?? failure
            phase = failed.map { .clearing(why: $0.line) } ?? .weighing(step: 0)
        case (.baking, .read(let readings)), (.holding, .read(let readings)): watch(readings, now)
        case (_, .did): advance(now)
        case (_, .failed(let why)): turn(why)
        default: break
        }
    }

    /// A step without an answer of its own is done.
    private mutating func advance(_ now: Instant) {
        switch phase {
        case .migrating: phase = .starting
        case .starting: phase = .settling(since: now)
        case .weighing(let step): phase = .baking(step: step, since: now)
        case .draining: phase = .stopping
        case .stopping: phase = .recording
        case .recording: phase = .done
        case .turning(let why): phase = .clearing(why: why)
        case .clearing(let why): phase = .aborted(why: why)
        default: break
        }
    }

    private mutating func settle(_ health: SlotHealth, _ since: Instant, _ now: Instant) {
        let size = before?.size ?? 1
        failure = health.failure ?? failure
        if health.ready >= size, health.healthy >= size {
            phase = .smoking
        } else if now >= since.advanced(seconds: Int64(order.settle)) {
            let seen = "\(health.ready) of \(size) new copies are ready, \(health.healthy) healthy"
            let said = failure.map { " (\($0.line))" } ?? ""
            phase = .clearing(why: "after \(order.settle) s \(seen)\(said)")
        }
    }

    private mutating func watch(_ readings: Readings, _ now: Instant) {
        failure = readings.health.failure ?? failure
        if let why = readings.breach(of: order.limits, size: before?.size ?? 1) {
            phase = .turning(why: why)
            return
        }
        switch phase {
        case .baking(let step, let since) where now >= since.advanced(seconds: Int64(order.bake)):
            phase = step + 1 < order.steps.count ? .weighing(step: step + 1) : .holding(since: now)
        case .holding(let since) where now >= since.advanced(seconds: Int64(order.hold)): phase = .draining
        default: break
        }
    }

    /// Something cannot be done. Before the traffic has moved the new copies are taken away; while it moves
    /// it goes back; afterwards the new version stays, and what is left over is told.
    private mutating func turn(_ why: String) {
        switch phase {
        case .preflight, .migrating: phase = .aborted(why: why)
        case .starting, .settling, .smoking: phase = .clearing(why: why)
        case .weighing, .baking, .holding: phase = .turning(why: why)
        case .draining:
            remark = why
            phase = .stopping
        case .stopping:
            remark = why
            phase = .recording
        case .clearing(let first):
            remark = why
            phase = .aborted(why: first)
        case .turning, .recording, .done, .aborted: break
        }
    }
}
