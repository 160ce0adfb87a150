/// How grave a finding is.
public enum Severity: String, Sendable, CaseIterable {
    /// Blocks an apply.
    case error
    /// Needs a waiver with a reason.
    case warning
    /// Worth knowing.
    case note
}

/// A place in a guide and what is wrong there.
struct Spot: Sendable {
    let line: Int
    let message: String

    init(_ line: Int, _ message: String) {
        self.line = line
        self.message = message
    }
}

/// A named rule: what a deployment must be, why, and how a guide is checked for it. Rules know services and
/// formats, never a product's own names.
public struct Rule: Sendable {
    /// The name, in small letters and hyphens; waivers and reports use it.
    public let id: String
    /// How grave a breach is.
    public let severity: Severity
    /// What must hold, as a sentence.
    public let sentence: String
    /// Why, with the source where it is a fact about a service.
    public let why: String
    /// The family, which is also the file of the rule.
    public let family: String
    let check: @Sendable (Guide) -> [Spot]

    init(
        _ id: String, _ severity: Severity, _ sentence: String, why: String, family: String,
        check: @escaping @Sendable (Guide) -> [Spot]
    ) {
        self.id = id
        self.severity = severity
        self.sentence = sentence
        self.why = why
        self.family = family
        self.check = check
    }
}

/// What a rule found in a guide.
public struct Finding: Sendable, Equatable {
    /// The line, from 1.
    public let line: Int
    /// The rule's name.
    public let rule: String
    /// How grave it is.
    public let severity: Severity
    /// What is wrong there.
    public let message: String
    /// The waiver's reason, when it is waived.
    public var waived: String?

    /// A finding that is not waived.
    public init(line: Int, rule: String, severity: Severity, message: String) {
        self.line = line
        self.rule = rule
        self.severity = severity
        self.message = message
        waived = nil
    }
}
