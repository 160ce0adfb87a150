import Store
import TestSupport
import Testing

/// What must hold of every module's tables.
@Suite(.database) struct SchemaTests {
    @Test func `every table with an organization is behind row-level security`() async throws {
        let open = try await TestDatabase.current.rowsAsAdministrator(
            """
            select c.relname::text from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization' and not a.attisdropped
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and
                (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))
            order by 1
            """)
        #expect(open.values == [])
    }

    @Test func `the pools' roles own nothing and nobody else may reach a table`() async throws {
        let others = try await TestDatabase.current.rowsAsAdministrator(
            """
            select c.relname::text || ' ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public')
            from pg_class c cross join aclexplode(c.relacl) a
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                and coalesce(nullif(a.grantee, 0)::regrole::text, 'public') not in ('hesap', 'hesap_app', 'hesap_system')
            union select relname::text || ' owned' from pg_class
            where relowner in ('hesap_app'::regrole, 'hesap_system'::regrole) order by 1
            """)
        #expect(others.values == [])
    }

    @Test func `every constraint that a refusal is registered for exists`() async throws {
        let names = TestDatabase.refusals.keys.sorted()
        let unknown = try await TestDatabase.current.rowsAsAdministrator(
            """
            select name from unnest(\(names)::text[]) name
            where not exists (select from pg_constraint where conname = name)
                and not exists (select from pg_class where relname = name and relkind in ('i', 'I'))
                and not exists (select from pg_proc where strpos(prosrc, '''' || name || '''') > 0)
            """)
        #expect(unknown.values == [])
    }
}
