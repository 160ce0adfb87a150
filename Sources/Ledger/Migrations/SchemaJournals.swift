extension LedgerSchema {
    /// Journals and postings: written once, whole and balanced, or not at all.
    ///
    /// The two triggers together hold it whoever writes: a journal's statement brings all of its postings
    /// (numbered 1…n), they balance per currency, and no other statement can add one (docs/decisions/0012).
    static let journals = """
        create table journals (
            organization uuid not null,
            id uuid not null,
            kind text not null,
            source_type text not null,
            source_id uuid not null,
            branch uuid,
            effective_at timestamptz not null,
            booked_at timestamptz not null,
            command uuid not null,
            reverses uuid,
            postings integer not null,
            constraint journals_pkey primary key (id),
            constraint journals_reversed_once unique (reverses),
            constraint journals_two_sides check (postings >= 2)
        );
        create index journals_of_source on journals (organization, source_id);
        select hesap_tenant_table('journals');
        select hesap_append_only('journals');

        create table postings (
            organization uuid not null,
            journal uuid not null,
            no integer not null,
            account bigint not null,
            currency text not null,
            side text not null,
            amount bigint not null,
            effective_at timestamptz not null,
            written xid8 not null default pg_current_xact_id(),
            constraint postings_pkey primary key (journal, no),
            constraint postings_no_counts check (no >= 1),
            constraint postings_side_known check (side in ('debit', 'credit')),
            constraint postings_amount_positive check (amount between 1 and 9007199254740991)
        );
        create index postings_of_account on postings (account, written);
        select hesap_tenant_table('postings');
        select hesap_append_only('postings');

        create function ledger_check_journals() returns trigger language plpgsql
        set enable_seqscan = off as $$
        begin
            if exists (
                select 1 from new_journals j
                where (select count(*) from postings p where p.journal = j.id
                    and p.organization = j.organization) <> j.postings)
            then
                raise exception using errcode = 'check_violation', constraint = 'ledger_incomplete',
                    message = 'a journal comes with all of its postings';
            end if;
            return null;
        end $$;
        create trigger journal_is_whole after insert on journals
            referencing new table as new_journals
            for each statement execute function ledger_check_journals();

        create function ledger_check_postings() returns trigger language plpgsql
        set enable_seqscan = off as $$
        declare
            stray boolean;
            guarded boolean;
        begin
            select bool_or(j.id is null or a.id is null), bool_or(a.guarded) into stray, guarded
            from new_postings p
            left join journals j on j.id = p.journal and j.organization = p.organization
                and p.no <= j.postings and j.effective_at = p.effective_at
            left join accounts a on a.id = p.account and a.organization = p.organization
                and a.currency = p.currency;
            if stray then
                raise exception using errcode = 'check_violation', constraint = 'ledger_stray_posting',
                    message = 'a posting belongs to its journal and to an account of the same organization and currency';
            end if;
            if exists (
                select 1 from new_postings p group by p.journal, p.currency
                having sum(case p.side when 'debit' then p.amount else -p.amount end) <> 0)
            then
                raise exception using errcode = 'check_violation', constraint = 'ledger_unbalanced',
                    message = 'debit and credit of a journal differ';
            end if;
            if guarded then
                perform 1 from account_balances b
                where b.account in (select p.account from new_postings p) order by b.account for update;
                update account_balances b set debits = b.debits + s.debits, credits = b.credits + s.credits
                from (
                    select p.account, coalesce(sum(p.amount) filter (where p.side = 'debit'), 0)::bigint as debits,
                        coalesce(sum(p.amount) filter (where p.side = 'credit'), 0)::bigint as credits
                    from new_postings p group by p.account) s
                where b.account = s.account;
            end if;
            return null;
        end $$;
        create trigger postings_balance after insert on postings
            referencing new table as new_postings
            for each statement execute function ledger_check_postings();
        """
}
