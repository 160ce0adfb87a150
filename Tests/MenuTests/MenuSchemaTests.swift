import Store
import TestSupport
import Testing

@Test(.database) func `every table of the menu and the kitchen stands behind row-level security`()
    async throws
{
    let rows = try await TestDatabase.current.rowsAsAdministrator(
        """
        select count(*), count(*) filter (where relrowsecurity and relforcerowsecurity) from pg_class
        where relkind = 'r' and (relname like 'menu\\_%' or relname like 'kitchen\\_%' or relname like 'tax\\_%'
            or relname like 'price\\_%')
        """)
    #expect(rows.values == ["20", "20"])
}
