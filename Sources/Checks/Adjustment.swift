public import Base
public import Store

/// What kind of thing takes from a check's total. A comp is never a discount, a void is neither.
public enum AdjustmentKind: String, CaseIterable, Sendable, SQLValue {
    /// A percentage, in basis points.
    case percent
    /// A fixed amount, in minor units.
    case amount
    /// A line given for free (ikram).
    case comp
}

/// A discount on a check or a line, or a comp of a line.
public struct Adjustment: Hashable, Sendable {
    /// Its identity.
    public let id: ID<Adjustment>
    /// Percentage, amount or comp.
    public let kind: AdjustmentKind
    /// Basis points for a percentage, minor units for an amount, 0 for a comp.
    public let value: Int64
    /// The line it belongs to; nil for the whole check.
    public var line: ID<CheckLine>?
    /// Why it was given.
    public let reason: String
    /// Who gave it.
    public let by: Author
    /// When.
    public let at: Instant

    /// An adjustment.
    public init(
        id: ID<Adjustment>, kind: AdjustmentKind, value: Int64, line: ID<CheckLine>?, reason: String,
        by: Author,
        at: Instant
    ) {
        self.id = id
        self.kind = kind
        self.value = value
        self.line = line
        self.reason = reason
        self.by = by
        self.at = at
    }

    /// Whether it is a discount, of a line or of the check.
    public var isDiscount: Bool { kind != .comp }
}
