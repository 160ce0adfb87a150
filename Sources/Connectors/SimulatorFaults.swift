public import Payments
import Synchronization

/// Misfortunes for the next calls of a simulator, one per call, in order: so that a test can lose exactly one
/// answer.
public final class SimulatorFaults: Sendable {
    /// What goes wrong.
    public enum Fault: Sendable, Equatable {
        /// Nothing.
        case none
        /// The request never leaves.
        case dropRequest
        /// It arrives, and the answer gets lost.
        case loseAnswer
        /// It arrives, and the provider moves that many minor units more (or less) than asked.
        case wrongAmount(Int64)
        /// It arrives, and this is answered whatever happened.
        case answer(AttemptOutcome)
        /// The provider cannot be reached to ask what became of a request.
        case unreachable
    }

    private let queue = Mutex<[Fault]>([])

    /// No misfortunes.
    public init() {}

    /// Adds misfortunes for the next calls.
    public func next(_ faults: Fault...) { queue.withLock { $0 += faults } }

    /// The misfortune of the call that is made now.
    func take() -> Fault { queue.withLock { $0.isEmpty ? .none : $0.removeFirst() } }
}
