public import Base
public import Store

/// The tables of printing.
public enum PrintingSchema {
    /// The module's migrations, in order.
    public static let migrations = [
        Migration("printing_0001", first), Migration("printing_0002_printers", printers),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = ["printers_name_once": PrintRefusal.nameTaken]

    private static let printers = """
        create table printers (
            organization uuid not null, id uuid not null, branch uuid not null, name text not null,
            host text not null, port integer not null constraint printers_port check (port between 1 and 65535),
            paper text not null constraint printers_paper check (paper in ('58', '80')),
            code_page integer not null constraint printers_code_page check (code_page between 0 and 255),
            cuts boolean not null, receipts boolean not null,
            created_at timestamptz not null, removed_at timestamptz,
            constraint printers_pkey primary key (organization, id));
        create unique index printers_name_once on printers (organization, branch, name) where removed_at is null;
        select hesap_tenant_table('printers');
        alter table print_jobs add column begun_at timestamptz;
        create index print_jobs_newest on print_jobs (organization, branch, created_at);
        """

    private static let first = """
        create table print_jobs (
            organization uuid not null, id uuid not null, branch uuid not null,
            document text not null, document_id uuid not null, target text not null,
            revision integer not null constraint print_jobs_revision check (revision >= 1),
            kind text not null, content bytea not null,
            state text not null constraint print_jobs_state check (state in ('queued', 'sent', 'done', 'failed')),
            attempts integer not null, failure text, next_try_at timestamptz,
            created_at timestamptz not null, changed_at timestamptz not null,
            constraint print_jobs_pkey primary key (organization, id),
            constraint print_jobs_key_once unique (organization, document, document_id, target, revision));
        create index print_jobs_queue on print_jobs (organization, branch, target, created_at)
            where state = 'queued';
        create index print_jobs_due on print_jobs (next_try_at) where state = 'failed';
        create index print_jobs_sent on print_jobs (changed_at) where state = 'sent';
        select hesap_tenant_table('print_jobs');
        """
}
