/// One step of the schema, run once per database, in the order of the list.
public struct Migration: Sendable {
    /// A name that never changes: module and number, such as `ledger_0001`.
    public let name: String
    /// The statements, PostgreSQL's dialect.
    public let sql: String

    /// A step.
    public init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
    }
}
