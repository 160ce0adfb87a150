public import struct FoundationEssentials.UUID

/// What a command touches. Commands of one organization that touch nothing in common, and that wait at the
/// same moment, may commit together (docs/decisions/0025).
public struct Touch: Sendable {
    /// The branch: commands of one branch follow one another.
    public let branch: UUID
    /// Everything that only one command at a time may touch: a check, a table, an idempotency key.
    public let names: Set<String>

    /// A command of this branch.
    public init(branch: UUID, _ names: Set<String>) {
        self.branch = branch
        self.names = names
    }

    /// The same with one more name.
    public func and(_ name: String) -> Touch { Touch(branch: branch, names.union([name])) }
}
