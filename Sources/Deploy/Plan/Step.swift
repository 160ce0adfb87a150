/// One word of a command line: written out, or filled in when its step runs.
public enum Word: Sendable, Equatable {
    /// As it stands.
    case text(String)
    /// The value of one of the system's parameters (Systems Manager) in a region, known once it exists.
    case parameter(String, region: String)
    /// The path of a file that the plan wrote: `network.eu-central-1.json`; `prefix` is what stands before
    /// the path, `file://`.
    case file(String, prefix: String)
    /// What an earlier step answered on its standard output.
    case output(StepID)
    /// Another word, without everything up to and including a text.
    indirect case after(Word, String)
    /// Words put together to one.
    case join([Word])

    /// A text in which parameters stand as `{{resolve:ssm:NAME}}`.
    static func late(_ text: String, region: String) -> Word {
        guard let name = LateValues.names(in: text).first else { return .text(text) }
        let mark = String.resolving(name)
        guard let place = text.firstRange(of: mark) else { return .text(text) }
        let rest = late(String(text[place.upperBound...]), region: region)
        return .join([.text(String(text[..<place.lowerBound])), .parameter(name, region: region), rest])
    }
}

extension Word: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A word as it stands.
    public init(stringLiteral value: String) { self = .text(value) }
}

/// The name of a step in its plan, unique: `stack-network-eu-central-1`.
public struct StepID: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The name.
    public let name: String

    /// A name.
    public init(_ name: String) { self.name = name }

    /// A name.
    public init(stringLiteral value: String) { name = value }
}

/// What a step does to the world.
public enum StepEffect: String, Sendable, CaseIterable {
    /// Only reads.
    case read
    /// Creates.
    case create
    /// Changes.
    case update
    /// Destroys.
    case delete
    /// Waits for something that others do: a delegation, a certificate.
    case wait
}

/// One command line of a plan, shown before it runs and recorded after. Running it twice does no harm.
public struct Step: Sendable, Equatable {
    /// Its name.
    public var id: StepID
    /// What it does, as a sentence for people.
    public var title: String
    /// What it does to the world.
    public var effect: StepEffect
    /// The program: `aws`, `kubectl`, `buildah`.
    public var program: String
    /// The words after the program.
    public var words: [Word]
    /// The region it works in; nil for none.
    public var region: String?
    /// Steps that must have succeeded before.
    public var after: [StepID]
    /// Resources that exist once it succeeded.
    public var resources: [ResourceID]
    /// A command, and what in its answer says that this step's work is already there, so that it is left out.
    public var done: DoneCheck?
    /// How often and how long it is tried, in seconds; a wait's only end besides success.
    public var patience: Patience
    /// What a wait waits for in the answer of its command; nil for a step that is over when its command is.
    public var awaits: Awaited?
    /// Whether its answer is kept in the journal for later steps: ids and names, never a secret.
    public var keepsAnswer: Bool
    /// Errors that say that the step's work was already there.
    public var forgives: [String]
    /// A command of `aws` whose answer it reads on its standard input and nobody writes down: a sign-in.
    public var input: [Word]?
    /// The member of that answer, a JSON object, that is read alone: a password.
    public var inputMember: String?
    /// A command that tells why, when it failed.
    public var why: [Word]?
    /// What it changes in detail, for people: `+ AWS::EC2::VPC VPC`.
    public var details: [String]

    /// A step.
    public init(
        _ id: StepID, _ title: String, _ effect: StepEffect, _ words: [Word],
        program: String = "aws", region: String? = nil, after: [StepID] = [], resources: [ResourceID] = [],
        done: DoneCheck? = nil,
        patience: Patience = Patience(every: 5, most: 120), awaits: Awaited? = nil, keepsAnswer: Bool = false,
        forgives: [String] = [], input: [Word]? = nil, inputMember: String? = nil,
        why: [Word]? = nil, details: [String] = []
    ) {
        self.id = id
        self.title = title
        self.effect = effect
        self.program = program
        self.words = words
        self.region = region
        self.after = after
        self.resources = resources
        self.done = done
        self.patience = patience
        self.awaits = awaits
        self.keepsAnswer = keepsAnswer
        self.forgives = forgives
        self.input = input
        self.inputMember = inputMember
        self.why = why
        self.details = details
    }
}

/// How a step is known to be done already.
public struct DoneCheck: Sendable, Equatable {
    /// The words after the step's program.
    public var words: [Word]
    /// A text that the answer holds when it is done.
    public var holds: String

    /// A command and what its answer holds.
    public init(_ words: [Word], holds: String) {
        self.words = words
        self.holds = holds
    }
}

/// What a wait waits for.
public struct Awaited: Sendable, Equatable {
    /// One of these in the answer ends it well.
    public var good: [String]
    /// One of these in the answer ends it badly, unless a good one stands there too.
    public var bad: [String]
    /// Whether a command that fails is asked again: what it asks for does not exist yet.
    public var mayBeMissing: Bool
    /// A step whose kept answer shares a word with a good answer: the name servers of a zone.
    public var sharedWith: StepID?
    /// What a person has to do meanwhile.
    public var asks: String?
    /// Whether each new answer is shown: how far it has come.
    public var tells: Bool

    /// What ends a wait.
    public init(
        _ good: [String], bad: [String] = [], mayBeMissing: Bool = false, sharedWith: StepID? = nil,
        asks: String? = nil, tells: Bool = false
    ) {
        self.tells = tells
        self.good = good
        self.bad = bad
        self.mayBeMissing = mayBeMissing
        self.sharedWith = sharedWith
        self.asks = asks
    }
}

/// How long a step is given.
public struct Patience: Sendable, Equatable {
    /// Seconds between two tries of a wait.
    public var every: Int
    /// Seconds in all.
    public var most: Int

    /// So many seconds between tries, so many in all.
    public init(every: Int, most: Int) {
        self.every = every
        self.most = most
    }
}
