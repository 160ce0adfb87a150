public import Base
public import Store

/// The tables of payments.
public enum PaymentsSchema {
    /// The module's migrations, in order.
    public static let migrations = [
        Migration("payments_0001", first), Migration("payments_0002_bank_terminals", bankTerminals),
    ]

    /// Constraint names and the refusals they stand for.
    public static let refusals: [String: any Refusal] = PaymentRefusal.constraints.merging(
        ["bank_terminals_name_once": BankTerminalRefusal.nameTaken]) { first, _ in first }

    /// Terminals are renamed and taken out of use; the name of one that is out of use is free again.
    private static let bankTerminals = """
        create table bank_terminals (
            organization uuid not null, id uuid not null, branch uuid not null, name text not null,
            version bigint not null default 1, archived_at timestamptz,
            constraint bank_terminals_pkey primary key (organization, id));
        create unique index bank_terminals_name_once on bank_terminals (organization, branch, name)
            where archived_at is null;
        select hesap_tenant_table('bank_terminals');
        """

    private static let first = """
        create table payment_intents (
            organization uuid not null, id uuid not null, branch uuid,
            amount bigint not null constraint payment_intents_amount check (amount > 0),
            currency text not null,
            state text not null constraint payment_intents_state check (state in ('requires_payment_method',
                'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled')),
            review boolean not null default false,
            connector text not null, token text not null, brand text, last4 text, decline_code text,
            reference_kind text not null, reference_id uuid not null, counter jsonb not null,
            version bigint not null default 1,
            created_at timestamptz not null, changed_at timestamptz not null,
            constraint payment_intents_pkey primary key (organization, id));
        create index payment_intents_reference on payment_intents (organization, reference_kind, reference_id);
        create index payment_intents_unknown on payment_intents (organization, branch)
            where state = 'processing';
        select hesap_tenant_table('payment_intents');

        create table payment_attempts (
            organization uuid not null, id uuid not null, intent uuid not null, number integer not null,
            connector text not null, amount bigint not null, currency text not null,
            state text not null constraint payment_attempts_state check (state in ('created', 'sent', 'succeeded',
                'declined', 'needs_action', 'not_sent', 'unknown', 'abandoned')),
            reference text, decline_code text,
            created_at timestamptz not null, sent_at timestamptz, resolved_at timestamptz,
            inquiries integer not null default 0, next_inquiry_at timestamptz,
            constraint payment_attempts_pkey primary key (organization, id),
            constraint payment_attempts_number unique (organization, intent, number),
            constraint payment_attempts_intent foreign key (organization, intent)
                references payment_intents (organization, id));
        create unique index payment_attempts_one_open on payment_attempts (organization, intent)
            where state in ('created', 'sent', 'needs_action', 'unknown');
        create index payment_attempts_due on payment_attempts (next_inquiry_at) where next_inquiry_at is not null;
        select hesap_tenant_table('payment_attempts');

        create table payment_charges (
            organization uuid not null, id uuid not null, intent uuid not null, attempt uuid not null,
            connector text not null, amount bigint not null, currency text not null,
            refunded bigint not null default 0,
            state text not null constraint payment_charges_state check (state in ('pending', 'succeeded', 'failed')),
            reference text not null, late boolean not null, created_at timestamptz not null,
            constraint payment_charges_pkey primary key (organization, id),
            constraint payment_charges_attempt unique (organization, attempt),
            constraint payment_charges_refund_cap check (refunded between 0 and amount),
            constraint payment_charges_intent foreign key (organization, intent)
                references payment_intents (organization, id));
        create unique index payment_charges_settle_once on payment_charges (organization, intent) where not late;
        select hesap_tenant_table('payment_charges');

        create table payment_refunds (
            organization uuid not null, id uuid not null, branch uuid, charge uuid not null, intent uuid not null,
            amount bigint not null constraint payment_refunds_amount check (amount > 0), currency text not null,
            reason text not null, cause text not null,
            state text not null constraint payment_refunds_state check (state in ('requires_action', 'pending',
                'succeeded', 'failed', 'canceled')),
            reference_kind text not null, reference_id uuid not null, counter jsonb not null,
            connector_reference text,
            created_at timestamptz not null, changed_at timestamptz not null,
            tries integer not null default 0, next_try_at timestamptz,
            constraint payment_refunds_pkey primary key (organization, id),
            constraint payment_refunds_charge foreign key (organization, charge)
                references payment_charges (organization, id));
        create index payment_refunds_by_charge on payment_refunds (organization, charge);
        create index payment_refunds_due on payment_refunds (next_try_at) where next_try_at is not null;
        select hesap_tenant_table('payment_refunds');

        create table payment_breaks (
            organization uuid not null, id uuid not null, kind text not null, intent uuid not null,
            attempt uuid not null, expected bigint not null, expected_currency text not null,
            actual bigint not null, actual_currency text not null,
            state text not null constraint payment_breaks_state check (state in ('open', 'resolved')),
            resolution text, created_at timestamptz not null, resolved_at timestamptz,
            constraint payment_breaks_pkey primary key (organization, id),
            constraint payment_breaks_reason check (state = 'open' or resolution is not null));
        create index payment_breaks_open on payment_breaks (organization, created_at) where state = 'open';
        create index payment_breaks_by_attempt on payment_breaks (organization, attempt);
        select hesap_tenant_table('payment_breaks');
        """
}
