public import Base

/// What an operator asked for, with everything that was looked up for it. A plan is made from it and from the
/// profile alone, so that a run that was killed goes on with the same names and times.
public struct OperationOrder: Sendable, Equatable {
    /// `scale`, `snapshot`, `restore`.
    public var verb: String
    /// As it was asked, to tell whether the same is asked again.
    public var asked: String
    /// When.
    public var at: String
    /// What was looked up.
    public var facts: JSON

    /// An order of now.
    public init(_ verb: String, asked: String, at: Instant, facts: JSON) {
        self.verb = verb
        self.asked = asked
        self.at = at.rfc3339
        self.facts = facts
    }

    /// A text that was looked up; empty when it was not.
    func text(_ name: String) -> String { facts[name]?.text ?? "" }

    /// A number that was looked up.
    func number(_ name: String) -> Int { facts[name]?.number ?? 0 }

    /// Texts that were looked up.
    func texts(_ name: String) -> [String] { (facts[name]?.array ?? []).compactMap(\.text) }

    /// A plan of its verb that keeps it.
    func plan(_ profile: Profile) -> Plan {
        var plan = Plan(profile, verb: verb)
        plan.files = [RenderedFile(path: Self.file, text: written.written + "\n")]
        return plan
    }

    static let file = "order.json"

    private var written: JSON {
        ["verb": .string(verb), "asked": .string(asked), "at": .string(at), "facts": facts]
    }

    init?(_ text: String) {
        guard let json = try? JSON(parsing: text), let verb = json["verb"]?.text,
            let asked = json["asked"]?.text, let at = json["at"]?.text, let facts = json["facts"]
        else { return nil }
        self.verb = verb
        self.asked = asked
        self.at = at
        self.facts = facts
    }
}

extension StateFolder {
    /// The order of a plan that was kept.
    public func order(of digest: String) throws(RunFault) -> OperationOrder? {
        try StateFile.read("\(plan(digest))/\(OperationOrder.file)").flatMap(OperationOrder.init)
    }
}

extension Journal {
    /// What the steps of the last plan that was begun answered, as far as answers are kept.
    public var lastAnswers: [String: String] {
        var answers: [String: String] = [:]
        for entry in entries {
            switch entry {
            case .begin: answers = [:]
            case .result(let step, 0, let output?): answers[step] = output
            default: continue
            }
        }
        return answers
    }

    /// The order of a plan of this verb that was begun and not finished, when it is the same that is asked
    /// now, or when nothing else is asked.
    public func begun(_ verb: String, asked: String, in folder: StateFolder) throws(RunFault)
        -> OperationOrder?
    {
        guard let progress = unfinished, progress.verb == verb,
            let order = try folder.order(of: progress.plan), order.asked == asked
        else { return nil }
        return order
    }
}

extension Journal {
    /// What must come to its end before anything else is begun: half of it is worse than none or all.
    private static let whole: Set<String> = ["restore", "restore-confirm", "restore-undo"]

    /// Refuses to begin something else while a restore is half done.
    ///
    /// - Throws: what was begun, and how to go on.
    public func refuseBeside(_ verb: String) throws(RunFault) {
        guard let open = unfinished, Self.whole.contains(open.verb), open.verb != verb else { return }
        throw RunFault(
            3,
            "A \(open.verb.replacing("-", with: " --")) was begun and is not finished: the same command goes on"
                + " with it, restore --give-up leaves it as it is.")
    }

    /// Leaves what was begun as it is; says what that was.
    public func giveUp() throws(RunFault) -> String? {
        guard let open = unfinished else { return nil }
        try write(.end(plan: open.plan, outcome: "given up"))
        return open.verb
    }
}
