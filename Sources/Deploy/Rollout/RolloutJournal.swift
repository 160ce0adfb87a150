import Base

/// The lines of a service's roll-outs in the system's journal: an order, then what happened, each with its
/// moment.
public struct RolloutJournal {
    private let journal: Journal
    private let work: String

    /// The roll-outs of a service, in its primary region unless another is named.
    public init(_ journal: Journal, service: String, region: String? = nil) {
        self.journal = journal
        work = "rollout \(service)" + (region.map { " in \($0)" } ?? "")
    }

    /// The last roll-out as the journal tells it; nil when there was none.
    public func load() -> RolloutState? {
        let lines = journal.events(of: work, since: "order")
        guard let order = lines.first?["order"].flatMap(RolloutOrder.init(json:)) else { return nil }
        var state = RolloutState(order)
        for line in lines.dropFirst() {
            guard let event = line["did"].flatMap(RolloutState.Event.init(json:)),
                let at = line["at"]?.integer
            else { continue }
            state.take(event, at: Instant(microseconds: at))
        }
        return state
    }

    /// Begins a new roll-out.
    func begin(_ order: RolloutOrder) throws(RolloutFault) { try write(["order": order.json]) }

    /// Writes down what happened, before the next step begins.
    func add(_ event: RolloutState.Event, at now: Instant) throws(RolloutFault) {
        try write(["at": .integer(now.microseconds), "did": event.json])
    }

    private func write(_ line: JSON) throws(RolloutFault) {
        do throws(RunFault) {
            try journal.write(.event(of: work, line))
        } catch { throw RolloutFault(error.message) }
    }
}
