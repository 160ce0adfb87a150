import Base
import Store
import Synchronization
import TestSupport

@testable import Postgres
import struct FoundationEssentials.UUID

/// The tests' own tables and what they share.
enum Cups {
    static let mine = UUID()
    static let others = UUID()

    /// `cups` anyone may use; `saucers` belong to organizations.
    static func makeTables() async throws {
        try await TestDatabase.current.asOwner(
            """
            create table cups (id bigint not null, colour text not null, fill bigint not null default 0,
                constraint cups_once primary key (id), constraint cups_never_blue check (colour <> 'blue'));
            grant select, insert, update, delete on cups to hesap_app, hesap_system;
            create table saucers (organization uuid not null, id bigint not null);
            alter table saucers enable row level security;
            create policy own on saucers for all to hesap_app
                using (organization = nullif(current_setting('hesap.organization', true), '')::uuid);
            create policy every on saucers for all to hesap_system using (true);
            grant select, insert, update, delete on saucers to hesap_app, hesap_system;
            insert into cups (id, colour) values (1, 'red'), (2, 'green');
            """)
    }

    static func colour(_ id: Int) async throws -> String? {
        try await TestDatabase.current.transaction(.organization(mine), .read) { tx in
            try tx.value("select colour from cups where id = \(id)", as: String.self)
        }
    }

    static func fill(_ id: Int) async throws -> Int? {
        try await TestDatabase.current.transaction(.organization(mine), .read) { tx in
            try tx.value("select fill from cups where id = \(id)", as: Int.self)
        }
    }
}

/// Another database object at the same address, with pools and limits of a test's own.
func pools(
    connections: Int = 4, waitersMax: Int = 64, waitMilliseconds: Int = 5_000, idleSeconds: Int = 60,
    lifetimeSeconds: Int = 1_800,
    isolation: String? = nil, statementMilliseconds: Int = 15_000, lockMilliseconds: Int = 5_000,
    refusals: [String: any Refusal] = [:], groups: Int? = nil, groupsInARow: Int? = nil,
    observe: StatementObserver? = nil
) -> PostgresDatabase {
    var url = TestDatabase.current.url
    if let isolation { url += " options='-c default_transaction_isolation=\(isolation)'" }
    let connection = ConnectionSettings(
        url: url, statementMilliseconds: statementMilliseconds, lockMilliseconds: lockMilliseconds)
    let pool = PoolSettings(
        connection, connections: connections, waitersMax: waitersMax, waitMilliseconds: waitMilliseconds,
        idleSeconds: idleSeconds, lifetimeSeconds: lifetimeSeconds)
    return PostgresDatabase(
        requests: pool, system: pool, refusals: refusals, groups: groups, groupsInARow: groupsInARow,
        observe: observe)
}

/// What a failed transaction threw, if it was the database's error.
func failure<Result>(_ body: () async throws -> Result) async -> DatabaseError.Kind? {
    do { _ = try await body() } catch { return (error as? DatabaseError)?.kind }
    return nil
}

/// What several threads write down, in order.
final class Notes<Note: Sendable>: Sendable {
    private let notes = Mutex<[Note]>([])
    var all: [Note] { notes.withLock { $0 } }
    func add(_ note: Note) { notes.withLock { $0.append(note) } }
}
