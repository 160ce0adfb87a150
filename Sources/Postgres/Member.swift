import Store

/// A command that waits for its group. Exactly one of what it is told ends its wait.
struct Member: Sendable {
    let scope: Scope
    let names: Set<String>
    /// What it left, when it ran while it came.
    let ready: Ready?
    /// Runs it; nil when it has to run alone.
    let run: @Sendable (ScopedMemory) -> Ready?
    /// It has to run alone.
    let aside: @Sendable () -> Void
}

/// A command that has run on what the process knows, and waits for the commit.
struct Ready: Sendable {
    let work: Work
    /// Tells its caller once the commit is durable.
    let tell: @Sendable () -> Void
    /// It has to run alone.
    let aside: @Sendable () -> Void
    /// Nobody knows whether it was committed.
    let fail: @Sendable (any Error) -> Void
}
