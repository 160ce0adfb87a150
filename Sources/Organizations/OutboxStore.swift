import Base
import Store

/// All SQL of the domain outbox.
enum OutboxStore {
    /// Messages of one statement at most.
    private static let rowsMax = 16

    /// Writes a command's messages, in the order of their aggregates, so that two commands never wait for
    /// each other. The aggregate's own counter row gives the number: no gap, and no lock that another
    /// aggregate waits for.
    static func append(
        _ messages: [OutboxMessage], by context: CommandContext, in tx: borrowing Transaction
    ) {
        let messages = messages.enumerated()
            .sorted { ($0.element.aggregate.text, $0.offset) < ($1.element.aggregate.text, $1.offset) }
            .map(\.element)
        for start in stride(from: 0, to: messages.count, by: rowsMax) {
            let rows = messages[start..<min(start + rowsMax, messages.count)].map { row($0, context) }
            write(rows, context.actor.organization, in: tx)
        }
    }

    private static func row(_ message: OutboxMessage, _ context: CommandContext) -> SQL {
        """
        (\(RowOrder.next())::bigint, \(message.aggregate)::uuid, \(context.now)::timestamptz, \(message.topic)::text,
            \(context.command)::uuid, \(message.data)::json)
        """
    }

    private static func write(
        _ rows: [SQL], _ organization: ID<Organization>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            with message (place, aggregate, at, topic, command, data) as materialized (values \(rows: rows)),
            counted as (
                insert into outbox_sequences (organization, aggregate, last)
                select \(organization)::uuid, aggregate, count(*) from message
                where aggregate is not null group by aggregate order by aggregate
                on conflict (organization, aggregate) do update set last = outbox_sequences.last + excluded.last
                returning aggregate, last)
            insert into outbox (organization, aggregate, sequence, at, topic, command, data)
            select \(organization)::uuid, aggregate,
                counted.last + 1 - row_number() over (partition by aggregate order by message.place desc),
                message.at, message.topic, message.command, message.data
            from message join counted using (aggregate)
            """)
    }
}
