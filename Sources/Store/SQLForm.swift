/// The form in which a value goes to PostgreSQL.
public enum SQLForm: UInt8, Sendable {
    /// Text; the statement says what it stands for.
    case text
    /// The sixteen bytes of a `uuid`.
    case uuid
    /// A `timestamptz`: microseconds since the year 2000 began in UTC, as eight bytes, the highest first.
    case instant

    /// The microseconds from 1970 to 2000, where PostgreSQL begins to count.
    static let epoch: Int64 = 946_684_800_000_000
}
