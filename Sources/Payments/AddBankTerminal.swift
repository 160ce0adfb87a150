import Base
public import Organizations
public import Store

/// Adds a bank's terminal to a branch: cards taken on it can be written down from now on.
public enum AddBankTerminal {
    /// Terminals in use at one branch.
    static let most = 100

    /// - Throws: `BankTerminalRefusal`: `nameTaken`, `tooMany`; `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ terminal: BankTerminal, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> BankTerminal {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        try room(at: terminal.branch, organization, in: tx)
        try BankTerminalStore.insert(terminal, of: organization, in: tx)
        terminal.tell("bank_terminal.add", before: nil, context)
        return terminal
    }

    /// Refuses one more terminal than a branch has room for.
    static func room(
        at branch: ID<Branch>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws {
        let known = try BankTerminalStore.all(of: organization, branch, archived: false, in: tx)
        guard known.count < most else { throw BankTerminalRefusal.tooMany(most: most) }
    }
}

extension BankTerminal {
    /// Tells the tills, the owner and the audit trail.
    func tell(_ action: String, before: BankTerminal?, _ context: CommandContext) {
        context.show(
            Frame(
                branch: branch, type: "bank_terminal.changed", entity: "bank_terminal", id: id.raw,
                version: version, data: BankTerminal.shape.encode(self), audience: .pos))
        context.audit(
            action, entity: "bank_terminal", id: id.raw, branch: branch,
            before: before.map { ["name": .string($0.name), "archived": .bool($0.archivedAt != nil)] },
            after: ["name": .string(name), "archived": .bool(archivedAt != nil)])
    }
}
