/// Bounds that every queue, body, page and loop names, so that a test can reach them.
public enum Limits {
    /// Bytes of a request's body.
    public static let bodyBytesMax = 1 << 20
    /// Bytes of a request's head: request line and header fields together.
    public static let headBytesMax = 16 << 10
    /// Nesting of a JSON body.
    public static let jsonDepthMax = 64
    /// Rows of a page when the caller names no number.
    public static let pageRowsDefault = 50
    /// Rows of a page at most.
    public static let pageRowsMax = 200
    /// Runs of a transaction that met a conflict.
    public static let transactionAttemptsMax = 4
    /// Days that `/api/v1` keeps the answer of an idempotency key.
    public static let idempotencyDays = 30
    /// Lines of one check.
    public static let checkLinesMax = 500
    /// Shares that a check can be split into.
    public static let checkSharesMax = 100
    /// Tenders of one payment.
    public static let tendersMax = 20
    /// Sockets of one process.
    public static let socketsMax = 10_000
    /// Frames that wait for one slow socket before it is cut off.
    public static let socketFramesWaitingMax = 1_000
    /// Frames of a replay; a longer gap gets a snapshot.
    public static let replayFramesMax = 5_000
    /// Hours that the branch stream is kept.
    public static let streamHours = 72
    /// Spans that wait to be sent; older ones are dropped and counted.
    public static let spansWaitingMax = 4_096
    /// Label sets of one metric; further ones are counted under `other`.
    public static let metricLabelSetsMax = 500
    /// Seconds that a PIN approval may be used within.
    public static let approvalSeconds: Int64 = 60
    /// Wrong PINs of one person on one device before both are locked for a while.
    public static let pinAttemptsMax = 5
    /// Minutes that a person stays locked on that device.
    public static let pinLockMinutes: Int64 = 15
}
