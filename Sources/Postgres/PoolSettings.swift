/// How large a pool is and how long things in it last.
public struct PoolSettings: Sendable {
    /// The server and what its connections are fixed to.
    public var connection: ConnectionSettings
    /// Connections at most; they are opened when needed.
    public var connections: Int
    /// Callers that may wait for a connection; one more is refused at once.
    public var waitersMax: Int
    /// Milliseconds that a caller waits for a connection.
    public var waitMilliseconds: Int
    /// Seconds after which an idle connection is closed.
    public var idleSeconds: Int
    /// Seconds after which a connection is replaced.
    public var lifetimeSeconds: Int

    /// A pool with the usual limits.
    public init(
        _ connection: ConnectionSettings, connections: Int = 16, waitersMax: Int = 1024,
        waitMilliseconds: Int = 5_000,
        idleSeconds: Int = 60, lifetimeSeconds: Int = 1_800
    ) {
        self.connection = connection
        self.connections = max(1, connections)
        self.waitersMax = waitersMax
        self.waitMilliseconds = waitMilliseconds
        self.idleSeconds = idleSeconds
        self.lifetimeSeconds = lifetimeSeconds
    }
}

/// What a pool has done since it was made.
public struct PoolCounts: Sendable, Equatable {
    /// Transactions run, committed or not.
    public var transactions: Int64 = 0
    /// Callers that had to wait for a connection.
    public var waits: Int64 = 0
    /// Callers refused: no connection in time, or too many waiting.
    public var refused: Int64 = 0
    /// Tries after the first one.
    public var retries: Int64 = 0
    /// Microseconds that callers waited for a connection's thread.
    public var waitedMicroseconds: Int64 = 0
    /// Microseconds that transactions held a connection.
    public var transactionMicroseconds: Int64 = 0

    mutating func add(waited: Int64, ran: Int64) {
        transactions += 1
        waitedMicroseconds += waited
        transactionMicroseconds += ran
    }
}

/// What a pool is doing now, and has done.
public struct PoolStatistics: Sendable {
    /// `requests`, `system` or `replica`.
    public let name: String
    /// Connections at most.
    public let size: Int
    /// Connections with a thread.
    public let open: Int
    /// Connections with a transaction.
    public let inUse: Int
    /// Callers that wait.
    public let waiting: Int
    /// Sums since the start.
    public let counts: PoolCounts
}
