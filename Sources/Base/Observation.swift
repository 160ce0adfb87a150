/// What the work under way belongs to: every log line, span and outgoing call carries it.
///
/// It travels with the task. A transaction's body runs on the connection's own thread: the driver takes
/// `current` before and binds it there again with `Observation.$current.withValue(_:)`.
public struct Observation: Sendable {
    /// The request's id, as answered in `X-Request-Id`.
    public let request: String?
    /// The span under way, when the work is traced.
    public let span: SpanContext?

    /// Work of this request and span.
    public init(request: String?, span: SpanContext?) {
        self.request = request
        self.span = span
    }

    /// The work that the current task does.
    @TaskLocal public static var current: Observation?
}
