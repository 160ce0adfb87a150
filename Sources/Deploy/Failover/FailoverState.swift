public import Base

/// How far a failover is: a pure machine, kept in a journal as what happened.
public struct FailoverState: Sendable, Equatable {
    /// The steps, in order.
    public enum Step: String, Sendable, CaseIterable {
        /// Lag and what the standby has.
        case precheck
        /// The old writer can write no more.
        case fence
        /// The standby becomes the writer.
        case promote
        /// It takes a write.
        case writable
        /// The one name that everything uses points to it.
        case repoint
        /// Copies of the services at its side.
        case scale
        /// It serves.
        case verify
        /// Users come to it.
        case traffic
        /// What it cost.
        case measure
        /// The old writer becomes a standby.
        case rebuild

        /// As a sentence for people.
        public var title: String {
            switch self {
            case .precheck: "Looking how far the standby is behind and what it lacks"
            case .fence: "Cutting off the old writer"
            case .promote: "Promoting the standby"
            case .writable: "Waiting until it takes a write"
            case .repoint: "Pointing the database's name to it"
            case .scale: "Starting copies at its side"
            case .verify: "Trying whether it serves"
            case .traffic: "Moving the traffic"
            case .measure: "Measuring what it cost"
            case .rebuild: "Making the old writer a standby"
            }
        }
    }

    /// What happened.
    public enum Event: Sendable, Equatable {
        /// What is known before.
        case checked(FailoverCheck)
        /// A step is done.
        case did
        /// What it cost.
        case measured(FailoverCost)
        /// A step failed.
        case failed(String)
    }

    /// How it ended.
    public enum Outcome: Sendable, Equatable {
        /// Not yet.
        case open
        /// Nothing was touched.
        case refused(String)
        /// A step failed; the same command goes on from there.
        case stuck(Step, String)
        /// Done.
        case done
    }

    /// What it is to do.
    public let order: FailoverOrder
    /// The step that is next; nil when all are done.
    public private(set) var next: Step? = .precheck
    /// What was known before.
    public private(set) var check: FailoverCheck?
    /// What it cost.
    public private(set) var cost: FailoverCost?
    /// When each step was done.
    public private(set) var times: [Step: Instant] = [:]
    /// How it ended.
    public private(set) var outcome = Outcome.open
    /// When it began.
    public let began: Instant

    /// A failover that begins.
    public init(_ order: FailoverOrder, at now: Instant) {
        self.order = order
        began = now
    }

    /// Goes on by what happened.
    public mutating func take(_ event: Event, at now: Instant) {
        guard let step = next else { return }
        outcome = .open
        switch event {
        case .checked(let check):
            self.check = check
            if let why = check.refusal(of: order) { outcome = .refused(why) } else { advance(step, now) }
        case .measured(let cost):
            self.cost = cost
            advance(step, now)
        case .did: advance(step, now)
        case .failed(let why): outcome = step == .precheck ? .refused(why) : .stuck(step, why)
        }
    }

    /// What it cost as far as it is known without heartbeats: the time from the old writer's end until users
    /// came, and what the standby may have lacked at most before.
    func known(_ cost: FailoverCost) -> FailoverCost {
        guard cost.lost == nil else { return cost }
        var cost = cost
        if cost.rto == nil, let from = times[.precheck], let to = times[.traffic] {
            cost.rto = Int((to.microseconds - from.microseconds) / 1000)
        }
        cost.rpo = cost.rpo ?? check?.lag
        return cost
    }

    /// Takes the check of an earlier run, which decided by that run's order: it had passed when there was
    /// more.
    mutating func pass(at now: Instant, _ event: Event, further: Bool) {
        guard further, case .checked(let check) = event else { return }
        self.check = check
        advance(.precheck, now)
    }

    private mutating func advance(_ step: Step, _ now: Instant) {
        times[step] = now
        let steps = Step.allCases.filter { $0 != .rebuild || order.rebuilds }
        next = steps.firstIndex(of: step).flatMap { $0 + 1 < steps.count ? steps[$0 + 1] : nil }
        if next == nil { outcome = .done }
    }
}

/// What a failover needs of the place where it happens. Every call may be made twice.
public protocol FailoverDriver {
    /// Lag, and what the standby has. Touches nothing.
    func precheck() throws(FailoverFault) -> FailoverCheck
    /// Makes sure that the old writer takes no write, now or when it comes back.
    func fence(vouched: Bool) throws(FailoverFault)
    /// Makes the standby the writer.
    func promote() throws(FailoverFault)
    /// Whether it takes a write.
    func isWritable() throws(FailoverFault) -> Bool
    /// Points the one name to it.
    func repoint() throws(FailoverFault)
    /// Starts copies at its side.
    func scale() throws(FailoverFault)
    /// Whether it serves: nil for yes.
    func verify() throws(FailoverFault) -> ProbeFailure?
    /// Moves the traffic, without a call to what was lost.
    func moveTraffic() throws(FailoverFault)
    /// What it cost.
    func measure() throws(FailoverFault) -> FailoverCost
    /// Makes the old writer a standby of the new one.
    func rebuild() throws(FailoverFault)
}

/// Something could not be done.
public struct FailoverFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, and what the program said.
    public let description: String

    /// A fault.
    public init(_ description: String) { self.description = description }

    /// A program's answer that was not good.
    init(_ what: String, _ reply: Reply) { description = "\(what): \(reply.complaint)" }
}
