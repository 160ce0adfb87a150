import Base
import Store

/// All SQL of housekeeping.
enum HousekeepingStore {
    static func makePartitions(from first: Day, through last: Day, in tx: borrowing Transaction) throws -> Int
    {
        try tx.value("select hesap_make_partitions(\(first), \(last))", as: Int.self) ?? 0
    }

    /// The last failure to archive a WAL segment that no success has followed; nil when all is well.
    static func archiveFailure(in tx: borrowing Transaction) throws -> Housekeeping.ArchiveFailure? {
        try tx.row(
            """
            select coalesce(last_failed_wal, ''), last_failed_time, failed_count from pg_stat_archiver
            where last_failed_time is not null
                and (last_archived_time is null or last_failed_time > last_archived_time)
            """, as: (String, Instant, Int64).self
        ).map { Housekeeping.ArchiveFailure(segment: $0.0, at: $0.1, count: $0.2) }
    }

    static func dropFrameMonths(before day: Day, in tx: borrowing Transaction) throws {
        _ = try tx.value("select hesap_drop_partitions('command_frames', \(day))", as: Int.self)
    }

    static func strayed(in tx: borrowing Transaction) throws -> [String] {
        try tx.rows(
            """
            select name from (
                select 'audit_events' as name, exists (select 1 from audit_events_default) as used
                union all select 'outbox', exists (select 1 from outbox_default)
                union all select 'command_frames', exists (select 1 from command_frames_default)) as defaults
            where used order by name
            """, as: (String).self)
    }

    /// Lets go of sign-ins, codes and approvals that lapsed before a moment; what they did stands in the
    /// audit trail.
    static func pruneLapsed(before moment: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        let deletions: [SQL] = [
            """
            delete from sessions where (organization, id) in (
                select organization, id from sessions where expires_at < \(moment) limit \(limit))
            """,
            """
            delete from approvals where (organization, id) in (
                select organization, id from approvals where expires_at < \(moment) limit \(limit))
            """,
            """
            delete from device_codes where (organization, id) in (
                select organization, id from device_codes where expires_at < \(moment) limit \(limit))
            """,
        ]
        return try tx.all(deletions).reduce(0) { $0 + $1.affected }
    }
}
