public import Base
public import struct FoundationEssentials.UUID

/// What exactly is to be approved, as the command itself states it: the approver is shown this, and the
/// approval holds for nothing else (I13).
public struct ApprovalTerms: Sendable, Equatable {
    /// Money in minor units: what is refunded, taken off, counted, moved or stands on the check.
    public let amount: Int64?
    /// A discount's percentage in basis points.
    public let percent: Int64?
    /// Thousandths of a line.
    public let quantity: Int64?
    /// The line that it is about, where the subject is its check.
    public let line: UUID?
    /// Where it goes to: a table, another check, a drawer's session.
    public let target: UUID?
    /// Which of the action's ways: `pay_in`, `captured`, `carry_over`.
    public let way: String?
    /// Why, in the words that go into the audit trail.
    public let reason: String?

    /// The facts of one command; what it does not have is nil.
    public init(
        amount: Int64? = nil, percent: Int64? = nil, quantity: Int64? = nil, line: UUID? = nil,
        target: UUID? = nil, way: String? = nil, reason: String? = nil
    ) {
        self.amount = amount
        self.percent = percent
        self.quantity = quantity
        self.line = line
        self.target = target
        self.way = way
        self.reason = reason
    }

    /// For the audit trail, which has the reason in a place of its own.
    var withoutReason: JSON {
        ApprovalTerms.shape.encode(
            ApprovalTerms(
                amount: amount, percent: percent, quantity: quantity, line: line, target: target, way: way))
    }

    /// The same facts give the same text, and other facts another one.
    var written: String { ApprovalTerms.shape.encode(self).written }
}

extension ApprovalTerms: Shaped {
    /// `{amount?, percent?, quantity?, line?, target?, way?, reason?}`.
    public static let shape = Shape<ApprovalTerms>.object(
        "ApprovalTerms",
        { amount, percent, quantity, line, target, way, reason in
            ApprovalTerms(
                amount: amount, percent: percent, quantity: quantity, line: line, target: target, way: way,
                reason: reason)
        },
        Field(
            optional: "amount", \.amount, .integer(),
            "Minor units: what is refunded, taken off, counted or moved, or stands on the check."),
        Field(optional: "percent", \.percent, .integer(), "A discount's basis points."),
        Field(optional: "quantity", \.quantity, .integer(), "Thousandths of the line."),
        Field(optional: "line", \.line, .uuid, "The line, where the subject is its check."),
        Field(optional: "target", \.target, .uuid, "Where it goes to: a table, a check, a drawer's session."),
        Field(optional: "way", \.way, .text(1...40), "Which of the action's ways."),
        Field(optional: "reason", \.reason, .freeText(1...1000), "Why."))
}
