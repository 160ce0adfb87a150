import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// The process's standard error: where the log goes, one whole line at a time.
public enum StandardError {
    private static let turn = Mutex<Void>(())

    /// Writes all bytes; a line never mixes with another thread's.
    public static func write(_ bytes: [UInt8]) {
        turn.withLock { _ in
            unsafe bytes.withUnsafeBytes { buffer in
                var sent = 0
                while sent < buffer.count {
                    let count = unsafe Glibc.write(
                        2, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
                    if count < 0 && errno == EINTR { continue }
                    guard count > 0 else { return }
                    sent += count
                }
            }
        }
    }

    /// Whether a person looks at it.
    public static var isTerminal: Bool { isatty(2) == 1 }
}
