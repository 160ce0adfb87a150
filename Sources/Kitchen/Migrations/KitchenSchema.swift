public import Base
public import Store

/// The schema of the kitchen: stations, routing, tickets and their dishes.
public enum KitchenSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("kitchen_0001_stations", stations),
        Migration("kitchen_0002_tickets", tickets),
        Migration("kitchen_0003_lean", lean),
        Migration("kitchen_0004_printers", "alter table kitchen_stations add column printer uuid"),
        Migration("kitchen_0005_allergy", "alter table kitchen_items add column allergy text"),
        Migration("kitchen_0006_archive", archive),
        Migration("kitchen_0007_stamp", stamp),
        Migration("kitchen_0008_gone", gone),
        // A ticket's dishes are written right behind it, in the same transaction.
        Migration(
            "kitchen_0009_spare", "alter table kitchen_items drop constraint kitchen_items_ticket_exists"),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "kitchen_stations_pkey": KitchenRefusal.idTaken,
        "kitchen_stations_branch_exists": KitchenRefusal.unknownReference(pointer: "/branch"),
        "kitchen_routing_station_exists": KitchenRefusal.unknownReference(pointer: "/rules"),
        "kitchen_station_devices_station_exists": KitchenRefusal.unknownReference(pointer: "/stations"),
        "kitchen_tickets_round_once": KitchenRefusal.roundAlreadyPlaced,
    ]
}

extension KitchenSchema {
    /// Stations are taken out of use, and the changes of a branch's routing are counted.
    static let archive = """
        alter table kitchen_stations add column archived_at timestamptz;
        create table kitchen_routings (
            organization uuid not null,
            branch uuid not null,
            version bigint not null,
            constraint kitchen_routings_pkey primary key (organization, branch),
            constraint kitchen_routings_branch_exists foreign key (organization, branch)
                references branches (organization, id)
        );
        select hesap_tenant_table('kitchen_routings');
        """

    static let stations = """
        create table kitchen_stations (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            name jsonb not null,
            warn_minutes integer not null,
            late_minutes integer not null,
            recall_minutes integer not null,
            recall_last integer not null,
            position integer not null,
            paused boolean not null,
            version bigint not null,
            constraint kitchen_stations_pkey primary key (organization, id),
            constraint kitchen_stations_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint kitchen_stations_minutes_fit check (warn_minutes between 0 and late_minutes
                and late_minutes <= 600 and recall_minutes between 0 and 1440 and recall_last between 0 and 200)
        );
        create index kitchen_stations_of_branch on kitchen_stations (organization, branch);
        select hesap_tenant_table('kitchen_stations');

        create table kitchen_routing (
            organization uuid not null,
            branch uuid not null,
            station uuid not null,
            product uuid,
            category uuid,
            order_type text,
            constraint kitchen_routing_station_exists foreign key (organization, station)
                references kitchen_stations (organization, id),
            constraint kitchen_routing_one_subject check (product is null or category is null)
        );
        create unique index kitchen_routing_once on kitchen_routing (organization, branch,
            coalesce(product, '00000000-0000-0000-0000-000000000000'),
            coalesce(category, '00000000-0000-0000-0000-000000000000'), coalesce(order_type, ''));
        select hesap_tenant_table('kitchen_routing');

        create table kitchen_station_devices (
            organization uuid not null,
            device uuid not null,
            station uuid not null,
            constraint kitchen_station_devices_pkey primary key (organization, device, station),
            constraint kitchen_station_devices_station_exists foreign key (organization, station)
                references kitchen_stations (organization, id)
        );
        select hesap_tenant_table('kitchen_station_devices');
        """

    static let tickets = """
        -- No foreign key to the station: its check would lock the one row that every round of a branch shares, and
        -- stations are never deleted.
        create table kitchen_tickets (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            station uuid not null,
            placed_for uuid not null,
            check_id uuid not null,
            label text not null,
            no bigint not null,
            order_type text not null,
            waiter text not null,
            round integer not null,
            course integer not null,
            placed_at timestamptz not null,
            bumped_at timestamptz,
            recalled_at timestamptz,
            also_at text[] not null,
            version bigint not null,
            constraint kitchen_tickets_pkey primary key (organization, id),
            constraint kitchen_tickets_round_once unique (organization, placed_for, round, station, course)
        );
        create index kitchen_tickets_of_check on kitchen_tickets (organization, check_id);
        create index kitchen_tickets_open on kitchen_tickets (organization, branch, placed_at) where bumped_at is null;
        create index kitchen_tickets_bumped on kitchen_tickets (organization, station, bumped_at)
            where bumped_at is not null;
        select hesap_tenant_table('kitchen_tickets');

        create table kitchen_items (
            organization uuid not null,
            id uuid not null,
            ticket uuid not null,
            line uuid not null,
            product uuid not null,
            quantity bigint not null,
            name text not null,
            modifiers jsonb not null,
            note text,
            allergens text[] not null,
            seat integer,
            course integer,
            state text not null,
            started_at timestamptz,
            ready_at timestamptz,
            served_at timestamptz,
            voided_at timestamptz,
            void_confirmed_at timestamptz,
            position integer not null,
            constraint kitchen_items_pkey primary key (organization, id),
            constraint kitchen_items_ticket_exists foreign key (organization, ticket)
                references kitchen_tickets (organization, id),
            constraint kitchen_items_quantity_positive check (quantity > 0),
            constraint kitchen_items_state_known check (state in ('held', 'sent', 'in_prep', 'ready', 'served',
                'voided'))
        );
        create index kitchen_items_of_ticket on kitchen_items (organization, ticket);
        create index kitchen_items_of_line on kitchen_items (organization, line);
        select hesap_tenant_table('kitchen_items');
        """

    /// A dish's rules as domains, which PostgreSQL keeps; it would read check constraints for each statement.
    static let lean = """
        create domain dish_quantity as bigint constraint kitchen_items_quantity_positive check (value > 0);
        create domain dish_state as text constraint kitchen_items_state_known check (
            value in ('held', 'sent', 'in_prep', 'ready', 'served', 'voided'));
        alter table kitchen_items drop constraint kitchen_items_quantity_positive,
            drop constraint kitchen_items_state_known;
        alter table kitchen_items alter column quantity type dish_quantity, alter column state type dish_state;
        """

    /// Whoever changes a branch's stations or routing writes the branch's row too: who has seen that row
    /// since knows the routing.
    static let stamp = """
        create function hesap_stamp_branch() returns trigger language plpgsql as $$
        begin
            update branches set name = name
            where organization = coalesce(new.organization, old.organization)
                and id = coalesce(new.branch, old.branch) and xmin <> pg_current_xact_id()::xid;
            return null;
        end $$;
        create trigger kitchen_stations_stamp after insert or update or delete on kitchen_stations
            for each row execute function hesap_stamp_branch();
        create trigger kitchen_routing_stamp after insert or update or delete on kitchen_routing
            for each row execute function hesap_stamp_branch();
        """

    /// What a round's insert calls when its station was taken out of use in the meantime: the round is placed
    /// again, under the routing as it is by then.
    static let gone = """
        create function hesap_station_gone() returns uuid language plpgsql as $$
        begin
            raise exception 'the station was taken out of use' using errcode = '40001';
        end $$;
        """
}
