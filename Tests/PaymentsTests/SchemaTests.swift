import Store
import TestSupport
import Testing

@Suite(.database) struct SchemaTests {
    @Test(arguments: ["drawer_movements", "z_reports"])
    func `history is append-only for everyone`(table: String) async throws {
        let triggers = try await TestDatabase.current.rowsAsOwner(
            "select count(*) from pg_trigger where tgrelid = \(table)::regclass and tgname like 'append_only%'"
        )
        #expect(triggers.values == ["2"])
    }

    @Test func `every table of payments, drawers and fiscal documents has row-level security`() async throws {
        let open = try await TestDatabase.current.rowsAsOwner(
            """
            select relname from pg_class where relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
                and (relname like 'payment%' or relname like 'drawer%' or relname like 'fiscal%' or relname = 'z_reports')
            """)
        #expect(open.values == [])
    }
}
