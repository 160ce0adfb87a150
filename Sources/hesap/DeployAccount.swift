import Base
import Deploy

/// What every command about a deployment is told: the profile, the environment, where the services are asked
/// and where the state is kept.
struct DeployAccount {
    static let options: Set<String> = [
        "environment", "endpoint-url", "direct-for", "state", "image", "standing",
    ]

    let read: ReadProfile
    let graph: Graph
    let runner: Runner
    let folder: StateFolder
    let plans: PlanSettings

    var profile: Profile { read.profile }

    /// Reads the profile that the next word names. What changes something has no default environment.
    init(_ arguments: inout Arguments, changes: Bool) throws {
        let name = try arguments.word("The profile")
        try arguments.finish()
        let variables = Environment.variables
        read = try DeployFile.profile(name, environment: arguments.option("environment"), changes: changes)
        if let region = arguments.option("standing") {
            guard read.profile.regions.all.contains(region) else {
                throw Usage("The profile has no region \(region).")
            }
            graph = Graph.build(read.profile.standingReady(in: region))
        } else {
            graph = Graph.build(read.profile)
        }
        do throws(RunFault) {
            let settings = try RunSettings(environment: variables, endpoint: arguments.option("endpoint-url"))
            runner = Runner(settings, surroundings: .live)
            let direct = arguments.option("direct-for")?.split(separator: ",").map(String.init) ?? []
            plans = PlanSettings(settings, direct: Set(direct), image: arguments.option("image"))
        } catch {
            throw Failure(error.message, status: error.status)
        }
        folder = StateFolder(read.profile, root: arguments.option("state"))
    }

    /// The same for a command that follows one which has read the profile's word.
    init(_ given: Arguments) throws {
        var arguments = given
        try self.init(&arguments, changes: true)
    }

    /// Looks at the programs that a plan runs.
    func preflight(_ plan: Plan) throws(RunFault) {
        let programs = Set(plan.steps.map(\.program)).union(["aws"]).sorted()
        for tool in try Preflight.check(programs, by: runner).tools {
            print(
                "\(tool.name) \(tool.version)"
                    + (tool.lacks.isEmpty ? "" : " (lacks: \(tool.lacks.joined(separator: "; ")))"))
        }
    }

    /// Runs a body whose faults carry their own exit status.
    static func judged<Result>(_ body: () throws(RunFault) -> Result) throws -> Result {
        do throws(RunFault) {
            return try body()
        } catch {
            throw Failure(error.message, status: error.status)
        }
    }
}
