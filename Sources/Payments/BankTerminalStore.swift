import Base
import Organizations
import Store

/// The statements on `bank_terminals`.
enum BankTerminalStore {
    /// The branch's terminals in use.
    static func inUse(_ organization: ID<Organization>, _ branch: ID<Branch>) -> KeyedRead {
        KeyedRead("bank terminals of branch", branch.raw.text) { branches in
            """
            select branch, id, name from bank_terminals
            where organization = \(organization) and branch = any(\(branches)::uuid[]) and archived_at is null
            order by id
            """
        }
    }

    /// Reads the answer of `inUse`.
    static func names(_ rows: Rows, _ read: KeyedRead) throws -> [ID<BankTerminal>: String] {
        let found = try rows.decoded(
            as: (ID<BankTerminal>, String).self, statement: read.statement)
        return Dictionary(found.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    /// By name; those out of use last, when they are asked for.
    static func all(
        of organization: ID<Organization>, _ branch: ID<Branch>, archived: Bool, in tx: borrowing Transaction
    ) throws -> [BankTerminal] {
        try read(
            """
            branch = \(branch) and (\(archived) or archived_at is null)
            order by archived_at is not null, name collate "tr-x-icu", archived_at
            """, organization, in: tx)
    }

    /// One of this branch, locked against other changes.
    static func locked(
        _ id: ID<BankTerminal>, of organization: ID<Organization>, _ branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> BankTerminal? {
        try read("id = \(id) and branch = \(branch) for update", organization, in: tx).first
    }

    private static func read(
        _ condition: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [BankTerminal] {
        try tx.rows(
            """
            select id, branch, name, version, archived_at from bank_terminals
            where organization = \(organization) and \(part: condition)
            """, as: (ID<BankTerminal>, ID<Branch>, String, Int64, Instant?).self
        ).map { BankTerminal(id: $0.0, branch: $0.1, name: $0.2, version: $0.3, archivedAt: $0.4) }
    }

    /// Writes a terminal; its name is refused by `bank_terminals_name_once` when the branch has it.
    static func insert(
        _ terminal: BankTerminal, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        try tx.run(
            """
            insert into bank_terminals (organization, id, branch, name)
            values (\(organization), \(terminal.id), \(terminal.branch), \(terminal.name))
            """)
    }

    /// Writes what changed, from the version that was read.
    static func update(
        _ terminal: BankTerminal, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        let moved = try tx.run(
            """
            update bank_terminals set name = \(terminal.name), archived_at = \(terminal.archivedAt),
                version = \(terminal.version)
            where organization = \(organization) and id = \(terminal.id) and version = \(terminal.version - 1)
            """)
        guard moved == 1 else { throw BankTerminalRefusal.staleVersion(current: terminal.version) }
    }
}
