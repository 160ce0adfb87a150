/// One word of a command line: written out, or filled in when its step runs.
public enum Word: Sendable, Equatable {
    /// As it stands.
    case text(String)
    /// The value of one of the system's parameters (Systems Manager) in a region, known once it exists.
    case parameter(String, region: String)
    /// The path of a file that the plan wrote: `network.eu-central-1.json`; `prefix` is what stands before the
    /// path, `file://`.
    case file(String, prefix: String)
    /// What an earlier step answered on its standard output.
    case output(StepID)
    /// Words put together to one.
    case join([Word])
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
}

/// How a step is known to be done already.
public struct DoneCheck: Sendable, Equatable {
    /// The words after the step's program.
    public var words: [Word]
    /// A text that the answer holds when it is done.
    public var holds: String
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
