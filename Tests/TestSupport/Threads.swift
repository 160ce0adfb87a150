import Dispatch
import Synchronization
import Testing

/// Where threads of transactions wait until it is opened, half a minute at most; it stays open.
public final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// A closed one.
    public init() {}

    /// Lets everybody through who waits or comes.
    public func open() { semaphore.signal() }

    /// Blocks the calling thread.
    public func wait() {
        _ = semaphore.wait(timeout: .now() + 30)
        semaphore.signal()
    }
}

/// A number that several threads count.
public final class Tally: Sendable {
    private let value = Mutex(0)

    /// Nothing counted yet.
    public init() {}

    /// How many there are.
    public var count: Int { value.withLock { $0 } }

    /// Counts one more and says which it was.
    @discardableResult public func add() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}

/// Waits for something that happens soon on another thread.
public func untilTrue(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<4000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("it never became true")
}
