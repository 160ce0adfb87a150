import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// Waits for Ctrl-C or SIGTERM.
final class StopSignals: @unchecked Sendable {
    private let stream: AsyncStream<Void>
    /// Safe: only kept alive, never touched after the start.
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            source.activate()
            return source
        }
    }

    /// Returns when a signal came.
    func wait() async {
        for await _ in stream { return }
    }
}
