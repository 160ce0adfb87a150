import Base
import Postgres
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

/// What goes to the database comes back as it was.
@Suite(.database) struct ValueTests {
    init() async throws { try await Cups.makeTables() }

    @Test func `ids and moments come back as they went, alone, in lists and where they are compared as text`()
        async throws
    {
        var chance = SystemRandomNumberGenerator()
        let far: Int64 = 4_000_000_000_000_000
        for edge in [Int64(0), -1, 946_684_800_000_000, 946_684_799_999_999, far, -far] {
            let moment = Instant(microseconds: edge)
            let other = Instant(microseconds: Int64.random(in: -far...far, using: &chance))
            let (id, second) = (UUID(), UUID())
            let none: UUID? = nil
            let row = try await TestDatabase.current.transaction(.organization(Cups.mine)) { tx in
                try tx.row(
                    """
                    select \(id), \(moment), \(other)::timestamptz, (\([id, second])::uuid[])[2],
                        (\([moment, other])::timestamptz[])[1], \(none)::uuid, \(id)::text,
                        \(moment) < \(other), extract(epoch from \(moment)) * 1000000 = \(edge)::bigint
                    """,
                    as: (UUID, Instant, Instant, UUID, Instant, UUID?, String, Bool, Bool).self)
            }
            let back = try #require(row)
            #expect(back.0 == id && back.1 == moment && back.2 == other)
            #expect(back.3 == second && back.4 == moment && back.5 == nil && back.6 == id.text)
            #expect(back.7 == (moment < other) && back.8)
        }
    }

    @Test func `a checked write takes its values as they are`() async throws {
        let moment = Instant(microseconds: 1_700_000_000_123_456)
        let db = pools(connections: 1)
        try await db.transaction(.organization(Cups.mine)) { tx in
            tx.later(
                "update cups set fill = 7 where id = 1 and \(moment) = \(moment)::timestamptz", affecting: 1)
        }
        #expect(try await Cups.fill(1) == 7)
        await #expect(throws: DatabaseError.self) {
            try await db.transaction(.organization(Cups.mine)) { tx in
                tx.later("update cups set fill = 9 where \(UUID()) = \(UUID())", affecting: 1)
            }
        }
        #expect(try await Cups.fill(1) == 7)
        await db.close()
    }
}
