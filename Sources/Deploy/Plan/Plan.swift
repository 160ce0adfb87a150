import Base
import Crypto

/// What is going to happen to an account, command by command, and the files that the commands read. Two plans
/// with the same digest do the same.
public struct Plan: Sendable, Equatable {
    /// The system.
    public var system: String
    /// The environment.
    public var environment: String
    /// What it does: `apply`, `destroy`, `scale`.
    public var verb: String
    /// The steps in the order of running.
    public var steps: [Step]
    /// The files that they read, paths below the plan's folder.
    public var files: [RenderedFile]
    /// Stacks and objects that stay as they are.
    public var unchanged: [String]
    /// What people should know: what was not looked at, what an emulator does not know.
    public var notes: [String]
    /// Resources that are left out because nothing there knows their type, each with the reason.
    public var leftOut: [LeftOut]
    /// What is missing before it can be carried out.
    public var missing: [String]

    /// A resource that is left out.
    public struct LeftOut: Sendable, Equatable {
        /// The resource.
        public var id: ResourceID
        /// Its type.
        public var type: String
        /// Why.
        public var reason: String
    }

    /// A plan without steps.
    public init(_ profile: Profile, verb: String) {
        system = profile.system
        environment = profile.environment.name
        self.verb = verb
        steps = []
        files = []
        unchanged = []
        notes = []
        leftOut = []
        missing = []
    }

    /// Whether nothing is left to do.
    public var isEmpty: Bool { steps.isEmpty }

    /// SHA-256 of everything that it does, in hexadecimal digits.
    public var digest: String {
        var text = "\(system)\n\(environment)\n\(verb)\n"
        for step in steps {
            text += "\(step.id.name)\n\(step.effect.rawValue)\n\(step.region ?? "")\n\(step.shown)\n"
            text += step.input.map { Invocation.shown("aws", $0.map(\.shown)) + "\n" } ?? ""
        }
        for file in files { text += "\(file.path)\n\(file.text)\n" }
        return Hex.text(Digest.sha256(Array(text.utf8)))
    }

    /// Adds steps.
    mutating func add(_ steps: [Step]) { self.steps += steps }

    /// Adds those of the steps that do not stand in the plan yet.
    mutating func addNew(_ steps: [Step]) {
        add(steps.filter { step in !self.steps.contains { $0.id == step.id } })
    }
}

extension Word {
    /// As it stands in a plan: what is filled in later in double angle brackets.
    public var shown: String {
        switch self {
        case .text(let text): text
        case .parameter(let name, _): "«\(name)»"
        case .file(let path, let prefix): prefix + path
        case .output(let step): "«\(step.name)»"
        case .after(let word, _): word.shown
        case .join(let words): words.map(\.shown).joined()
        }
    }

    /// The parameters it needs.
    public var parameters: [(name: String, region: String)] {
        switch self {
        case .text, .file, .output: []
        case .after(let word, _): word.parameters
        case .parameter(let name, let region): [(name, region)]
        case .join(let words): words.flatMap(\.parameters)
        }
    }
}

extension Step {
    /// The command line as it stands in a plan.
    public var shown: String {
        let command = Invocation.shown(program, words.map(\.shown))
        guard let input else { return command }
        let part = inputMember.map { " | its \($0)" } ?? ""
        return Invocation.shown("aws", input.map(\.shown)) + part + " | " + command
    }
}
