extension OrganizationsSchema {
    /// What every command leaves behind: idempotency record, audit event, outbox message, screen frames.
    ///
    /// None of these has a foreign key to organizations or branches: the check would lock the one row that
    /// all commands of a venue share (docs/decisions/0010-row-level-security.md).
    static let commands = """
        create table idempotency_records (
            organization uuid not null,
            key text not null,
            method text not null,
            path text not null,
            body_hash bytea not null,
            state text not null,
            status integer,
            body json compression lz4,
            locked_until timestamptz,
            created_at timestamptz not null,
            constraint idempotency_records_once primary key (organization, key),
            constraint idempotency_records_key_short check (length(key) between 1 and 255),
            constraint idempotency_records_state_whole check (
                state = 'done' and status is not null and body is not null
                or state = 'in_progress' and locked_until is not null)
        );
        create index idempotency_records_by_age on idempotency_records using brin (created_at);
        select hesap_tenant_table('idempotency_records');

        create sequence audit_event_numbers;
        grant usage on sequence audit_event_numbers to hesap_app, hesap_system;
        create table audit_events (
            organization uuid not null,
            seq bigint not null default nextval('audit_event_numbers'),
            written xid8 not null default pg_current_xact_id(),
            at timestamptz not null,
            branch uuid,
            actor_kind text not null,
            person uuid,
            person_name text not null,
            device uuid,
            approver uuid,
            command uuid not null,
            action text not null,
            entity text not null,
            entity_id uuid not null,
            reason text,
            before json compression lz4,
            after json compression lz4
        ) partition by range (at);
        create table audit_events_default partition of audit_events default;
        create index audit_events_by_commit on audit_events (organization, written, seq);
        create index audit_events_of_entity on audit_events (organization, entity_id);
        select hesap_tenant_table('audit_events');
        select hesap_append_only('audit_events');
        select hesap_guard_partition('audit_events_default', true);

        -- One link per event and organization: number, event, hash over the link before and the event.
        create table audit_seals (
            organization uuid not null,
            number bigint not null,
            event_seq bigint not null,
            event_at timestamptz not null,
            written xid8 not null,
            hash bytea not null,
            constraint audit_seals_pkey primary key (organization, number)
        );
        select hesap_tenant_table('audit_seals');
        select hesap_append_only('audit_seals');
        revoke insert on audit_seals from hesap_app;

        create table outbox_sequences (
            organization uuid not null,
            aggregate uuid not null,
            last bigint not null,
            constraint outbox_sequences_pkey primary key (organization, aggregate)
        );
        select hesap_tenant_table('outbox_sequences');

        create table outbox (
            organization uuid not null,
            aggregate uuid not null,
            sequence bigint not null,
            written xid8 not null default pg_current_xact_id(),
            at timestamptz not null,
            topic text not null,
            command uuid not null,
            data json compression lz4 not null,
            constraint outbox_pkey primary key (organization, aggregate, sequence, at)
        ) partition by range (at);
        create table outbox_default partition of outbox default;
        create index outbox_by_commit on outbox (written);
        select hesap_tenant_table('outbox');
        select hesap_append_only('outbox');
        select hesap_guard_partition('outbox_default', true);

        create table branch_streams (
            organization uuid not null,
            branch uuid not null,
            seq bigint not null default 0,
            constraint branch_streams_pkey primary key (branch)
        ) with (fillfactor = 50);
        select hesap_tenant_table('branch_streams');

        create table screen_frames (
            organization uuid not null,
            branch uuid not null,
            seq bigint not null,
            at timestamptz not null,
            type text not null,
            entity text not null,
            id uuid not null,
            version bigint not null,
            station text,
            audience text not null,
            data json compression lz4 not null,
            constraint screen_frames_pkey primary key (branch, seq, at)
        ) partition by range (at);
        create index screen_frames_by_age on screen_frames using brin (at);
        create table screen_frames_default partition of screen_frames default;
        select hesap_tenant_table('screen_frames');
        select hesap_guard_partition('screen_frames_default', false);

        -- Which history the stream numbers belong to; a restore begins another one.
        create table stream_epochs (
            id boolean not null default true,
            epoch text not null,
            constraint stream_epochs_pkey primary key (id),
            constraint stream_epochs_one check (id)
        );
        grant select on stream_epochs to hesap_app;
        grant select, insert, update on stream_epochs to hesap_system;
        insert into stream_epochs (epoch) values (gen_random_uuid()::text);

        select hesap_make_partitions((now() - interval '2 months')::date, (now() + interval '3 months')::date);
        """
}
