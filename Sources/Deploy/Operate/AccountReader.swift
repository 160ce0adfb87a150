public import Base

/// Asks an account and its clusters for what an operation has to know before it is planned. Nothing is
/// changed.
public struct AccountReader {
    /// The system.
    public let graph: Graph
    /// What runs the programs.
    public let runner: Runner
    /// Where the state is kept.
    public let folder: StateFolder
    let surroundings: Surroundings

    /// A reader.
    public init(_ graph: Graph, by runner: Runner, in folder: StateFolder, surroundings: Surroundings) {
        self.graph = graph
        self.runner = runner
        self.folder = folder
        self.surroundings = surroundings
    }

    var profile: Profile { graph.profile }
    var region: String { profile.regions.primary }

    /// Nothing is read or changed in an account that the environment does not name.
    public func checkAccount() throws(RunFault) {
        let words = ["sts", "get-caller-identity", "--query", "Account", "--output", "text"]
        let account = try runner.text("aws", words, region: region).trimmed
        guard account == profile.environment.account else {
            throw RunFault(
                3,
                "The credentials are of account \(account); \(profile.environment.name) is account"
                    + " \(profile.environment.account). Sign in there, or put the profile right.")
        }
    }

    /// What `aws` answers.
    func ask(_ words: [String], in region: String? = nil) throws(RunFault) -> JSON {
        let text = try runner.text("aws", words + ["--output", "json"], region: region ?? self.region)
        return (try? JSON(parsing: text)) ?? .null
    }

    /// The same; nil when what is asked for is not there.
    func find(_ words: [String], in region: String? = nil) throws(RunFault) -> JSON? {
        let all = words + ["--output", "json"]
        let answer = try runner.run("aws", all, region: region ?? self.region)
        if answer.isGood { return (try? JSON(parsing: answer.output)) ?? .null }
        let errors = answer.errors
        guard errors.contains("NotFound") || errors.contains("DoesNotExist") || errors.contains("NoSuch")
        else { throw runner.fault(answer, "aws", words) }
        return nil
    }

    /// The value of a parameter of the system; nil when there is none.
    func parameter(_ name: String) throws(RunFault) -> String? {
        try find(["ssm", "get-parameter", "--name", name])?.at("Parameter", "Value")?.text
    }

    /// The colour of a service that has the traffic.
    func serving(_ service: ServicePlan) throws(RunFault) -> Colour {
        func weight(_ colour: Colour) throws(RunFault) -> Int {
            try parameter(profile.weightParameter(service, colour)).flatMap { Int($0) } ?? 0
        }
        return try weight(.green) > weight(.blue) ? .green : .blue
    }

    /// The home of the tasks or pods.
    var cluster: String { profile.platform.existing ?? profile.name(.cluster) }

    /// What `kubectl` answers in the primary region's cluster.
    func kubectl(_ words: [String], seconds: Int = 120) throws(RunFault) -> Answer {
        try runner.run(
            "kubectl", try clusterWords() + ["-n", profile.platform.namespace] + words, region: region,
            seconds: seconds)
    }

    /// How the cluster is reached: by a file of its own, written anew.
    func clusterWords() throws(RunFault) -> [String] {
        guard runner.settings.kubernetes == nil else { return [] }
        let path = "\(folder.path)/kubeconfig.\(region)"
        _ = try runner.text(
            "aws", ["eks", "update-kubeconfig", "--name", cluster, "--kubeconfig", path], region: region)
        return ["--kubeconfig", path]
    }

    /// An object of the cluster; nil when there is none.
    func object(_ kind: String, _ name: String) throws(RunFault) -> JSON? {
        let words = ["get", kind, name, "-o", "json"]
        let answer = try kubectl(words)
        if answer.isGood { return try? JSON(parsing: answer.output) }
        guard answer.errors.contains("NotFound") else { throw runner.fault(answer, "kubectl", words) }
        return nil
    }
}

/// Words of `kubectl` in a plan, with the access that the plan itself writes down.
struct ClusterWords {
    let profile: Profile
    let region: String
    let isEmulated: Bool

    /// The step that writes it.
    var configuration: [Step] {
        guard !isEmulated else { return [] }
        return [
            Step(
                "cluster-\(region)", "Note how the cluster is reached", .read,
                [
                    "eks", "update-kubeconfig", "--name",
                    .text(profile.platform.existing ?? profile.name(.cluster)), "--kubeconfig",
                    .file("kubeconfig.\(region)", prefix: ""),
                ], region: region)
        ]
    }

    /// The words with access and namespace.
    func callAsFunction(_ words: [Word]) -> [Word] {
        let access: [Word] =
            isEmulated ? [] : ["--kubeconfig", .file("kubeconfig.\(region)", prefix: "")]
        return access + ["-n", .text(profile.platform.namespace)] + words
    }
}
