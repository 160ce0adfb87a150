import Base
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct RowLevelSecurityTests {
    @Test func `the roles of requests and workers own nothing, bypass nothing and cannot log in`()
        async throws
    {
        let roles = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                """
                select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
                    (select count(*) from pg_class where relowner = pg_roles.oid)
                from pg_roles where rolname in ('hesap_app', 'hesap_system') order by rolname
                """, as: (String, Bool, Bool, Bool, Bool, Bool, Int).self)
        }
        #expect(roles.map(\.0) == ["hesap_app", "hesap_system"])
        for role in roles {
            #expect(!role.1 && !role.2 && !role.3 && !role.4 && !role.5 && role.6 == 0, "\(role.0)")
        }
    }

    @Test func `the server's own pools run as those roles, under a login that is no superuser`() async throws
    {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        for (scope, wanted) in [
            (Scope.organization(venue.organization.raw), "hesap_app"), (.system, "hesap_system"),
        ] {
            let row = try await db.transaction(scope) { tx in
                try tx.row(
                    """
                    select current_user::text, session_user::text,
                        (select rolsuper or rolbypassrls from pg_roles where rolname = session_user)
                    """, as: (String, String, Bool).self)
            }
            #expect(row?.0 == wanted && row?.1 == "hesap" && row?.2 == false)
        }
    }

    @Test func `every table with an organization has row-level security, forced, with a policy per role`()
        async throws
    {
        let tables = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                """
                select class.relname, class.relrowsecurity and class.relforcerowsecurity,
                    (select count(*) from pg_policies policy where policy.tablename = class.relname
                        and policy.roles = '{hesap_app}' and policy.qual like '%hesap.organization%'
                        and coalesce(policy.with_check, policy.qual) like '%hesap.organization%'),
                    (select count(*) from pg_policies policy where policy.tablename = class.relname
                        and not policy.roles <@ '{hesap_app,hesap_system}'::name[])
                from pg_class class
                where class.relkind in ('r', 'p') and class.relnamespace = 'public'::regnamespace
                    and (class.relname = 'organizations' or exists (
                        select 1 from pg_attribute where attrelid = class.oid and attname = 'organization'
                            and not attisdropped))
                order by class.relname
                """, as: (String, Bool, Int, Int).self)
        }
        #expect(tables.count >= 30)
        for table in tables {
            #expect(table.1, "\(table.0) has no forced row-level security")
            #expect(table.2 == 1, "\(table.0) has no policy for requests")
            #expect(table.3 == 0, "\(table.0) has a policy for other roles")
        }
    }

    @Test func `a table without an organization is named here, or is forgotten`() async throws {
        let tables = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                """
                select class.relname from pg_class class
                where class.relkind in ('r', 'p') and class.relnamespace = 'public'::regnamespace
                    and has_table_privilege('hesap_app', class.oid, 'select, insert, update, delete')
                    and not class.relrowsecurity
                order by class.relname
                """, as: (String).self)
        }
        #expect(tables == ["stream_epochs"])
    }

    @Test func `without an organization, or with another one, a request sees and writes nothing`()
        async throws
    {
        let one = try await Staffed.make("bir")
        let two = try await Staffed.make("iki")
        for staffed in [one, two] { _ = try await staffed.pinSignIn(staffed.cashier) }
        let db = TestDatabase.current
        let tables = [
            "organizations", "branches", "roles", "role_grants", "memberships", "people", "devices",
            "sessions",
            "audit_events", "screen_frames", "branch_streams",
        ]
        for table in tables {
            let counting = SQL(counting: table)
            let system = try await count(counting)
            let first = try await db.transaction(.organization(one.organization.raw)) { tx in
                try tx.value(counting, as: Int.self) ?? -1
            }
            let second = try await db.transaction(.organization(two.organization.raw)) { tx in
                try tx.value(counting, as: Int.self) ?? -1
            }
            #expect(
                first > 0 && second > 0 && first + second == system, "\(table) \(first) \(second) \(system)")
            let nobody = try await db.transaction(.organization(one.founded.branch.id.raw)) { tx in
                try tx.value(counting, as: Int.self)
            }
            #expect(nobody == 0, "\(table)")
            let unset = try await db.transaction(.organization(one.organization.raw)) { tx in
                _ = try tx.value("select set_config('hesap.organization', '', true)", as: String.self)
                return try tx.value(counting, as: Int.self)
            }
            #expect(unset == 0, "\(table)")
        }
        let id = two.organization
        await #expect(throws: (any Error).self) {
            try await db.transaction(.organization(one.organization.raw)) { tx in
                _ = try tx.run(
                    "insert into roles (organization, id, name, position) values (\(id), 'x', 'x', 1)")
            }
        }
        let stolen = try await db.transaction(.organization(one.organization.raw)) { tx in
            try tx.run("update branches set name = 'x' where organization = \(id)")
        }
        #expect(stolen == 0)
    }

    @Test func `requests never see password hashes, server keys or another's seals`() async throws {
        let staffed = try await Staffed.make()
        let db = TestDatabase.current
        for statement in ["select password_hash from people", "select value from server_keys"] as [SQL] {
            await #expect(throws: (any Error).self) {
                try await db.transaction(.organization(staffed.organization.raw)) { tx in
                    _ = try tx.run(statement)
                }
            }
        }
    }

    @Test func `a partition made later has the same walls`() async throws {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        db.clock.advance(seconds: 400 * 86_400)
        let report = try await Housekeeping.run(db, db.surroundings)
        #expect(report.partitionsMade >= 9 && report.strayed.isEmpty)
        #expect(try await Housekeeping.run(db, db.surroundings).partitionsMade == 0)
        try await AuditTests.write(venue, 1)
        #expect(try await count("select count(*) from audit_events_default") == 0)
        let open = try await db.transaction(.system) { tx in
            try tx.rows(
                """
                select class.relname from pg_class class join pg_inherits on pg_inherits.inhrelid = class.oid
                where class.relkind = 'r' and (not class.relrowsecurity or not class.relforcerowsecurity
                    or has_table_privilege('hesap_app', class.oid, 'select, insert, update, delete')
                    or has_table_privilege('hesap_system', class.oid, 'insert, update, delete, truncate'))
                """, as: (String).self)
        }
        #expect(open.isEmpty)
    }

    @Test func `rows of a month that nobody made are reported`() async throws {
        let venue = try await Venue.make()
        let db = TestDatabase.current
        db.clock.advance(seconds: 2_000 * 86_400)
        try await AuditTests.write(venue, 1)
        db.clock.advance(seconds: -2_000 * 86_400)
        #expect(try await Housekeeping.run(db, db.surroundings).strayed == ["audit_events"])
    }
}
