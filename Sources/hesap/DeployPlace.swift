import Base
import Deploy
import FoundationEssentials

/// What every operating command is told: which profile, which environment, and where its own files are.
struct DeployPlace {
    /// Options that all of them take.
    static let options: Set<String> = ["environment", "folder", "state", "endpoint-url", "context"]

    let profile: Profile
    let world: LiveWorld
    /// The folder of the journal, the same as that of plans.
    let state: StateFolder
    /// The machine's folder, for the shape `host`.
    let folder: String
    /// kubectl's name for the cluster.
    let context: String?
    private let endpoint: String?

    init(_ given: Arguments) throws {
        var arguments = given
        let file = try arguments.word("The profile")
        try arguments.finish()
        profile = try DeployFile.profile(
            file, environment: arguments.option("environment"), changes: true
        ).profile
        world = LiveWorld()
        context = arguments.option("context")
        endpoint = arguments.option("endpoint-url")
        folder = arguments.option("folder") ?? "/etc/\(profile.system)"
        state = StateFolder(profile, root: arguments.option("state"))
    }

    /// The account, asked by the operator's own command lines.
    func account() throws -> Account {
        Account(world, try settings(), folder: state.path, context: context)
    }

    /// Does something while nobody else applies, rolls out or fails over; its journal is the system's.
    ///
    /// - Parameters:
    ///   - region: the region that takes over in a failover.
    ///   - lost: whether the primary region may be gone.
    func alone<Result>(
        takesLock: Bool, region: String? = nil, lost: Bool = false, _ work: (Journal) throws -> Result
    ) throws -> Result {
        let turn = Turn(profile, in: state, machine: folder) { print($0) }
        let account =
            profile.shape == .host
            ? nil
            : Turn.Account(
                Runner(try settings(), surroundings: .live), takesLock: takesLock, region: region, lost: lost)
        do {
            return try turn.alone(account, work)
        } catch let fault as RunFault {
            throw Failure(fault.message, status: fault.status)
        }
    }

    private func settings() throws -> RunSettings {
        do throws(RunFault) {
            return try RunSettings(
                environment: ProcessInfo.processInfo.environment, endpoint: endpoint)
        } catch {
            throw Failure(error.message, status: error.status)
        }
    }

    /// The two clusters of a machine's folder.
    func pair() throws -> ClusterPair {
        let path = "\(folder)/cluster.json"
        guard let text = world.read(path) else { throw Failure("\(path) cannot be read.", status: 2) }
        do throws(FailoverFault) {
            return try ClusterPair(text, folder: folder) { world.read($0) }
        } catch {
            throw Failure("\(path): \(error.description)", status: 2)
        }
    }
}

extension Arguments {
    /// An option's seconds: `90`, `90s`, `15m`, `4h`.
    func seconds(_ name: String) throws -> Int? {
        guard let text = option(name) else { return nil }
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let factor = text.last.flatMap { units[$0] }
        guard let number = Int(factor == nil ? text : String(text.dropLast())), number >= 0 else {
            throw Usage("--\(name) \(text) is no length of time such as 90s, 15m or 4h.")
        }
        return number * (factor ?? 1)
    }
}
