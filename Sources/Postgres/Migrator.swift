public import Store

/// Why the schema could not be brought up to date.
public enum MigrationFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The database has a step at this place where the program has another one of that module, or none.
    case orderDiffers(position: Int, applied: String, listed: String?)
    /// A step's text is not the one that was applied.
    case textChanged(String)
    /// Two steps have this name.
    case duplicateName(String)
    /// A step failed; its transaction was undone, the steps before it stay.
    case failed(String, String)
    /// The roles are missing and the address's user may not make them.
    case rolesMissing(user: String)

    /// What is wrong and, where it helps, what to do.
    public var description: String {
        switch self {
        case .orderDiffers(let position, let applied, let listed):
            "migration \(position) of the database is \(applied), this version has \(listed ?? "none") there"
        case .textChanged(let name): "migration \(name) was applied with another text than this version has"
        case .duplicateName(let name): "two migrations are named \(name)"
        case .failed(let name, let reason): "migration \(name) failed and was undone: \(reason)"
        case .rolesMissing(let user):
            """
            the roles hesap_app and hesap_system are missing and \(user) may not create them. Run as a superuser: \
            create role hesap_app nologin; create role hesap_system nologin; \
            grant hesap_app, hesap_system to "\(user)";
            """
        }
    }
}

/// Brings a database's schema up to date: each step once, a module's in the list's order, in a transaction
/// of its own.
public enum Migrator {
    /// Any number, the same for every version: two migrators must not run at once.
    private static let lockKey: Int64 = 0x4865_7361_70

    /// Applies what is missing and gives the names of the steps applied now.
    ///
    /// Refuses to go on when a module's steps in the database are not a beginning of its steps here, or a
    /// text has changed. A module's new steps come behind whatever other modules have applied already.
    /// Two that run at once wait for each other. The roles `hesap_app` and `hesap_system` are made when they
    /// are missing.
    @discardableResult
    public static func run(
        _ url: String, _ migrations: [Migration], progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> [String] {
        var names: Set<String> = []
        for migration in migrations where !names.insert(migration.name).inserted {
            throw MigrationFault.duplicateName(migration.name)
        }
        return try await OwnThread.perform("pg-migrate") {
            let settings = ConnectionSettings(url: url, applicationName: "hesap migrate").unlimited
            let connection = try Connection(settings)
            // The lock goes with the connection.
            _ = try connection.roundTrip(["select pg_advisory_lock(\(lockKey))"])
            try makeRoles(connection)
            try keepSchemaRights(connection)
            try connection.script(table)
            let missing = try unapplied(migrations, connection)
            for migration in missing {
                progress(migration.name)
                try apply(migration, connection)
            }
            return missing.map(\.name)
        }
    }

    /// True when the database has exactly these steps.
    public static func isCurrent(_ url: String, _ migrations: [Migration]) async throws -> Bool {
        try await OwnThread.perform("pg-migrate") {
            let connection = try Connection(ConnectionSettings(url: url))
            let exists = try connection.roundTrip(["select to_regclass('hesap_migrations') is not null"])
            guard exists.first?.values.first == "t" else { return false }
            return try unapplied(migrations, connection).isEmpty
        }
    }

    private static let table = """
        create table if not exists hesap_migrations (
            position integer primary key, name text not null unique, checksum text not null,
            applied_at timestamptz not null default clock_timestamp())
        """

    private static func unapplied(_ migrations: [Migration], _ connection: Connection) throws -> [Migration] {
        let statement: SQL = "select name, checksum from hesap_migrations order by position"
        let applied = try connection.roundTrip([statement])[0].decoded(
            as: (String, String).self, statement: statement)
        var left = Dictionary(grouping: migrations, by: module).mapValues { $0[...] }
        for (index, (name, checksum)) in applied.enumerated() {
            let listed = left[module(name)]?.popFirst()
            guard let listed, listed.name == name else {
                throw MigrationFault.orderDiffers(position: index + 1, applied: name, listed: listed?.name)
            }
            guard self.checksum(listed) == checksum else { throw MigrationFault.textChanged(name) }
        }
        let missing = Set(left.values.joined().map(\.name))
        return migrations.filter { missing.contains($0.name) }
    }

    /// `kitchen` of `kitchen_0005_allergy`: whose step it is.
    private static func module(_ name: String) -> Substring { name.prefix { $0 != "_" } }

    private static func module(_ migration: Migration) -> Substring { module(migration.name) }

    private static func apply(_ migration: Migration, _ connection: Connection) throws {
        do {
            try connection.script("begin")
            try connection.script(migration.sql)
            _ = try connection.roundTrip([
                """
                insert into hesap_migrations (position, name, checksum)
                select count(*) + 1, \(migration.name), \(checksum(migration)) from hesap_migrations
                """
            ])
            try connection.script("commit")
        } catch {
            throw MigrationFault.failed(migration.name, error.message)
        }
    }

    /// FNV-1a, 64 bits: finds edits, not forgeries.
    private static func checksum(_ migration: Migration) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in migration.sql.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// The database's owner may create in `public` by a role only, which a user that does not inherit has no
    /// use of: so the right is granted to the user itself.
    private static func keepSchemaRights(_ connection: Connection) throws {
        try connection.script(
            """
            do $$ declare me name := current_user; begin
            if pg_has_role(me, 'pg_database_owner', 'member') then
                set local role pg_database_owner;
                execute format('grant usage, create on schema public to %I', me);
                reset role;
            end if; end $$
            """)
    }

    private static func makeRoles(_ connection: Connection) throws {
        for role in ["hesap_app", "hesap_system"] {
            let usable = """
                coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = '\(role)'), false)
                """
            do {
                try connection.script(
                    """
                    do $$ begin
                    if not exists (select from pg_roles where rolname = '\(role)') then
                        create role \(role) nologin; end if;
                    if not \(usable) then execute format('grant \(role) to %I', current_user); end if;
                    end $$
                    """)
            } catch {
                guard error.kind == .other("42501") else { throw error }
                let user = try connection.roundTrip(["select current_user"]).first?.values.first ?? nil
                throw MigrationFault.rolesMissing(user: user ?? "this user")
            }
        }
    }
}
