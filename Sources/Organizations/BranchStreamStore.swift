import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of the branch streams.
enum BranchStreamStore {
    /// Frames of one statement at most.
    private static let rowsMax = 32

    /// Numbers the frames and writes them, in one statement, under the locks of the branches' stream rows,
    /// taken in the order of the branches.
    ///
    /// A branch without a stream gives no number, and a frame without a number is refused.
    static func append(
        _ organization: ID<Organization>, _ frames: [Frame], at now: Instant, in tx: borrowing Transaction
    ) {
        for start in stride(from: 0, to: frames.count, by: rowsMax) {
            let rows = frames[start..<min(start + rowsMax, frames.count)].map { row($0, now) }
            write(rows, organization, in: tx)
        }
    }

    private static func row(_ frame: Frame, _ now: Instant) -> SQL {
        """
        (\(RowOrder.next())::bigint, \(frame.branch)::uuid, \(now)::timestamptz, \(frame.type)::text,
            \(frame.entity)::text, \(frame.id)::uuid, \(frame.version)::bigint, \(frame.station)::text,
            \(frame.audience)::text, \(frame.data)::text)
        """
    }

    private static func write(
        _ rows: [SQL], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            with frame (place, branch, at, type, entity, id, version, station, audience, data) as materialized (
                values \(rows: rows)),
            counted as materialized (
                select branch, count(*) as frames from frame where branch is not null group by branch),
            held as materialized (
                select branch from branch_streams
                where organization = \(organization) and branch = any(array(select branch from counted))
                order by branch for update),
            grown as (
                update branch_streams set seq = seq + counted.frames from held join counted using (branch)
                where branch_streams.organization = \(organization) and branch_streams.branch = held.branch
                returning branch_streams.branch, seq)
            insert into screen_frames (organization, branch, seq, at, type, entity, id, version, station, audience,
                data)
            select \(organization)::uuid, frame.branch,
                grown.seq + 1 - row_number() over (partition by frame.branch order by frame.place desc),
                frame.at, frame.type, frame.entity, frame.id, frame.version, frame.station, frame.audience,
                frame.data
            from frame left join grown on grown.branch = frame.branch
            where frame.branch is not null
            """)
    }

    /// The stream of a new branch.
    static func begin(_ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction) {
        tx.later("insert into branch_streams (organization, branch) values (\(organization), \(branch))")
    }

    static func since(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ seq: Int64, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [StreamFrame] {
        try tx.rows(
            """
            select seq, at, type, entity, id, version, station, audience, data from screen_frames
            where organization = \(organization) and branch = \(branch) and seq > \(seq)
            order by seq limit \(limit)
            """, as: (Int64, Instant, String, String, UUID, Int64, String?, Audience, String).self
        ).map {
            StreamFrame(
                seq: $0.0, at: $0.1, type: $0.2, entity: $0.3, id: $0.4, version: $0.5, station: $0.6,
                audience: $0.7, data: $0.8)
        }
    }

    static func bounds(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> BranchStream.Bounds {
        let row = try tx.row(
            """
            select stream.seq, (select frame.seq from screen_frames frame where frame.branch = stream.branch
                order by frame.seq limit 1)
            from branch_streams stream
            where stream.organization = \(organization) and stream.branch = \(branch)
            """, as: (Int64, Int64?).self)
        guard let row else { throw OrganizationRefusal.unknownBranch }
        return BranchStream.Bounds(oldest: row.1 ?? row.0 + 1, newest: row.0)
    }

    static func epoch(in tx: borrowing Transaction) throws -> String {
        guard let epoch = try tx.value("select epoch from stream_epochs", as: String.self) else {
            throw DatabaseError(kind: .decoding, message: "the stream has no epoch")
        }
        return epoch
    }

    static func changeEpoch(to epoch: String, in tx: borrowing Transaction) throws {
        tx.later("update stream_epochs set epoch = \(epoch)", affecting: 1)
    }

    static func prune(olderThan: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try tx.run(
            """
            delete from screen_frames where (branch, seq, at) in (
                select branch, seq, at from screen_frames where at < \(olderThan) limit \(limit))
            """)
    }
}
