extension ChecksSchema {
    /// Checks with their lines and adjustments.
    static let checks = """
        create table checks (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            no bigint not null,
            version bigint not null,
            state text not null,
            order_type text not null,
            seating uuid,
            dining_table uuid,
            table_name text,
            guests integer not null,
            waiter uuid,
            waiter_name text not null,
            opened_at timestamptz not null,
            closed_at timestamptz,
            business_day date not null,
            currency text not null,
            rounds integer not null default 0,
            merged_into uuid,
            gross bigint not null default 0,
            discount bigint not null default 0,
            comp bigint not null default 0,
            total bigint not null default 0,
            paid bigint not null default 0,
            tips bigint not null default 0,
            new_lines integer not null default 0,
            sent_lines integer not null default 0,
            constraint checks_pkey primary key (organization, id),
            constraint checks_no_once unique (organization, branch, no),
            constraint checks_state_known check (
                state in ('open', 'billed', 'partially_paid', 'paid', 'closed', 'voided', 'merged')),
            constraint checks_amounts_whole check (
                gross - discount - comp = total and total >= 0 and discount >= 0 and comp >= 0
                and paid between 0 and total),
            constraint checks_closed_paid check (state <> 'closed' or paid = total),
            constraint checks_merged_somewhere check ((state = 'merged') = (merged_into is not null))
        ) with (fillfactor = 70);
        create index checks_live on checks (organization, branch)
            where state in ('open', 'billed', 'partially_paid');
        create index checks_of_day on checks (organization, branch, business_day);
        create index checks_of_seating on checks (organization, seating) where seating is not null;
        select hesap_tenant_table('checks');

        create table check_lines (
            organization uuid not null,
            id uuid not null,
            check_id uuid not null,
            position integer not null,
            product uuid not null,
            category uuid not null,
            name json not null,
            kitchen_name text not null,
            unit_price bigint not null,
            options json not null,
            options_price bigint not null,
            tax_rate bigint not null,
            allergens text[] not null,
            quantity bigint not null,
            voided bigint not null default 0,
            note text,
            seat integer,
            course integer,
            state text not null,
            round integer,
            added_by uuid,
            added_by_name text not null,
            added_at timestamptz not null,
            gross bigint not null,
            discount bigint not null,
            comp bigint not null,
            voided_amount bigint not null default 0,
            void_reason text,
            constraint check_lines_pkey primary key (organization, id),
            constraint check_lines_check_exists foreign key (organization, check_id)
                references checks (organization, id),
            constraint check_lines_state_known check (state in ('new', 'held', 'sent', 'voided')),
            constraint check_lines_quantity_kept check (quantity > 0 and voided between 0 and quantity),
            constraint check_lines_amounts_whole check (
                gross >= 0 and discount >= 0 and comp >= 0 and gross - discount - comp >= 0)
        ) with (fillfactor = 80);
        create index check_lines_of_check on check_lines (organization, check_id);
        select hesap_tenant_table('check_lines');

        -- Discounts and comps; one taken back keeps its row.
        create table check_adjustments (
            organization uuid not null,
            id uuid not null,
            check_id uuid not null,
            line uuid,
            kind text not null,
            value bigint not null,
            reason text not null,
            person uuid,
            person_name text not null,
            at timestamptz not null,
            removed_at timestamptz,
            constraint check_adjustments_pkey primary key (organization, id),
            constraint check_adjustments_check_exists foreign key (organization, check_id)
                references checks (organization, id),
            constraint check_adjustments_kind_known check (kind in ('percent', 'amount', 'comp')),
            constraint check_adjustments_comp_of_line check (kind <> 'comp' or line is not null),
            constraint check_adjustments_value_fits check (
                value >= 0 and (kind <> 'percent' or value between 1 and 10000))
        );
        create index check_adjustments_of_check on check_adjustments (organization, check_id);
        select hesap_tenant_table('check_adjustments');
        """
}
