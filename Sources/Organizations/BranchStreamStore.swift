import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of the branch streams.
enum BranchStreamStore {
    /// Numbers the frames and writes them, in one statement, under the lock of the branch's stream row.
    ///
    /// A branch without a stream gives no number, and a frame without a number is refused.
    static func append(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ frames: [Frame], at now: Instant,
        in tx: borrowing Transaction
    ) {
        let count = Int64(frames.count)
        let rows: [SQL] = frames.enumerated().map { place, frame in
            """
            (\(Int64(place) + 1)::bigint, \(frame.type)::text, \(frame.entity)::text, \(frame.id)::uuid,
                \(frame.version)::bigint, \(frame.station)::text, \(frame.audience)::text, \(frame.data)::text)
            """
        }
        tx.later(
            """
            with grown as (
                update branch_streams set seq = seq + \(count)::bigint
                where organization = \(organization) and branch = \(branch) returning seq)
            insert into screen_frames (organization, branch, seq, at, type, entity, id, version, station, audience,
                data)
            select \(organization)::uuid, \(branch)::uuid,
                (select seq from grown) - \(count)::bigint + frame.place, \(now)::timestamptz,
                frame.type, frame.entity, frame.id, frame.version, frame.station, frame.audience, frame.data
            from (values \(list: rows)) as frame (place, type, entity, id, version, station, audience, data)
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
