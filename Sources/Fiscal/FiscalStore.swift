import Base
import Organizations
import Store

import struct FoundationEssentials.UUID

/// The statements on `fiscal_documents` and `fiscal_sequences`.
enum FiscalStore {
    /// The next sequence number of a driver in a branch; the row stays locked until the commit, so none is
    /// lost.
    static func nextSequence(
        _ driver: String, of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            insert into fiscal_sequences as s (organization, branch, driver, last)
            values (\(organization), \(branch), \(driver), 1)
            on conflict (organization, branch, driver) do update set last = s.last + 1 returning last
            """, as: Int64.self) ?? 1
    }

    /// Writes a new document.
    static func insert(_ document: FiscalDocument, at now: Instant, in tx: borrowing Transaction) {
        let row: SQL = """
            (\(document.organization)::uuid, \(document.id)::uuid, \(document.branch)::uuid,
                \(document.kind)::text,
                \(document.source.kind)::text, \(document.source.id)::uuid, \(document.reverses)::uuid,
                \(document.driver)::text,
                \(document.number)::text, \(document.state)::text, \(document.failure)::text,
                \(KDVGroups.json(document.groups))::jsonb,
                \(document.currency)::text, \(document.businessDay)::date, \(now)::timestamptz,
                \(document.issuedAt)::timestamptz)
            """
        tx.later(
            """
            insert into fiscal_documents (organization, id, branch, kind, source_kind, source_id, reverses, driver,
                number, state, failure, groups, currency, business_day, created_at, issued_at)
            select v.* from (values \(rows: [row])) as v (organization)
            where v.organization is not null
            """)
    }

    /// Moves a document from the state it was read in; one that is issued never moves.
    static func update(_ document: FiscalDocument, from state: FiscalState, in tx: borrowing Transaction) {
        tx.later(
            """
            update fiscal_documents set state = \(document.state), number = \(document.number),
                failure = \(document.failure), issued_at = \(document.issuedAt)
            where organization = \(document.organization) and id = \(document.id) and state = \(state)
                and state <> 'issued'
            """, affecting: 1)
    }

    /// A document of this branch, locked.
    static func locked(
        _ id: ID<FiscalDocument>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> FiscalDocument? {
        try read("id = \(id) and branch = \(branch) for update", organization, in: tx).first
    }

    /// The documents made for a source, the oldest first.
    static func documents(
        of source: FiscalSource, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [FiscalDocument] {
        try read(
            "source_kind = \(source.kind) and source_id = \(source.id) order by created_at, id", organization,
            in: tx)
    }

    /// The documents of a branch that are not issued, the oldest first.
    static func unissued(
        of organization: ID<Organization>, branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [FiscalDocument] {
        try read("branch = \(branch) and state <> 'issued' order by created_at, id", organization, in: tx)
    }

    private typealias Row = (
        ID<FiscalDocument>, ID<Branch>, FiscalDocument.Kind, String, UUID, ID<FiscalDocument>?, String,
        String?,
        FiscalState, String?, JSON, Currency, Day, Instant?
    )

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [FiscalDocument] {
        try tx.rows(
            """
            select id, branch, kind, source_kind, source_id, reverses, driver, number, state, failure, groups, currency,
                business_day, issued_at
            from fiscal_documents where organization = \(organization) and \(part: condition)
            """, as: Row.self
        ).map {
            FiscalDocument(
                id: $0.0, organization: organization, branch: $0.1, kind: $0.2,
                source: FiscalSource($0.3, $0.4),
                reverses: $0.5, driver: $0.6, number: $0.7, state: $0.8, failure: $0.9,
                groups: KDVGroups.read($0.10), currency: $0.11, businessDay: $0.12, issuedAt: $0.13)
        }
    }
}

/// KDV groups as a document's row keeps them.
enum KDVGroups {
    static func json(_ groups: [KDVGroup]) -> JSON { .array(groups.map(KDVGroup.shape.encode)) }

    static func read(_ json: JSON) -> [KDVGroup] {
        (json.array ?? []).compactMap { element in
            guard let rate = element["rate"]?.integer, let gross = element["gross"]?.integer,
                let kdv = element["kdv"]?.integer
            else { return nil }
            return KDVGroup(rate: rate, gross: gross, kdv: kdv)
        }
    }
}
