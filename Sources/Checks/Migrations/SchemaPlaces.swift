extension ChecksSchema {
    /// Floors and tables are changed and taken out of use; the name of one that is out of use is free again.
    static let arranged = """
        alter table floors add column version bigint not null default 1;
        create unique index floors_name_once on floors (organization, branch, name) where archived_at is null;
        alter table dining_tables add column arranged bigint not null default 1;
        alter table dining_tables drop constraint dining_tables_name_once;
        create unique index dining_tables_name_once on dining_tables (organization, floor, name)
            where archived_at is null;
        """

    /// Where guests sit, and who sits there now.
    static let places = """
        create table floors (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            name text not null,
            position integer not null,
            archived_at timestamptz,
            constraint floors_pkey primary key (organization, id),
            constraint floors_branch_exists foreign key (organization, branch)
                references branches (organization, id)
        );
        create index floors_of_branch on floors (organization, branch);
        select hesap_tenant_table('floors');

        -- A table's place on the plan is in grid units; its version counts every change of its tile.
        create table dining_tables (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            floor uuid not null,
            name text not null,
            seats integer not null,
            shape text not null,
            x integer not null,
            y integer not null,
            width integer not null,
            height integer not null,
            version bigint not null default 1,
            archived_at timestamptz,
            constraint dining_tables_pkey primary key (organization, id),
            constraint dining_tables_floor_exists foreign key (organization, floor)
                references floors (organization, id),
            constraint dining_tables_name_once unique (organization, floor, name),
            constraint dining_tables_shape_known check (shape in ('square', 'round')),
            constraint dining_tables_seats_some check (seats between 1 and 1000),
            constraint dining_tables_on_grid check (x >= 0 and y >= 0 and width > 0 and height > 0)
        ) with (fillfactor = 70);
        create index dining_tables_of_branch on dining_tables (organization, branch);
        select hesap_tenant_table('dining_tables');

        create table seatings (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            dining_table uuid not null,
            guests integer not null,
            opened_at timestamptz not null,
            closed_at timestamptz,
            constraint seatings_pkey primary key (organization, id),
            constraint seatings_table_exists foreign key (organization, dining_table)
                references dining_tables (organization, id)
        ) with (fillfactor = 70);
        create unique index seatings_one_open_per_table on seatings (organization, dining_table)
            where closed_at is null;
        select hesap_tenant_table('seatings');

        -- The last check number of a branch: human, ascending, not gapless.
        create table check_numbers (
            organization uuid not null,
            branch uuid not null,
            last bigint not null,
            constraint check_numbers_pkey primary key (organization, branch)
        ) with (fillfactor = 50);
        select hesap_tenant_table('check_numbers');
        """
}
