import Base
import Store

/// All SQL of the domain outbox.
enum OutboxStore {
    /// The aggregate's own counter row gives the number: no gap, and no lock that another aggregate waits
    /// for.
    static func append(_ message: OutboxMessage, by context: CommandContext, in tx: borrowing Transaction) {
        let organization = context.actor.organization
        tx.later(
            """
            with counted as (
                insert into outbox_sequences (organization, aggregate, last)
                values (\(organization), \(message.aggregate), 1)
                on conflict (organization, aggregate) do update set last = outbox_sequences.last + 1
                returning last)
            insert into outbox (organization, aggregate, sequence, at, topic, command, data)
            select \(organization)::uuid, \(message.aggregate)::uuid, counted.last, \(context.now)::timestamptz,
                \(message.topic)::text, \(context.command)::uuid, \(message.data)::json
            from counted
            """)
    }
}
