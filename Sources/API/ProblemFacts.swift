import Base
import Organizations

/// The members that problems carry beside the standard ones.
enum ProblemFacts {
    /// Each with what it is.
    static let all: [Schema.Member] = [
        number("max", "The most that would be accepted, in minor units or thousandths."),
        number("eligible", "What the voucher covers, in minor units."),
        number("left", "Tries that are left."),
        number("remaining", "Pieces that are left."),
        number("count", "How many stand in the way."),
        number("version", "The version that is current."),
        number("limit", "Up to here without approval."),
        number("total", "The current total, in minor units."),
        text("until", "When the lock ends."),
        text("action", "What was not allowed, or has to be approved."),
        text("subject", "For what it has to be approved."),
        Schema.Member(
            name: "terms", schema: ApprovalTerms.shape.schema, required: false,
            description: "What exactly has to be approved."),
        text("reason", "Why."),
        text("product", "Which product."),
        text("scope", "Which scope."), text("group", "Which group of options."),
        text("option", "Which option."),
        text("portion", "Which portion."), text("jurisdiction", "Whose law."),
        text("event", "What was tried."),
        number("min", "The least that would be accepted."), number("course", "Which course."),
        number("sum", "What the parts add up to, in minor units."),
        Schema.Member(
            name: "products", schema: .inline(["type": ["array", "integer"], "items": ["type": "string"]]),
            required: false, description: "Which products, or how many."),
    ]

    private static func number(_ name: String, _ summary: String) -> Schema.Member {
        Schema.Member(name: name, schema: .inline(["type": "integer"]), required: false, description: summary)
    }

    private static func text(_ name: String, _ summary: String) -> Schema.Member {
        Schema.Member(name: name, schema: .inline(["type": "string"]), required: false, description: summary)
    }
}
