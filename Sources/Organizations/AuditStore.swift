import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of audit events and their seals.
enum AuditStore {
    /// Rows of one statement at most.
    private static let rowsMax = 16

    /// Writes a command's events, in their order, with as few statements as may be.
    static func append(_ entries: [AuditEntry], by context: CommandContext, in tx: borrowing Transaction) {
        for start in stride(from: 0, to: entries.count, by: rowsMax) {
            let rows = entries[start..<min(start + rowsMax, entries.count)].map { row($0, context) }
            tx.later(
                """
                insert into audit_events (organization, at, branch, actor_kind, person, person_name, device, approver,
                    command, action, entity, entity_id, reason, before, after)
                select v.* from (values \(rows: rows)) as v (organization)
                where v.organization is not null
                """)
        }
    }

    private static func row(_ entry: AuditEntry, _ context: CommandContext) -> SQL {
        let author = entry.author
        return """
            (\(context.actor.organization)::uuid, \(context.now)::timestamptz, \(entry.branch)::uuid,
                \(author.kind)::text, \(author.person)::uuid,
                \(author.personName)::text, \(author.device)::uuid, \(entry.approver)::uuid,
                \(context.command)::uuid, \(entry.action)::text,
                \(entry.entity)::text, \(entry.id)::uuid, \(entry.reason)::text, \(entry.before)::json,
                \(entry.after)::json)
            """
    }

    static func page(
        _ organization: ID<Organization>, branch: ID<Branch>?, limit: Int, before place: AuditPlace?,
        person: ID<Person>?, entity: UUID?, in tx: borrowing Transaction
    ) throws -> [(place: AuditPlace, event: AuditEvent)] {
        try tx.rows(
            """
            select written::text, seq, at, branch, actor_kind, person, person_name, device, approver, action, entity,
                entity_id, reason, before, after
            from audit_events
            where organization = \(organization)
                and (\(branch)::uuid is null or branch is null or branch = \(branch)::uuid)
                and (\(person)::uuid is null or person = \(person)::uuid)
                and (\(entity)::uuid is null or entity_id = \(entity)::uuid)
                and (\(place?.seq)::bigint is null
                    or (written, seq) < (\(place?.written)::xid8, \(place?.seq)::bigint))
            order by audit_events.written desc, audit_events.seq desc limit \(limit)
            """,
            as: (
                String, Int64, Instant, ID<Branch>?, Actor.Kind, ID<Person>?, String, ID<Device>?,
                ID<Person>?,
                String, String, UUID, String?, JSON?, JSON?
            ).self
        ).map { row in
            let event = AuditEvent(
                seq: row.1, at: row.2, branch: row.3, actorKind: row.4, person: row.5, personName: row.6,
                device: row.7, approver: row.8, action: row.9, entity: row.10, entityID: row.11,
                reason: row.12,
                before: row.13, after: row.14)
            return (AuditPlace(written: row.0, seq: row.1), event)
        }
    }
}

/// The chain.
extension AuditStore {
    /// Organizations with events behind their last seal that no running transaction can precede any more.
    static func unsealed(in tx: borrowing Transaction) throws -> [ID<Organization>] {
        try tx.rows(
            """
            select organization.id from organizations organization
            left join lateral (
                select written, event_seq from audit_seals
                where audit_seals.organization = organization.id order by number desc limit 1) as seal on true
            where exists (
                select 1 from audit_events event
                where event.organization = organization.id
                    and (event.written, event.seq) > (coalesce(seal.written, '0'::xid8), coalesce(seal.event_seq, 0))
                    and event.written < pg_snapshot_xmin(pg_current_snapshot()))
            """, as: (ID<Organization>).self)
    }

    /// Events behind their organization's last seal, at most `limit` an organization.
    static func unsealedWaiting(limit: Int, in tx: borrowing Transaction) throws -> Int {
        try tx.value(
            """
            select coalesce(sum(waiting.count), 0)::bigint from organizations organization
            left join lateral (
                select written, event_seq from audit_seals
                where audit_seals.organization = organization.id order by number desc limit 1) as seal on true
            cross join lateral (
                select count(*) as count from (
                    select 1 from audit_events event
                    where event.organization = organization.id
                        and (event.written, event.seq)
                            > (coalesce(seal.written, '0'::xid8), coalesce(seal.event_seq, 0))
                    limit \(limit)) as behind) as waiting
            """, as: Int.self) ?? 0
    }

    /// One sealer per organization at a time.
    static func lockChain(_ organization: ID<Organization>, in tx: borrowing Transaction) throws {
        _ = try tx.rows(
            """
            select 1 from (select pg_advisory_xact_lock(hashtext('audit chain'), hashtext(\(organization)::text)))
                as locked
            """, as: (Int).self)
    }

    static func lastSeal(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> AuditSeal? {
        try tx.row(
            """
            select number, written::text, event_seq, event_at, hash from audit_seals
            where organization = \(organization) order by number desc limit 1
            """, as: (Int64, String, Int64, Instant, Bytes).self
        ).map {
            AuditSeal(number: $0.0, place: AuditPlace(written: $0.1, seq: $0.2), at: $0.3, hash: $0.4)
        }
    }

    static func digests(
        _ organization: ID<Organization>, after place: AuditPlace, _ form: SealForm, limit: Int,
        in tx: borrowing Transaction
    ) throws -> [AuditDigest] {
        try tx.rows(
            """
            select written::text, seq, at, \(part: form.digest) from audit_events event
            where organization = \(organization)
                and (written, seq) > (\(place.written)::xid8, \(place.seq)::bigint)
                and written < pg_snapshot_xmin(pg_current_snapshot())
            order by event.written, event.seq limit \(limit)
            """, as: (String, Int64, Instant, Bytes).self
        ).map { AuditDigest(place: AuditPlace(written: $0.0, seq: $0.1), at: $0.2, digest: $0.3) }
    }

    static func insert(
        _ organization: ID<Organization>, _ seals: [AuditSeal], _ form: SealForm, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into audit_seals (organization, number, event_seq, event_at, written, hash, form)
            select \(organization)::uuid, line.number, line.seq, line.at, line.written, line.hash, \(form.rawValue)::smallint
            from unnest(\(seals.map(\.number))::bigint[], \(seals.map(\.place.seq))::bigint[],
                \(seals.map(\.at))::timestamptz[], \(seals.map(\.place.written))::xid8[],
                \(seals.map(\.hash))::bytea[]) as line (number, seq, at, written, hash)
            """)
    }

    /// Seals in order, each with its event as it is now; nil where the event is gone.
    static func sealedPage(
        _ organization: ID<Organization>, after number: Int64, limit: Int, in tx: borrowing Transaction
    ) throws -> [(AuditSeal, AuditDigest?)] {
        try tx.rows(
            """
            select seal.number, seal.written::text, seal.event_seq, seal.event_at, seal.hash,
                case when event.seq is null then null
                    when seal.form = \(SealForm.json.rawValue)::smallint then \(part: SealForm.json.digest)
                    else \(part: SealForm.row.digest) end
            from audit_seals seal
            left join audit_events event on event.organization = seal.organization
                and event.written = seal.written and event.seq = seal.event_seq and event.at = seal.event_at
            where seal.organization = \(organization) and seal.number > \(number)
            order by seal.number limit \(limit)
            """, as: (Int64, String, Int64, Instant, Bytes, Bytes?).self
        ).map { row in
            let place = AuditPlace(written: row.1, seq: row.2)
            let seal = AuditSeal(number: row.0, place: place, at: row.3, hash: row.4)
            return (seal, row.5.map { AuditDigest(place: place, at: row.3, digest: $0) })
        }
    }

    /// The first event that stands before the chain's end without being part of it.
    static func slippedIn(
        _ organization: ID<Organization>, before place: AuditPlace, in tx: borrowing Transaction
    ) throws -> Int64? {
        try tx.value(
            """
            select event.seq from audit_events event
            where event.organization = \(organization)
                and (event.written, event.seq) <= (\(place.written)::xid8, \(place.seq)::bigint)
                and not exists (
                    select 1 from audit_seals seal
                    where seal.organization = event.organization and seal.event_seq = event.seq
                        and seal.written = event.written)
            order by event.written, event.seq limit 1
            """, as: Int64.self)
    }

    static func unsealedCount(
        _ organization: ID<Organization>, after place: AuditPlace, in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from audit_events
            where organization = \(organization)
                and (written, seq) > (\(place.written)::xid8, \(place.seq)::bigint)
            """, as: Int.self) ?? 0
    }
}
