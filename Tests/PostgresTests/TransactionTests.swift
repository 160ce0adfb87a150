import Base
import Postgres
import Store
import Synchronization
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database) struct TransactionTests {
    let mine = UUID()

    init() async throws {
        try await TestDatabase.current.asOwner(
            """
            create table cups (id bigint primary key, colour text not null, constraint cups_blue check (colour <> 'blue'));
            grant select, insert, update, delete on cups to hesap_app, hesap_system;
            """)
    }

    @Test func `what is written is there after the commit`() async throws {
        let db = TestDatabase.current
        let affected = try await db.transaction(.organization(mine)) { tx in
            try tx.run("insert into cups (id, colour) values (\(1), \("red")), (\(2), \("green"))")
        }
        #expect(affected == 2)
        let cups = try await db.transaction(.organization(mine), .read) { tx in
            try tx.rows("select id, colour from cups order by id", as: (Int, String).self).map {
                "\($0.0) \($0.1)"
            }
        }
        #expect(cups == ["1 red", "2 green"])
    }
}
