import Base
import Synchronization
import Web

/// One line of the log for each answer, written in groups: a call of the kernel's for each line would be a
/// tenth of what an answer from memory costs.
///
/// A line waits for 50 ms at most, or until 32 KB of them wait. A server that is killed loses the lines that
/// wait; every other line of the log is written at once.
final class AccessLog: Sendable {
    private static let waitingBytesMax = 32 * 1024
    private static let waitingTime = Duration.milliseconds(50)

    private let lines = Gathered()
    private let log: Log

    /// Lines in the log's form and at its level.
    init(_ configuration: Configuration) {
        let lines = lines
        log = Log(
            configuration.logLevel, form: Server.logForm(configuration), now: Surroundings.live.now,
            write: { lines.add($0) })
    }

    /// Notes an answer.
    func write(_ record: AccessRecord) {
        log.info(
            "request",
            [
                "method": record.method, "route": record.route ?? "-", "status": "\(record.status)",
                "bytes": "\(record.bytes)", "microseconds": "\(record.durationMicroseconds)",
                "request": record.id, "trace": record.traceID ?? "-",
            ])
    }

    /// Writes what waits.
    func flush() { lines.flush() }

    private final class Gathered: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func add(_ line: [UInt8]) {
            let (isFirst, full) = bytes.withLock { bytes -> (Bool, [UInt8]?) in
                let isFirst = bytes.isEmpty
                bytes += line
                guard bytes.count >= waitingBytesMax else { return (isFirst, nil) }
                let full = bytes
                bytes = []
                return (false, full)
            }
            if let full { StandardError.write(full) }
            guard isFirst else { return }
            Task {
                try? await Task.sleep(for: waitingTime)
                flush()
            }
        }

        func flush() {
            let waiting = bytes.withLock { bytes -> [UInt8] in
                let waiting = bytes
                bytes = []
                return waiting
            }
            if !waiting.isEmpty { StandardError.write(waiting) }
        }
    }
}
