import Postgres
import Store
import TestSupport
import Testing

@Suite(.database) struct MigratorTests {
    private let steps = [
        Migration(
            "tea_0001", "create table teas (id bigint not null); create table pots (id bigint not null)"),
        Migration("tea_0002", "insert into teas (id) values (1)"),
    ]

    @Test func `each step is applied once`() async throws {
        let url = try await TestDatabase.current.makeEmptyDatabase()
        #expect(try await !Migrator.isCurrent(url, steps))
        #expect(try await Migrator.run(url, steps) == ["tea_0001", "tea_0002"])
        #expect(try await Migrator.run(url, steps) == [])
        #expect(try await Migrator.isCurrent(url, steps))
        let more = steps + [Migration("tea_0003", "insert into teas (id) values (2)")]
        #expect(try await !Migrator.isCurrent(url, more))
        #expect(try await Migrator.run(url, more) == ["tea_0003"])
        #expect(try await Direct.rows("select count(*) from teas", on: url).values == ["2"])
    }

    @Test func `a database of an earlier version gets the new steps of every module`() async throws {
        let url = try await TestDatabase.current.makeEmptyDatabase()
        let cup = Migration("cup_0001", "create table cups (tea bigint)")
        try await Migrator.run(url, steps + [cup])
        let tea = Migration("tea_0003", "insert into teas (id) values (3)")
        let more = steps + [tea, cup, Migration("cup_0002", "insert into cups select id from teas")]
        #expect(try await !Migrator.isCurrent(url, more))
        #expect(try await Migrator.run(url, more) == ["tea_0003", "cup_0002"])
        #expect(try await Migrator.run(url, more) == [])
        #expect(try await Direct.rows("select count(*) from cups", on: url).values == ["2"])
    }

    @Test func `two at once apply each step once`() async throws {
        let url = try await TestDatabase.current.makeEmptyDatabase()
        let steps = [Migration("tea_0001", "select pg_sleep(0.2); create table teas (id bigint)")]
        async let first = Migrator.run(url, steps)
        async let second = Migrator.run(url, steps)
        #expect(try await (first + second) == ["tea_0001"])
    }

    @Test func `a changed text, another order and a missing step are refused`() async throws {
        let url = try await TestDatabase.current.makeEmptyDatabase()
        try await Migrator.run(url, steps)
        await #expect(throws: MigrationFault.textChanged("tea_0002")) {
            try await Migrator.run(
                url, [steps[0], Migration("tea_0002", "insert into teas (id) values (3)")])
        }
        await #expect(
            throws: MigrationFault.orderDiffers(position: 1, applied: "tea_0001", listed: "tea_0002")
        ) {
            try await Migrator.run(url, [steps[1], steps[0]])
        }
        await #expect(throws: MigrationFault.orderDiffers(position: 2, applied: "tea_0002", listed: nil)) {
            try await Migrator.run(url, [steps[0]])
        }
        await #expect(throws: MigrationFault.duplicateName("tea_0001")) {
            try await Migrator.run(url, [steps[0], steps[0]])
        }
    }

    @Test func `a step that fails leaves nothing, the steps before it stay`() async throws {
        let url = try await TestDatabase.current.makeEmptyDatabase()
        let broken = steps[0...0] + [Migration("tea_0002", "create table cans (id bigint); select 1 / 0")]
        await #expect(throws: MigrationFault.failed("tea_0002", "division by zero")) {
            try await Migrator.run(url, Array(broken))
        }
        let left = try await Direct.rows(
            "select to_regclass('pots')::text, to_regclass('cans')::text", on: url)
        #expect(left.values == ["pots", nil])
        #expect(try await Migrator.run(url, steps) == ["tea_0002"])
    }
}
