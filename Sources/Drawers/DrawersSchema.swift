public import Base
public import Store

/// The tables of drawers and Z reports.
public enum DrawersSchema {
    /// The module's migrations, in order.
    public static let migrations = [
        Migration("drawers_0001", first), Migration("drawers_0002_lean", lean),
        Migration("drawers_0003_archive", archive),
    ]

    /// Constraint names and the refusals they stand for.
    public static let refusals: [String: any Refusal] = DrawerRefusal.constraints

    private static let first = """
        create table drawers (
            organization uuid not null, id uuid not null, branch uuid not null, name text not null,
            constraint drawers_pkey primary key (organization, id),
            constraint drawers_name_once unique (organization, branch, name));
        select hesap_tenant_table('drawers');

        create table drawer_sessions (
            organization uuid not null, id uuid not null, branch uuid not null, drawer uuid not null,
            state text not null constraint drawer_sessions_state check (state in ('open', 'counting', 'closed')),
            business_day date not null, currency text not null,
            float bigint not null constraint drawer_sessions_float check (float >= 0),
            opened_at timestamptz not null, opened_by uuid, opened_by_name text not null,
            counted bigint constraint drawer_sessions_counted check (counted >= 0),
            denominations jsonb not null default '[]', recounted boolean not null default false,
            expected bigint, closed_at timestamptz, version bigint not null,
            constraint drawer_sessions_pkey primary key (organization, id),
            constraint drawer_sessions_drawer foreign key (organization, drawer) references drawers (organization, id),
            constraint drawer_sessions_closed_whole check (
                state <> 'closed' or (counted is not null and expected is not null and closed_at is not null)));
        create unique index drawer_sessions_one_open on drawer_sessions (organization, drawer)
            where state in ('open', 'counting');
        create index drawer_sessions_by_day on drawer_sessions (organization, branch, business_day);
        select hesap_tenant_table('drawer_sessions');

        create table drawer_movements (
            organization uuid not null, id uuid not null, session uuid not null,
            kind text not null constraint drawer_movements_kind check (kind in ('float', 'sale', 'refund', 'pay_in',
                'pay_out')),
            amount bigint not null, reason text, source_kind text, source_id uuid,
            at timestamptz not null, by_person uuid, by_name text not null,
            constraint drawer_movements_pkey primary key (organization, id),
            constraint drawer_movements_sign check (
                case when kind in ('refund', 'pay_out') then amount < 0 when kind = 'float' then amount >= 0
                else amount > 0 end),
            constraint drawer_movements_session foreign key (organization, session)
                references drawer_sessions (organization, id));
        create index drawer_movements_by_session on drawer_movements (organization, session);
        select hesap_tenant_table('drawer_movements');
        select hesap_append_only('drawer_movements');

        create table z_reports (
            organization uuid not null, id uuid not null, branch uuid not null, no bigint not null,
            business_day date not null, totals json not null,
            closed_at timestamptz not null, closed_by uuid, closed_by_name text not null,
            constraint z_reports_pkey primary key (organization, id),
            constraint z_reports_no_once unique (organization, branch, no),
            constraint z_reports_no_positive check (no > 0),
            constraint z_reports_day_once unique (organization, branch, business_day));
        select hesap_tenant_table('z_reports');
        select hesap_append_only('z_reports');
        """

    /// Drawers are renamed and taken out of use; the name of one that is out of use is free again.
    private static let archive = """
        alter table drawers add column version bigint not null default 1, add column archived_at timestamptz;
        alter table drawers drop constraint drawers_name_once;
        create unique index drawers_name_once on drawers (organization, branch, name) where archived_at is null;
        """

    /// A movement's rules as a domain and a function, which PostgreSQL keeps; it would read check constraints
    /// for each statement.
    private static let lean = """
        create domain drawer_movement_kind as text constraint drawer_movements_kind
            check (value in ('float', 'sale', 'refund', 'pay_in', 'pay_out'));
        create function drawer_movement_has_sign(kind text, amount bigint)
        returns boolean language plpgsql immutable as $$
        begin
            return case when kind in ('refund', 'pay_out') then amount < 0 when kind = 'float' then amount >= 0
                else amount > 0 end;
        end $$;
        alter table drawer_movements drop constraint drawer_movements_kind,
            drop constraint drawer_movements_sign;
        alter table drawer_movements alter column kind type drawer_movement_kind,
            add constraint drawer_movements_sign check (drawer_movement_has_sign(kind, amount));
        """
}
