import Base
import Store

/// All SQL of audit events.
enum AuditStore {
    static func append(_ entry: AuditEntry, by context: CommandContext, in tx: borrowing Transaction) {
        let actor = context.actor
        tx.later(
            """
            insert into audit_events (organization, at, branch, actor_kind, person, person_name, device, approver,
                command, action, entity, entity_id, reason, before, after)
            values (\(actor.organization), \(context.now), \(entry.branch), \(actor.kind), \(actor.person),
                \(actor.personName), \(actor.device), \(entry.approver), \(context.command), \(entry.action),
                \(entry.entity), \(entry.id), \(entry.reason), \(entry.before), \(entry.after))
            """)
    }
}
