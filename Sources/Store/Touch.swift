/// What a command touches. Commands of one organization that touch nothing in common, and that wait at the
/// same moment, may commit together (docs/decisions/0025).
public struct Touch: Sendable {
    /// Everything that only one command at a time may touch: a check, a table, an idempotency key.
    public let names: Set<String>

    /// A command that touches these.
    public init(_ names: Set<String>) { self.names = names }

    /// The same with one more name.
    public func and(_ name: String) -> Touch { Touch(names.union([name])) }
}
