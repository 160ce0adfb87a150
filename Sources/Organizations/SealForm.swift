import Store

/// How a seal hashes everything that its event says, where it lies: null and empty text differ, and no two
/// columns can run together. Seals of both forms stand in one chain.
enum SealForm: Int, Sendable {
    /// A JSON array of the columns: the seals of the first releases.
    case json = 1
    /// PostgreSQL's binary form of the row, with each column's type and length: a third of the work.
    case row = 2

    /// The event's digest, of the row `event`.
    var digest: SQL {
        switch self {
        case .json:
            """
            sha256(convert_to(json_build_array(event.organization, event.seq, event.written::text,
                (extract(epoch from event.at) * 1000000)::bigint, event.branch, event.actor_kind, event.person,
                event.person_name, event.device, event.approver, event.command, event.action, event.entity,
                event.entity_id, event.reason, event.before::text, event.after::text)::text, 'UTF8'))
            """
        case .row:
            """
            sha256(record_send(row(event.organization, event.seq, event.written, event.at, event.branch,
                event.actor_kind::text, event.person, event.person_name, event.device, event.approver, event.command,
                event.action::text, event.entity::text, event.entity_id, event.reason, event.before, event.after)))
            """
        }
    }
}
