/// Bounds of the driver.
enum DriverLimits {
    /// Prepared statements that one connection keeps.
    static let preparedStatementsMax = 512
    /// Statements that `later` collects before they are sent without waiting for the next round trip.
    static let pendingStatementsMax = 256
    /// Longest pause between two tries to connect, in microseconds.
    static let reconnectPauseMax: Int64 = 5_000_000
}
