import Synchronization

/// Keeps finished spans until a worker sends them; when it is full, new ones are dropped and counted.
public final class SpanBuffer: SpanSink {
    private struct State {
        var spans: [Span] = []
        var dropped: Int64 = 0
    }

    private let state = Mutex(State())
    private let most: Int

    /// A buffer for at most that many spans.
    public init(most: Int = Limits.spansWaitingMax) { self.most = most }

    /// Keeps a span, or drops it when the buffer is full.
    public func take(_ span: Span) {
        state.withLock { state in
            guard state.spans.count < most else {
                state.dropped += 1
                return
            }
            state.spans.append(span)
        }
    }

    /// Takes out the oldest spans, at most `count`, to be sent.
    public func drain(atMost count: Int = 512) -> [Span] {
        state.withLock { state in
            let batch = Array(state.spans.prefix(count))
            state.spans.removeFirst(batch.count)
            return batch
        }
    }

    /// How many spans wait.
    public var waiting: Int { state.withLock { $0.spans.count } }

    /// How many spans were dropped since the start.
    public var dropped: Int64 { state.withLock { $0.dropped } }
}
