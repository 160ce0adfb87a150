import Base
import Organizations
import Store
import Synchronization

/// Looks whether the archive takes what the database writes: a backup is only as new as its last segment, and
/// segments that nobody takes fill the disk.
final class ArchiveWatch: Sendable {
    private let database: any Database
    private let log: Log
    private let failing = Mutex<Housekeeping.ArchiveFailure?>(nil)

    /// Tells the log and `/metrics`, where an alarm belongs on `hesap_wal_archive_failing`.
    init(_ database: any Database, _ log: Log, _ metrics: Metrics) {
        self.database = database
        self.log = log
        metrics.asked("hesap_wal_archive_failing", "1 when the archive refuses WAL segments.") { [self] in
            failing.withLock { $0 == nil ? 0 : 1 }
        }
    }

    /// One look; a failure is told each time it has happened again, its end once.
    func look() async throws {
        let found = try await Housekeeping.archiveFailure(database)
        let before = failing.withLock { failing in
            defer { failing = found }
            return failing
        }
        if let found, found != before {
            log.error(
                "the archive takes no WAL", ["segment": found.segment, "since": found.at.rfc3339])
        } else if found == nil, before != nil {
            log.notice("the archive takes WAL again")
        }
    }
}
