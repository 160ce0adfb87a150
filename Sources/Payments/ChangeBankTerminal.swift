public import Base
public import Organizations
public import Store

/// Gives a bank terminal another name, or takes it out of use, or back.
public enum ChangeBankTerminal {
    /// What becomes of it.
    public enum Step: Sendable, Equatable {
        /// Another name; what was taken under the old one keeps it.
        case rename(String)
        /// Nothing can be taken on it any more; what was taken stays.
        case archive
        /// It is in use again.
        case restore
    }

    /// - Parameter version: what the caller saw.
    /// - Throws: `BankTerminalRefusal`: `unknown`, `staleVersion`, `nameTaken`, `tooMany`;
    ///   `PermissionRefusal`.
    @discardableResult
    public static func run(
        _ id: ID<BankTerminal>, _ step: Step, at version: Int64, in branch: ID<Branch>,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> BankTerminal {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        let found = try BankTerminalStore.locked(id, of: organization, branch, in: tx)
        guard let before = found, (before.archivedAt != nil) == (step == .restore) else {
            throw BankTerminalRefusal.unknown
        }
        guard before.version == version else {
            throw BankTerminalRefusal.staleVersion(current: before.version)
        }
        if step == .restore { try AddBankTerminal.room(at: branch, organization, in: tx) }
        let after = before.after(step, at: context.now)
        try BankTerminalStore.update(after, of: organization, in: tx)
        after.tell(step.action, before: before, context)
        return after
    }
}

extension ChangeBankTerminal.Step {
    /// What the audit trail calls it.
    var action: String {
        switch self {
        case .rename: "bank_terminal.rename"
        case .archive: "bank_terminal.archive"
        case .restore: "bank_terminal.restore"
        }
    }
}

extension BankTerminal {
    func after(_ step: ChangeBankTerminal.Step, at now: Instant) -> BankTerminal {
        let (name, archivedAt): (String, Instant?) =
            switch step {
            case .rename(let name): (name, self.archivedAt)
            case .archive: (self.name, now)
            case .restore: (self.name, nil)
            }
        return BankTerminal(
            id: id, branch: branch, name: name, version: version + 1, archivedAt: archivedAt)
    }
}

/// Looks bank terminals up.
public enum FindBankTerminals {
    /// A branch's terminals by name; `archived`: those out of use too, last.
    public static func all(
        of organization: ID<Organization>, _ branch: ID<Branch>, archived: Bool = false,
        in tx: borrowing Transaction
    ) throws -> [BankTerminal] {
        try BankTerminalStore.all(of: organization, branch, archived: archived, in: tx)
    }

    /// The read of a branch's terminals in use, for a caller that sends it together with its own.
    public static func inUse(_ organization: ID<Organization>, _ branch: ID<Branch>) -> KeyedRead {
        BankTerminalStore.inUse(organization, branch)
    }

    /// Names by terminal, from the answer of `inUse`.
    public static func names(_ rows: Rows, _ read: KeyedRead) throws -> [ID<BankTerminal>: String] {
        try BankTerminalStore.names(rows, read)
    }
}
