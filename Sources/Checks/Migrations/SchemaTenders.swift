extension ChecksSchema {
    /// Cards taken on a bank's own terminal: which one, and what the cashier typed of its slip.
    static let bankCards = """
        alter domain tender_kind drop constraint tenders_kind_known;
        alter domain tender_kind add constraint tenders_kind_known check (
            value in ('cash', 'card', 'voucher', 'bank_card', 'open_account'));
        alter table tenders add column terminal uuid, add column terminal_name text,
            add column approval_code text;
        alter table tender_refunds add column terminal uuid, add column terminal_name text;
        alter table tenders drop constraint tenders_whole;
        drop function tender_is_whole(text, bigint, bigint, bigint, bigint, bigint);
        create function tender_is_whole(kind text, amount bigint, tendered bigint, tip bigint, refunded bigint,
            refunded_open bigint, terminal uuid)
        returns boolean language plpgsql immutable as $$
        begin
            return amount > 0 and tip >= 0 and refunded between 0 and amount
                and refunded_open between 0 and refunded
                and (kind = 'cash') = (tendered is not null) and (tendered is null or tendered >= amount + tip)
                and (kind = 'bank_card') = (terminal is not null);
        end $$;
        alter table tenders add constraint tenders_whole
            check (tender_is_whole(kind, amount, tendered, tip, refunded, refunded_open, terminal));
        """

    /// How checks are paid, what went back, and the KDV of each document.
    static let tenders = """
        create table tenders (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            check_id uuid not null,
            request uuid not null,
            kind text not null,
            state text not null,
            amount bigint not null,
            tendered bigint,
            tip bigint not null,
            provider text,
            connector text,
            intent uuid,
            card_brand text,
            card_last4 text,
            session uuid,
            person uuid,
            person_name text not null,
            at timestamptz not null,
            business_day date not null,
            refunded bigint not null default 0,
            refunded_open bigint not null default 0,
            constraint tenders_pkey primary key (organization, id),
            constraint tenders_check_exists foreign key (organization, check_id)
                references checks (organization, id),
            constraint tenders_kind_known check (kind in ('cash', 'card', 'voucher', 'open_account')),
            constraint tenders_state_known check (
                state in ('initiated', 'authorizing', 'unknown', 'captured', 'partially_refunded', 'refunded', 'failed',
                    'cancelled')),
            constraint tenders_amounts_fit check (
                amount > 0 and tip >= 0 and refunded between 0 and amount and refunded_open between 0 and refunded),
            constraint tenders_change_from_cash check (
                (kind = 'cash') = (tendered is not null) and (tendered is null or tendered >= amount + tip)),
            constraint tenders_intent_once unique (organization, connector, intent)
        ) with (fillfactor = 80);
        create index tenders_of_check on tenders (organization, check_id);
        create index tenders_of_day on tenders (organization, branch, business_day);
        create index tenders_unresolved on tenders (organization, branch)
            where state in ('authorizing', 'unknown');
        select hesap_tenant_table('tenders');

        create table tender_refunds (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            check_id uuid not null,
            tender uuid not null,
            kind text not null,
            provider text,
            amount bigint not null,
            reason text not null,
            person uuid,
            person_name text not null,
            at timestamptz not null,
            business_day date not null,
            after_close boolean not null,
            constraint tender_refunds_pkey primary key (organization, id),
            constraint tender_refunds_tender_exists foreign key (organization, tender)
                references tenders (organization, id),
            constraint tender_refunds_some check (amount > 0)
        );
        create index tender_refunds_of_day on tender_refunds (organization, branch, business_day);
        select hesap_tenant_table('tender_refunds');
        select hesap_append_only('tender_refunds');

        -- The KDV groups of every fiscal document; those of a refund are below zero.
        create table document_groups (
            organization uuid not null,
            branch uuid not null,
            document uuid not null,
            check_id uuid not null,
            business_day date not null,
            rate bigint not null,
            gross bigint not null,
            kdv bigint not null,
            constraint document_groups_pkey primary key (organization, document, rate)
        );
        create index document_groups_of_day on document_groups (organization, branch, business_day);
        select hesap_tenant_table('document_groups');
        select hesap_append_only('document_groups');
        """
}
