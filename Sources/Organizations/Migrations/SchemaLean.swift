extension OrganizationsSchema {
    /// What every command pays for, made cheaper: PostgreSQL reads check constraints anew for each
    /// statement that writes it, while it keeps a domain's. What concerns several columns is one function,
    /// and JSON that is only ever passed on is kept as the text it came as.
    static let lean = """
        create domain idempotency_key as text
            constraint idempotency_records_key_short check (length(value) between 1 and 255);
        create function idempotency_record_is_whole(state text, status integer, body text, locked_until timestamptz)
        returns boolean language plpgsql immutable as $$
        begin
            return state = 'done' and status is not null and body is not null
                or state = 'in_progress' and locked_until is not null;
        end $$;
        alter table idempotency_records drop constraint idempotency_records_key_short,
            drop constraint idempotency_records_state_whole;
        alter table idempotency_records alter column key type idempotency_key,
            alter column body type text;
        alter table idempotency_records alter column body set compression lz4,
            add constraint idempotency_records_state_whole
                check (idempotency_record_is_whole(state, status, body, locked_until));

        alter table screen_frames alter column data type text;
        do $$
        declare part regclass;
        begin
            for part in select 'screen_frames'::regclass
                union all select inhrelid::regclass from pg_inherits where inhparent = 'screen_frames'::regclass
            loop
                execute format('alter table %s alter column data set compression lz4', part);
            end loop;
        end $$;
        """
}
