public import Base
public import Store

/// What a run is asked to do.
public struct BenchSettings: Sendable {
    /// Rounds of each side; the median counts.
    public var rounds = 5
    /// Length of one round.
    public var seconds = 10
    /// Branches of the bench's organization.
    public var branches = 8
    /// How many tills work at once, and as many clients of pgbench: each number is measured by itself.
    public var clients = [16, 32, 64]
    /// Where the figures go as JSON; nil: nowhere.
    public var json: String?
    /// The folder of the run; removed afterwards. Nil makes one under /tmp.
    public var folder: String?
    /// The port that the server under measurement takes, and the one after it nginx's.
    public var port = 28_080
    /// The folder with the menu of the demo.
    public var demoFolder = "demo"
    /// The folder with the built screens.
    public var webFolder = "web/dist"

    /// Five rounds of ten seconds, eight branches, with sixteen, 32 and 64 tills.
    public init() {}
}

/// The schema and refusals that the whole server has: only the command line knows all modules.
public struct BenchSchema: Sendable {
    /// Every step of the schema.
    public let migrations: [Migration]
    /// Every constraint that stands for a refusal.
    public let refusals: [String: any Refusal]

    /// As the server has them.
    public init(migrations: [Migration], refusals: [String: any Refusal]) {
        self.migrations = migrations
        self.refusals = refusals
    }
}

/// Why a run could not be made.
public enum BenchFault: Error, CustomStringConvertible {
    /// The server did not answer `/ready` in time; its log's end follows.
    case notReady(String)
    /// An answer that the load did not expect.
    case unexpected(String)
    /// A tool is missing or said something unreadable.
    case tool(String)

    /// In words.
    public var description: String {
        switch self {
        case .notReady(let log): "The server did not become ready.\n\(log)"
        case .unexpected(let answer): "An unexpected answer: \(answer)"
        case .tool(let what): what
        }
    }
}
