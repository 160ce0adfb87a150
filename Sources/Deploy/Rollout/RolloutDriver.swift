public import Base

/// What a roll-out needs of the place where it happens. Every call may be made twice: a roll-out that was
/// broken off repeats its last one.
public protocol RolloutDriver {
    /// Looks whether the image exists and is clean, whether alarms are quiet, and what serves now.
    func look(_ order: RolloutOrder) throws(RolloutFault) -> Standing
    /// Runs the image's migration to its end.
    func migrate(image: String) throws(RolloutFault)
    /// Starts so many copies in a slot, without traffic.
    func start(_ slot: Colour, image: String, size: Int) throws(RolloutFault)
    /// How the slot's copies are.
    func see(_ slot: Colour, size: Int) throws(RolloutFault) -> SlotHealth
    /// Tries the slot where no user reaches it: nil for good.
    func smoke(_ slot: Colour) throws(RolloutFault) -> ProbeFailure?
    /// Gives the slot so much per cent of the traffic, its other the rest: one call.
    func weigh(_ slot: Colour, percent: Int) throws(RolloutFault)
    /// Errors, latency, alarms and health of the slot since a moment.
    func watch(_ slot: Colour, size: Int, since: Instant) throws(RolloutFault) -> Readings
    /// Waits until requests under way on the slot have ended, at most so many seconds.
    func drain(_ slot: Colour, seconds: Int) throws(RolloutFault)
    /// Stops the slot's copies.
    func stop(_ slot: Colour) throws(RolloutFault)
    /// Writes down what serves now, and what did before.
    func record(_ slot: Colour, image: String, previous: String) throws(RolloutFault)
    /// The image that served before the last roll-out, as it was written down.
    func previous() -> String?
}

/// Something could not be done.
public struct RolloutFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, and what the program said.
    public let description: String

    /// A fault.
    public init(_ description: String) { self.description = description }

    /// A program's answer that was not good.
    init(_ what: String, _ answer: Reply) { description = "\(what): \(answer.complaint)" }
}
