import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of the branch streams.
enum BranchStreamStore {
    /// Frames of one row at most.
    private static let framesMax = 32

    /// Numbers the frames and writes them, a row for all that a command shows in a branch, under the locks of
    /// the branches' stream rows, taken in the order of the branches.
    ///
    /// A branch without a stream gives no number, and a frame without a number is refused.
    static func append(
        _ organization: ID<Organization>, _ frames: [Frame], at now: Instant, in tx: borrowing Transaction
    ) {
        var rows: [SQL] = []
        for (branch, own) in Dictionary(grouping: frames, by: \.branch) {
            for start in stride(from: 0, to: own.count, by: framesMax) {
                rows.append(row(own[start..<min(start + framesMax, own.count)], of: branch, now))
            }
        }
        if !rows.isEmpty { write(rows, organization, in: tx) }
    }

    private static func row(_ frames: ArraySlice<Frame>, of branch: ID<Branch>, _ now: Instant) -> SQL {
        """
        (\(RowOrder.next())::bigint, \(branch)::uuid, \(now)::timestamptz, \(frames.count)::integer,
            \(FrameText(frames))::text)
        """
    }

    private static func write(
        _ rows: [SQL], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            with shown (place, branch, at, frames, data) as materialized (values \(rows: rows)),
            counted as materialized (
                select branch, sum(frames) as frames from shown where branch is not null group by branch),
            held as materialized (
                select branch from branch_streams
                where organization = \(organization) and branch = any(array(select branch from counted))
                order by branch for update),
            grown as (
                update branch_streams set seq = seq + counted.frames from held join counted using (branch)
                where branch_streams.organization = \(organization) and branch_streams.branch = held.branch
                returning branch_streams.branch, seq)
            insert into command_frames (organization, branch, first, last, at, data)
            select \(organization)::uuid, numbered.branch, numbered.first, numbered.first + numbered.frames - 1,
                numbered.at, numbered.data
            from (
                select shown.branch, shown.frames, shown.at, shown.data,
                    grown.seq + 1 - sum(shown.frames) over (partition by shown.branch order by shown.place desc)
                        as first
                from shown left join grown on grown.branch = shown.branch
                where shown.branch is not null) as numbered
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
            select kept.first + item.place - 1, kept.at, item.frame->>'type', item.frame->>'entity',
                item.frame->>'id', item.frame->>'version', item.frame->>'station', item.frame->>'audience',
                (item.frame->'data')::text
            from (
                select first, at, data from command_frames
                where organization = \(organization) and branch = \(branch) and last > \(seq)
                order by last limit \(limit)) as kept
            cross join lateral json_array_elements(kept.data::json) with ordinality as item (frame, place)
            where kept.first + item.place - 1 > \(seq)
            order by 1 limit \(limit)
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
            select stream.seq, (select kept.first from command_frames kept where kept.branch = stream.branch
                order by kept.last limit 1)
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
        try tx.value(
            """
            with gone as (
                delete from command_frames where (branch, last, at) in (
                    select branch, last, at from command_frames where at < \(olderThan) limit \(limit))
                returning last - first + 1 as frames)
            select coalesce(sum(frames), 0)::bigint from gone
            """, as: Int.self) ?? 0
    }
}
