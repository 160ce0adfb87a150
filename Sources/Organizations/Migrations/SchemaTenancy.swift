extension OrganizationsSchema {
    /// Roles, the two walls that every tenant table gets, monthly partitions, and the organizations
    /// themselves.
    static let tenancy = """
        do $$
        declare wanted text;
        begin
            foreach wanted in array array['hesap_app', 'hesap_system'] loop
                if not exists (select 1 from pg_roles where rolname = wanted) then
                    begin
                        execute format('create role %I nologin', wanted);
                    exception when duplicate_object or unique_violation then null;
                    end;
                end if;
                if not pg_has_role(current_user, wanted, 'member') then
                    execute format('grant %I to %I', wanted, current_user);
                end if;
            end loop;
        end $$;

        -- Row-level security by the column `organization`, held even against the table's owner.
        create function hesap_tenant_table(target regclass) returns void language plpgsql as $$
        begin
            execute format('alter table %s enable row level security', target);
            execute format('alter table %s force row level security', target);
            execute format('create policy own_organization on %s for all to hesap_app '
                'using (organization = nullif(current_setting(''hesap.organization'', true), '''')::uuid) '
                'with check (organization = nullif(current_setting(''hesap.organization'', true), '''')::uuid)',
                target);
            execute format('create policy every_organization on %s for all to hesap_system '
                'using (true) with check (true)', target);
            execute format('grant select, insert, update, delete on %s to hesap_app, hesap_system', target);
        end $$;

        create function hesap_refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception using errcode = 'restrict_violation', constraint = 'append_only',
                message = format('%s is append-only: %s refused', tg_table_name, lower(tg_op));
        end $$;

        -- Nothing in the table ever changes or goes, whoever asks.
        create function hesap_append_only(target regclass) returns void language plpgsql as $$
        begin
            execute format('revoke update, delete, truncate on %s from hesap_app, hesap_system', target);
            execute format('create trigger append_only_rows before update or delete on %s '
                'for each row execute function hesap_refuse_change()', target);
            execute format('create trigger append_only_table before truncate on %s '
                'for each statement execute function hesap_refuse_change()', target);
        end $$;

        -- Monthly partitions of every table partitioned by time, from one month to another, both included.
        create function hesap_make_partitions(first date, last date) returns integer
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
            parent record;
            month date;
            part text;
            made integer := 0;
        begin
            for parent in
                select c.oid::regclass as target, c.relname as name,
                    exists (select 1 from pg_trigger t
                        where t.tgrelid = c.oid and t.tgname = 'append_only_rows') as append_only
                from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
                where p.partstrat = 'r' and c.relnamespace = 'public'::regnamespace
                order by c.relname
            loop
                month := date_trunc('month', first)::date;
                while month <= last loop
                    part := format('%s_%s', parent.name, to_char(month, 'YYYY_MM'));
                    if to_regclass(part) is null then
                        execute format('create table %I partition of %s for values from (%L) to (%L)', part,
                            parent.target, month::text || ' 00:00:00+00',
                            (month + interval '1 month')::date::text || ' 00:00:00+00');
                        perform hesap_guard_partition(part::regclass, parent.append_only);
                        made := made + 1;
                    end if;
                    month := (month + interval '1 month')::date;
                end loop;
            end loop;
            return made;
        end $$;

        -- A partition is reached through its parent only: it grants nothing and has the same walls.
        create function hesap_guard_partition(part regclass, append_only boolean) returns void
        language plpgsql as $$
        begin
            perform hesap_tenant_table(part);
            execute format('revoke all on %s from hesap_app, hesap_system', part);
            execute format('grant select on %s to hesap_system', part);
            if append_only then
                execute format('create trigger append_only_table before truncate on %s '
                    'for each statement execute function hesap_refuse_change()', part);
            end if;
        end $$;

        -- Drops the months of a table that lie wholly before a date; never one of an append-only table.
        create function hesap_drop_partitions(parent regclass, before date) returns integer
        language plpgsql security definer set search_path = public, pg_temp as $$
        declare
            part record;
            dropped integer := 0;
        begin
            if exists (select 1 from pg_trigger t where t.tgrelid = parent and t.tgname = 'append_only_rows') then
                raise exception using errcode = 'restrict_violation', constraint = 'append_only',
                    message = format('%s is append-only', parent);
            end if;
            for part in
                select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = parent and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
                    and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
            loop
                execute format('drop table %I', part.name);
                dropped := dropped + 1;
            end loop;
            return dropped;
        end $$;
        revoke all on function hesap_make_partitions(date, date) from public;
        revoke all on function hesap_drop_partitions(regclass, date) from public;
        grant execute on function hesap_drop_partitions(regclass, date) to hesap_system;
        grant execute on function hesap_make_partitions(date, date) to hesap_system;

        create table organizations (
            id uuid not null,
            slug text not null,
            name text not null,
            currency text not null,
            jurisdiction text not null,
            locales text[] not null,
            created_at timestamptz not null,
            constraint organizations_pkey primary key (id),
            constraint organizations_slug_once unique (slug),
            constraint organizations_slug_form check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$')
        );
        alter table organizations enable row level security;
        alter table organizations force row level security;
        create policy own_organization on organizations for all to hesap_app
            using (id = nullif(current_setting('hesap.organization', true), '')::uuid)
            with check (id = nullif(current_setting('hesap.organization', true), '')::uuid);
        create policy every_organization on organizations for all to hesap_system using (true) with check (true);
        grant select, update on organizations to hesap_app;
        grant select, insert, update, delete on organizations to hesap_system;

        create table branches (
            organization uuid not null,
            id uuid not null,
            name text not null,
            time_zone text not null,
            day_start_minutes integer not null,
            created_at timestamptz not null,
            constraint branches_pkey primary key (organization, id),
            constraint branches_id_once unique (id),
            constraint branches_organization_exists foreign key (organization) references organizations (id),
            constraint branches_day_start_in_day check (day_start_minutes between 0 and 1439)
        );
        select hesap_tenant_table('branches');
        """
}
