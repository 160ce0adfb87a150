import Base
import Store

/// All SQL of the branch streams.
enum BranchStreamStore {
    /// Numbers the frames and writes them, in one statement, under the lock of the branch's stream row.
    static func append(
        _ organization: ID<Organization>, _ branch: ID<Branch>, _ frames: [Frame], at now: Instant,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            with grown as (
                update branch_streams set seq = seq + \(frames.count)::bigint
                where organization = \(organization) and branch = \(branch) returning seq)
            insert into screen_frames (organization, branch, seq, at, type, entity, id, version, station, audience,
                data)
            select \(organization)::uuid, \(branch)::uuid, grown.seq - \(frames.count)::bigint + frame.ordinality, \(now)::timestamptz,
                frame.type, frame.entity, frame.id, frame.version, frame.station, frame.audience, frame.data
            from grown, unnest(\(frames.map(\.type))::text[], \(frames.map(\.entity))::text[],
                \(frames.map(\.id))::uuid[], \(frames.map(\.version))::bigint[], \(frames.map(\.station))::text[],
                \(frames.map(\.audience))::text[], \(frames.map(\.data))::json[])
                with ordinality as frame (type, entity, id, version, station, audience, data, ordinality)
            """, affecting: frames.count)
    }
}
