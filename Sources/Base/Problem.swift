/// A refusal as the outside sees it: RFC 9457 `application/problem+json` with a stable `code`.
public struct Problem: Error, Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// Bare snake_case, a public contract: clients and translations rely on it.
    public let code: String
    /// What is special in this case, in English; the caller's language is looked up by `code`.
    public let detail: String?
    /// Facts for the caller beside the code, such as `max` or `eligible`, in the problem's own members.
    public let facts: [String: JSON]
    /// The state that forbade the transition, when one did.
    public let state: String?
    /// One entry per wrong field of the body.
    public let errors: [FieldFault]

    /// A problem; `code` is bare snake_case.
    public init(
        _ status: Int, _ code: String, _ detail: String? = nil, state: String? = nil,
        facts: [String: JSON] = [:],
        errors: [FieldFault] = []
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.state = state
        self.facts = facts
        self.errors = errors
    }
}

/// One wrong field: where, what, and in words.
public struct FieldFault: Sendable, Equatable {
    /// JSON pointer (RFC 6901) into the body, or `#/query/name` for a query parameter.
    public let pointer: String
    /// Stable snake_case code of the fault.
    public let code: String
    /// The fault in English; the caller's language is looked up by `code`.
    public let message: String

    /// A fault at `pointer`.
    public init(_ pointer: String, _ code: String, _ message: String) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }
}

/// A refusal of some noun's rules that knows how it shows to the outside.
public protocol Refusal: Error, Sendable {
    /// The problem this refusal answers with; exhaustive per case, no default.
    var problem: Problem { get }
}
