extension ChecksSchema {
    /// The rules of rows as domains and functions: PostgreSQL reads a table's check constraints anew for each
    /// statement that writes it (half the cost of moving a check on), and keeps those of a domain.
    static let lean = """
        create domain check_state as text constraint checks_state_known check (
            value in ('open', 'billed', 'partially_paid', 'paid', 'closed', 'voided', 'merged'));
        create function check_is_whole(state text, merged_into uuid, gross bigint, discount bigint, comp bigint,
            total bigint, paid bigint)
        returns boolean language plpgsql immutable as $$
        begin
            return gross - discount - comp = total and total >= 0 and discount >= 0 and comp >= 0
                and paid between 0 and total and (state <> 'closed' or paid = total)
                and (state = 'merged') = (merged_into is not null);
        end $$;
        alter table checks drop constraint checks_state_known, drop constraint checks_amounts_whole,
            drop constraint checks_closed_paid, drop constraint checks_merged_somewhere;
        alter table checks alter column state type check_state, add constraint checks_whole
            check (check_is_whole(state, merged_into, gross, discount, comp, total, paid));

        create domain check_line_state as text constraint check_lines_state_known check (
            value in ('new', 'held', 'sent', 'voided'));
        create function check_line_is_whole(quantity bigint, voided bigint, gross bigint, discount bigint, comp bigint)
        returns boolean language plpgsql immutable as $$
        begin
            return quantity > 0 and voided between 0 and quantity
                and gross >= 0 and discount >= 0 and comp >= 0 and gross - discount - comp >= 0;
        end $$;
        alter table check_lines drop constraint check_lines_state_known, drop constraint check_lines_quantity_kept,
            drop constraint check_lines_amounts_whole;
        alter table check_lines alter column state type check_line_state, add constraint check_lines_whole
            check (check_line_is_whole(quantity, voided, gross, discount, comp));

        create domain table_shape as text constraint dining_tables_shape_known check (value in ('square', 'round'));
        create domain seat_count as integer constraint dining_tables_seats_some check (value between 1 and 1000);
        create domain grid_place as integer constraint dining_tables_place_on_grid check (value >= 0);
        create domain grid_length as integer constraint dining_tables_length_on_grid check (value > 0);
        alter table dining_tables drop constraint dining_tables_shape_known,
            drop constraint dining_tables_seats_some, drop constraint dining_tables_on_grid;
        alter table dining_tables alter column shape type table_shape, alter column seats type seat_count,
            alter column x type grid_place, alter column y type grid_place, alter column width type grid_length,
            alter column height type grid_length;

        create domain tender_kind as text constraint tenders_kind_known check (
            value in ('cash', 'card', 'voucher', 'open_account'));
        create domain tender_state as text constraint tenders_state_known check (
            value in ('initiated', 'authorizing', 'unknown', 'captured', 'partially_refunded', 'refunded', 'failed',
                'cancelled'));
        create function tender_is_whole(kind text, amount bigint, tendered bigint, tip bigint, refunded bigint,
            refunded_open bigint)
        returns boolean language plpgsql immutable as $$
        begin
            return amount > 0 and tip >= 0 and refunded between 0 and amount
                and refunded_open between 0 and refunded
                and (kind = 'cash') = (tendered is not null) and (tendered is null or tendered >= amount + tip);
        end $$;
        alter table tenders drop constraint tenders_kind_known, drop constraint tenders_state_known,
            drop constraint tenders_amounts_fit, drop constraint tenders_change_from_cash;
        alter table tenders alter column kind type tender_kind, alter column state type tender_state,
            add constraint tenders_whole
            check (tender_is_whole(kind, amount, tendered, tip, refunded, refunded_open));
        """
}
