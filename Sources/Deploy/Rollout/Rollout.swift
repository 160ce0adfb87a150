import Base

/// Carries a roll-out through: asks the machine what is next, does it, writes down what happened.
public struct Rollout {
    private let driver: any RolloutDriver
    private let world: any World
    private let journal: RolloutJournal
    private let say: (String) -> Void

    /// A roll-out in a place, kept in a journal.
    public init(
        _ driver: any RolloutDriver, _ world: any World, journal: RolloutJournal,
        say: @escaping (String) -> Void
    ) {
        self.driver = driver
        self.world = world
        self.journal = journal
        self.say = say
    }

    /// Begins, or goes on with the one of the same image that was broken off.
    ///
    /// - Throws: when another one is under way, or when the traffic cannot be moved back.
    public func run(_ order: RolloutOrder) throws(RolloutFault) -> RolloutState {
        if let state = journal.load(), !state.isOver {
            guard state.order.image == order.image else {
                throw RolloutFault(
                    "a roll-out of \(state.order.image) is under way; end it by the same command with its image, or "
                        + "by rollback")
            }
            say("Going on with the roll-out that was broken off.")
            return try follow(try happened(.resumed, state))
        }
        try journal.begin(order)
        return try follow(RolloutState(order))
    }

    /// Ends the roll-out that is under way by giving the traffic back. nil when none is, or when it has
    /// gone too far to turn.
    public func turnBack() throws(RolloutFault) -> RolloutState? {
        guard let state = journal.load(), !state.isOver, state.canTurn else { return nil }
        return try follow(try happened(.failed("ended by hand"), state))
    }

    /// Goes on with whatever is under way.
    public func goOn() throws(RolloutFault) -> RolloutState? {
        guard let state = journal.load(), !state.isOver else { return nil }
        return try follow(try happened(.resumed, state))
    }

    private func follow(_ begun: RolloutState) throws(RolloutFault) -> RolloutState {
        var state = begun
        var turns = 0
        while !state.isOver {
            let action = state.next
            tell(action, state)
            let event = perform(action, state)
            if case .turning = state.phase, case .failed(let why) = event {
                turns += 1
                guard turns < 10 else {
                    throw RolloutFault("the traffic could not be moved back to the old version: \(why)")
                }
                world.pause(milliseconds: 1000)
                continue
            }
            let next = try happened(event, state)
            if next.phase == state.phase { rest(after: action, state) }
            state = next
        }
        return state
    }

    private func happened(_ event: RolloutState.Event, _ state: RolloutState) throws(RolloutFault)
        -> RolloutState
    {
        let now = world.now
        var state = state
        // Looking again and again is written down only when it changes something.
        let before = state
        state.take(event, at: now)
        if state != before || event == .resumed { try journal.add(event, at: now) }
        return state
    }

    private func perform(_ action: RolloutState.Action, _ state: RolloutState) -> RolloutState.Event {
        do throws(RolloutFault) {
            switch action {
            case .look: return .found(try driver.look(state.order))
            case .migrate(let image): try driver.migrate(image: image)
            case .start(let slot, let image, let size): try driver.start(slot, image: image, size: size)
            case .see(let slot, let size): return .saw(try driver.see(slot, size: size))
            case .smoke(let slot): return .tried(try driver.smoke(slot))
            case .weigh(let slot, let percent): try driver.weigh(slot, percent: percent)
            case .watch(let slot, let size, let since):
                return .read(try driver.watch(slot, size: size, since: since))
            case .drain(let slot, let seconds): try driver.drain(slot, seconds: seconds)
            case .stop(let slot): try driver.stop(slot)
            case .record(let slot, let image, let previous):
                try driver.record(slot, image: image, previous: previous)
            case .end: break
            }
            return .did
        } catch {
            return .failed(error.description)
        }
    }

    private func rest(after action: RolloutState.Action, _ state: RolloutState) {
        switch action {
        case .see: world.pause(milliseconds: min(5000, max(200, state.order.settle * 10)))
        case .watch: world.pause(milliseconds: min(15_000, max(200, state.order.bake * 50)))
        default: world.pause(milliseconds: 1000)
        }
    }

    private func tell(_ action: RolloutState.Action, _ state: RolloutState) {
        switch action {
        case .look: say("Looking at the image, the alarms and what serves now.")
        case .migrate: say("Migrating the database; both versions work with the new tables.")
        case .start(let slot, _, let size): say("Starting \(size) new copies as \(slot.rawValue).")
        case .smoke(let slot): say("Trying \(slot.rawValue) where no user reaches it.")
        case .weigh(let slot, let percent): say("\(percent) % of the traffic to \(slot.rawValue).")
        case .drain(let slot, let seconds):
            say("Requests under way on \(slot.rawValue) end, within \(seconds) s.")
        case .stop(let slot): say("Stopping \(slot.rawValue).")
        case .record, .see, .watch, .end: break
        }
    }
}
