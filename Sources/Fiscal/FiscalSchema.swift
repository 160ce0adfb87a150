public import Base
public import Store

/// The tables of fiscal documents.
public enum FiscalSchema {
    /// The module's migrations, in order.
    public static let migrations = [
        Migration("fiscal_0001", first), Migration("fiscal_0002_lean", lean),
        Migration(
            "fiscal_0003_spare",
            """
            -- One index for both: a source's one sale (which reverses nothing), and a source's documents.
            drop index fiscal_documents_by_source;
            drop index fiscal_documents_source_once;
            create unique index fiscal_documents_source_once
                on fiscal_documents (organization, source_kind, source_id, reverses) nulls not distinct;
            """),
    ]

    /// Constraint names and the refusals they stand for.
    public static let refusals: [String: any Refusal] = FiscalRefusal.constraints

    private static let first = """
        create table fiscal_documents (
            organization uuid not null, id uuid not null, branch uuid not null,
            kind text not null constraint fiscal_documents_kind check (kind in ('sale', 'reversal')),
            source_kind text not null, source_id uuid not null, reverses uuid, driver text not null, number text,
            state text not null constraint fiscal_documents_state check (state in ('pending', 'issued', 'failed')),
            failure text, groups jsonb not null, currency text not null, business_day date not null,
            created_at timestamptz not null, issued_at timestamptz,
            constraint fiscal_documents_pkey primary key (organization, id),
            constraint fiscal_documents_number_once unique (organization, branch, driver, number),
            constraint fiscal_documents_reversal_whole check ((kind = 'reversal') = (reverses is not null)),
            constraint fiscal_documents_issued_whole check ((state = 'issued') = (issued_at is not null)),
            constraint fiscal_documents_reverses foreign key (organization, reverses)
                references fiscal_documents (organization, id));
        create unique index fiscal_documents_source_once on fiscal_documents (organization, source_kind, source_id)
            where kind = 'sale';
        create unique index fiscal_documents_reversed_once on fiscal_documents (organization, reverses)
            where reverses is not null;
        create index fiscal_documents_by_source on fiscal_documents (organization, source_kind, source_id);
        create index fiscal_documents_unissued on fiscal_documents (organization, branch) where state <> 'issued';
        create index fiscal_documents_by_day on fiscal_documents (organization, branch, business_day);
        select hesap_tenant_table('fiscal_documents');

        -- An issued document is terminal: the database itself refuses to change or delete it.
        create function fiscal_documents_terminal() returns trigger language plpgsql as $$
        begin
            if tg_op = 'DELETE' or old.state = 'issued' then
                raise exception using errcode = 'restrict_violation', constraint = 'fiscal_documents_terminal',
                    message = 'an issued fiscal document never changes';
            end if;
            return new;
        end $$;
        create trigger fiscal_documents_terminal before update or delete on fiscal_documents
            for each row execute function fiscal_documents_terminal();

        create table fiscal_sequences (
            organization uuid not null, branch uuid not null, driver text not null, last bigint not null,
            constraint fiscal_sequences_pkey primary key (organization, branch, driver));
        select hesap_tenant_table('fiscal_sequences');
        """

    /// A document's rules as domains and a function, which PostgreSQL keeps; it would read check constraints
    /// for each statement.
    private static let lean = """
        create domain fiscal_document_kind as text constraint fiscal_documents_kind
            check (value in ('sale', 'reversal'));
        create function fiscal_document_is_whole(kind text, reverses uuid, state text, issued_at timestamptz)
        returns boolean language plpgsql immutable as $$
        begin
            return state in ('pending', 'issued', 'failed') and (kind = 'reversal') = (reverses is not null)
                and (state = 'issued') = (issued_at is not null);
        end $$;
        alter table fiscal_documents drop constraint fiscal_documents_kind,
            drop constraint fiscal_documents_state, drop constraint fiscal_documents_reversal_whole,
            drop constraint fiscal_documents_issued_whole;
        alter table fiscal_documents alter column kind type fiscal_document_kind,
            add constraint fiscal_documents_whole
            check (fiscal_document_is_whole(kind, reverses, state, issued_at));
        """
}
