import CMicrohttpd
import Glibc
import Synchronization

/// A body that is asked for piece by piece: one piece at a time, and only when the client has taken the last.
final class BodyStream: Sendable {
    private enum Phase {
        /// The server's thread may ask.
        case idle
        /// The connection is suspended while a task makes the next piece.
        case pulling(ConnectionHandle)
        /// A piece is there, of which `from` bytes are sent.
        case holding([UInt8], from: Int)
        case ended
        case broken
    }

    private struct State {
        var phase = Phase.idle
        var task: Task<Void, Never>?
    }

    private let chunks: Response.Chunks
    private let connection: ConnectionHandle
    private let isStopped: @Sendable () -> Bool
    private let state = Mutex(State())

    /// A stream to one connection; `isStopped` tells that nothing may be suspended any more.
    init(
        _ chunks: @escaping Response.Chunks, to connection: ConnectionHandle,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.chunks = chunks
        self.connection = connection
        self.isStopped = isStopped
    }

    /// Ends the stream from outside: the connection is broken off.
    func cancel() {
        let task = state.withLock { state in
            if case .pulling(let handle) = state.phase { handle.resume() }
            state.phase = .broken
            return state.task
        }
        task?.cancel()
    }

    func nativeBody() -> OpaquePointer? {
        let keeper = unsafe Unmanaged.passRetained(self)
        let made = unsafe MHD_create_response_from_callback(
            UInt64.max, 32 * 1024, { unsafe readStream($0, $2, $3) }, keeper.toOpaque(),
            { unsafe releaseStream($0) })
        if unsafe made == nil { unsafe keeper.release() }
        return unsafe made
    }

    /// Fills the server's buffer: the number of bytes, 0 when the connection was suspended, or an end mark.
    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let answer = state.withLock { state -> (count: Int, pull: Bool) in
            switch state.phase {
            case .pulling: return (0, false)
            case .idle:
                guard !isStopped() else { return (endWithError, false) }
                state.phase = .pulling(connection)
                connection.suspend()
                return (0, true)
            case .holding(let piece, let from):
                let count = min(piece.count - from, buffer.count)
                unsafe piece.withUnsafeBytes {
                    unsafe buffer.copyMemory(from: .init(rebasing: $0[from..<from + count]))
                }
                state.phase = from + count == piece.count ? .idle : .holding(piece, from: from + count)
                return (count, false)
            case .ended: return (endOfStream, false)
            case .broken: return (endWithError, false)
            }
        }
        if answer.pull { startPull() }
        return answer.count
    }

    private func startPull() {
        let task = Task { await self.pull() }
        state.withLock { $0.task = task }
    }

    private func pull() async {
        let next: Phase
        do {
            var piece = try await chunks()
            while piece?.isEmpty == true { piece = try await chunks() }
            next = piece.map { .holding($0, from: 0) } ?? .ended
        } catch {
            next = .broken
        }
        state.withLock { state in
            guard case .pulling(let handle) = state.phase else { return }
            state.phase = next
            handle.resume()
        }
    }
}

private let endOfStream = -1
private let endWithError = -2

private func readStream(
    _ owner: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    guard let owner = unsafe owner, let buffer = unsafe buffer else { return endWithError }
    let stream = unsafe Unmanaged<BodyStream>.fromOpaque(owner).takeUnretainedValue()
    return unsafe stream.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

private func releaseStream(_ owner: UnsafeMutableRawPointer?) {
    guard let owner = unsafe owner else { return }
    unsafe Unmanaged<BodyStream>.fromOpaque(owner).release()
}
