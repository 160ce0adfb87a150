extension LedgerSchema {
    /// The rules of journals and postings at less cost: domains, which PostgreSQL keeps, in place of check
    /// constraints, which it reads anew for each statement; and one query for everything that must hold of a
    /// statement's postings.
    static let lean = """
        create domain posting_count as integer constraint journals_two_sides check (value >= 2);
        alter table journals drop constraint journals_two_sides;
        alter table journals alter column postings type posting_count;

        create domain posting_number as integer constraint postings_no_counts check (value >= 1);
        create domain posting_side as text constraint postings_side_known check (value in ('debit', 'credit'));
        create domain posting_amount as bigint constraint postings_amount_positive
            check (value between 1 and 9007199254740991);
        alter table postings drop constraint postings_no_counts, drop constraint postings_side_known,
            drop constraint postings_amount_positive;
        alter table postings alter column no type posting_number, alter column side type posting_side,
            alter column amount type posting_amount;

        create or replace function ledger_check_journals() returns trigger language plpgsql as $$
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

        create or replace function ledger_check_postings() returns trigger language plpgsql as $$
        declare
            stray boolean;
            guarded boolean;
            unbalanced boolean;
        begin
            select bool_or(per.stray), bool_or(per.guarded), bool_or(per.debits <> 0)
            into stray, guarded, unbalanced
            from (
                select bool_or(j.id is null or a.id is null) as stray, bool_or(a.guarded) as guarded,
                    sum(case p.side when 'debit' then p.amount else -p.amount end) as debits
                from new_postings p
                left join journals j on j.id = p.journal and j.organization = p.organization
                    and p.no <= j.postings and j.effective_at = p.effective_at
                left join accounts a on a.id = p.account and a.organization = p.organization
                    and a.currency = p.currency
                group by p.journal, p.currency) per;
            if stray then
                raise exception using errcode = 'check_violation', constraint = 'ledger_stray_posting',
                    message = 'a posting belongs to its journal and to an account of the same organization and currency';
            end if;
            if unbalanced then
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
        """
}
