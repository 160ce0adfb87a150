import Base
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct UpgradeTests {
    @Test func `checks of before their last change was kept hold a till to the version that they have`()
        async throws
    {
        let bistro = try await Bistro.make()
        let check = try await bistro.send(try await bistro.open([("Latte", 1)]))
        let database = TestDatabase.current
        try await database.transaction(.system) { tx in try tx.run("update checks set changed = 0") }
        let migration = try #require(
            ChecksSchema.migrations.first { $0.name == "checks_0008_changed_for_good" })
        try await database.apply(again: migration)
        let kept = try await database.transaction(.system) { tx in
            try tx.value("select changed from checks where id = \(check.id)", as: Int64.self)
        }
        #expect(kept == check.version && check.version > 1)
    }
}
