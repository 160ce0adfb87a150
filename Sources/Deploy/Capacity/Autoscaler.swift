/// When copies of one service are added and taken away.
public struct AutoscalingPolicy: Sendable, Equatable {
    /// The least copies.
    public var least: Int
    /// The most copies: of the profile, the nodes and the connections, the smallest.
    public var most: Int
    /// Requests a second that one copy answers at most.
    public var perCopy: Int
    /// Per cent of that which is aimed at.
    public var target: Int
    /// Seconds for which more must be asked before copies are added.
    public var upWindow: Int
    /// Seconds for which fewer must do before copies are taken away.
    public var downWindow: Int
    /// Seconds until a new copy answers.
    public var start: Int
    /// Copies added beforehand, from a second to a second of the trace.
    public var warm: [Warming]

    /// A policy.
    public init(
        least: Int, most: Int, perCopy: Int, target: Int, upWindow: Int, downWindow: Int,
        start: Int = 60, warm: [Warming] = []
    ) {
        self.least = least
        self.most = most
        self.perCopy = perCopy
        self.target = target
        self.upWindow = upWindow
        self.downWindow = downWindow
        self.start = start
        self.warm = warm
    }
}

/// A higher floor for known hours.
public struct Warming: Sendable, Equatable {
    /// Its first second.
    public var from: Int
    /// The second after its last.
    public var until: Int
    /// The least copies in it.
    public var copies: Int

    /// A floor of so many copies between two seconds.
    public init(from: Int, until: Int, copies: Int) {
        self.from = from
        self.until = until
        self.copies = copies
    }
}

/// What became of a trace under a policy.
public struct AutoscalingResult: Sendable, Equatable {
    /// The trace's name.
    public var trace: String
    /// The most copies that answered at once.
    public var copiesMost: Int
    /// Copies that answered, summed over the seconds: what is paid.
    public var copySeconds: Int
    /// Seconds in which more came than all copies could answer.
    public var overloadSeconds: Int
    /// The longest time that a request waited, in seconds.
    public var waitMost: Int
    /// How often copies were added soon after some were taken away, or the other way round.
    public var turns: Int
    /// Seconds in which the policy asked for more copies than it may have, and they were needed.
    public var ceilingSeconds: Int
    /// What is wrong, by name.
    public var faults: [AutoscalingFault]
}

/// What can be wrong with a policy.
public enum AutoscalingFault: String, Sendable, CaseIterable {
    /// Requests wait longer than ten seconds.
    case starvation
    /// Copies go up and down without rest.
    case flapping
    /// More copies are needed than are allowed.
    case ceiling
}

/// Runs a policy over a trace, a second at a time; nothing in it is left to chance.
public enum Autoscaler {
    /// Seconds between two looks at the load, as clusters and target tracking have it.
    static let look = 15
    /// Seconds that a request may wait.
    static let waitAllowed = 10
    /// Turns an hour from which a policy flaps.
    static let turnsAllowed = 4

    /// The result of a trace: requests in each second.
    public static func run(_ policy: AutoscalingPolicy, over trace: Trace) -> AutoscalingResult {
        var state = State(policy: policy, trace: trace)
        for second in trace.load.indices { state.step(second) }
        return state.result()
    }

    private struct State {
        let policy: AutoscalingPolicy
        let trace: Trace
        var ready: Int
        /// The seconds at which copies on their way will answer.
        var starting: [Int] = []
        var queue = 0
        var wished: [(second: Int, copies: Int)] = []
        var changes: [(second: Int, isUp: Bool)] = []
        var copiesMost = 0
        var copySeconds = 0
        var overloadSeconds = 0
        var waitMost = 0
        var ceilingSeconds = 0

        init(policy: AutoscalingPolicy, trace: Trace) {
            self.policy = policy
            self.trace = trace
            ready = max(1, policy.least)
        }

        mutating func step(_ second: Int) {
            let before = starting.count
            starting.removeAll { $0 <= second }
            ready += before - starting.count
            let load = trace.load[second]
            let room = ready * policy.perCopy
            queue = max(0, queue + load - room)
            if queue > 0 { overloadSeconds += 1 }
            waitMost = max(waitMost, queue / max(1, room))
            copiesMost = max(copiesMost, ready)
            copySeconds += ready
            if second.isMultiple(of: look) { decide(second, load) }
        }

        private mutating func decide(_ second: Int, _ load: Int) {
            let aim = max(1, policy.perCopy * policy.target / 100)
            let floor = policy.warm.filter { $0.from <= second && second < $0.until }.map(\.copies).max() ?? 0
            let asked = max(policy.least, floor, (load + queue / 60 + aim - 1) / aim)
            if asked > policy.most, load > policy.most * policy.perCopy * 9 / 10 { ceilingSeconds += look }
            let wish = min(policy.most, asked)
            wished.append((second, wish))
            let have = ready + starting.count
            let longest = max(policy.upWindow, policy.downWindow)
            wished.removeAll { $0.second < second - longest }
            let up = floor > have ? floor : lately(policy.upWindow, second).min() ?? wish
            let down = lately(policy.downWindow, second).max() ?? wish
            if up > have {
                for _ in have..<min(up, policy.most) { starting.append(second + policy.start) }
                changes.append((second, true))
            } else if down < have {
                let fewer = min(have - down, ready - max(1, policy.least))
                guard fewer > 0 else { return }
                ready -= fewer
                changes.append((second, false))
            }
        }

        /// What was wished for in the last seconds of a window.
        private func lately(_ window: Int, _ second: Int) -> [Int] {
            wished.filter { $0.second > second - max(1, window) }.map(\.copies)
        }

        func result() -> AutoscalingResult {
            let turns = zip(changes, changes.dropFirst()).filter { one, next in
                one.isUp != next.isUp && next.second - one.second < 300
            }
            .count
            let hours = max(1, (trace.load.count + 3_599) / 3_600)
            var faults: [AutoscalingFault] = []
            if waitMost > waitAllowed { faults.append(.starvation) }
            if turns > turnsAllowed * hours { faults.append(.flapping) }
            if ceilingSeconds > 0 { faults.append(.ceiling) }
            return AutoscalingResult(
                trace: trace.name, copiesMost: copiesMost, copySeconds: copySeconds,
                overloadSeconds: overloadSeconds, waitMost: waitMost, turns: turns,
                ceilingSeconds: ceilingSeconds,
                faults: faults)
        }
    }
}
