import Postgres
import Store
import TestSupport
import Testing

@Suite(.database) struct RowLevelSecurityTests {
    init() async throws { try await Cups.makeTables() }

    @Test(arguments: [Scope.organization(Cups.mine), .system])
    func `the pools' roles are no superusers, do not bypass row-level security and own no table`(
        scope: Scope
    ) async throws {
        let (role, superuser, bypasses, owned) = try await TestDatabase.current.transaction(scope) { tx in
            try tx.row(
                """
                select rolname::text, rolsuper, rolbypassrls, (select count(*) from pg_class where relowner = r.oid)
                from pg_roles r where rolname = current_user
                """, as: (String, Bool, Bool, Int).self) ?? ("none", true, true, 1)
        }
        #expect(role == (scope == .system ? "hesap_system" : "hesap_app"))
        #expect(!superuser && !bypasses && owned == 0)
    }

    @Test func `the login role is no superuser, makes no roles and does not bypass row-level security`()
        async throws
    {
        let rows = try await TestDatabase.current.rowsAsOwner(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        )
        #expect(rows.values == ["f", "f", "f", "f"])
    }

    @Test func `an organization sees and writes its own rows only, the system sees all`() async throws {
        let db = TestDatabase.current
        for (organization, id) in [(Cups.mine, 1), (Cups.others, 2)] {
            try await db.transaction(.organization(organization)) { tx in
                tx.later("insert into saucers (organization, id) values (\(organization), \(id))")
            }
        }
        func seen(_ scope: Scope) async throws -> [Int] {
            try await db.transaction(scope, .read) { tx in
                try tx.rows("select id from saucers order by id", as: (Int).self)
            }
        }
        #expect(try await seen(.organization(Cups.mine)) == [1])
        #expect(try await seen(.organization(Cups.others)) == [2])
        #expect(try await seen(.system) == [1, 2])
        let kind = await failure {
            try await db.transaction(.organization(Cups.mine)) { tx in
                try tx.run("insert into saucers (organization, id) values (\(Cups.others), 3)")
            }
        }
        #expect(kind == .other("42501"))
    }

    @Test func `the role and the organization end with the transaction`() async throws {
        let db = pools(connections: 1)
        try await db.transaction(.organization(Cups.mine)) { tx in try tx.run("select 1") }
        let left = try await db.transaction(.system) { tx in
            try tx.row(
                "select current_user::text, current_setting('hesap.organization', true)",
                as: (String, String?).self)
        }
        #expect(left?.0 == "hesap_system")
        #expect(left?.1 == "")
        await db.close()
    }
}
