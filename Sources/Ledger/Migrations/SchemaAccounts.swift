extension LedgerSchema {
    /// Accounts with their checkpoints (open ones) and locked balances (guarded ones).
    static let accounts = """
        create table accounts (
            organization uuid not null,
            id bigint generated always as identity,
            code text not null,
            currency text not null,
            type text not null,
            normal_side text not null,
            guarded boolean not null,
            created_at timestamptz not null,
            constraint accounts_pkey primary key (id),
            constraint accounts_code_once unique (organization, currency, code),
            constraint accounts_type_known check (
                type in ('asset', 'liability', 'income', 'expense', 'equity', 'memo')),
            constraint accounts_side_known check (normal_side in ('debit', 'credit'))
        );
        select hesap_tenant_table('accounts');
        select hesap_append_only('accounts');

        -- What an open account held before the transaction `before`; later postings are added on top.
        create table account_checkpoints (
            organization uuid not null,
            account bigint not null,
            before xid8 not null,
            debits numeric not null,
            credits numeric not null,
            folded_at timestamptz not null,
            constraint account_checkpoints_pkey primary key (account)
        );
        select hesap_tenant_table('account_checkpoints');
        revoke insert, update, delete on account_checkpoints from hesap_app;

        -- One locked row per guarded account; moved by the postings themselves and by nothing else.
        create table account_balances (
            organization uuid not null,
            account bigint not null,
            normal_side text not null,
            debits bigint not null default 0,
            credits bigint not null default 0,
            floor bigint default 0,
            constraint account_balances_pkey primary key (account),
            constraint account_balances_not_below_floor check (
                case normal_side when 'debit' then debits - credits else credits - debits end >= floor)
        ) with (fillfactor = 50);
        select hesap_tenant_table('account_balances');
        revoke delete on account_balances from hesap_app, hesap_system;

        create function ledger_only_by_postings() returns trigger language plpgsql as $$
        begin
            if pg_trigger_depth() < 2 then
                raise exception using errcode = 'restrict_violation', constraint = 'account_balances_by_postings',
                    message = 'a guarded balance moves by postings only';
            end if;
            return new;
        end $$;
        create trigger only_by_postings before insert or update on account_balances
            for each row execute function ledger_only_by_postings();

        create function ledger_open_balance() returns trigger language plpgsql as $$
        begin
            insert into account_balances (organization, account, normal_side)
            values (new.organization, new.id, new.normal_side);
            return null;
        end $$;
        create trigger guarded_account_has_balance after insert on accounts
            for each row when (new.guarded) execute function ledger_open_balance();
        """
}
