public import Base

/// Brings the database's tables up to date with the image of a release: a task, a job or a command of its
/// own, which ends before anything else goes on.
public struct Migrate {
    private let reader: AccountReader
    private var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// The service that migrates.
    public static func service(of profile: Profile) throws(RunFault) -> ServicePlan {
        guard let service = profile.services.first(where: { $0.migration != nil }) else {
            throw RunFault(3, "No service of the profile migrates.")
        }
        return service
    }

    /// An image by its digest, `sha256:…`, with or without its repository.
    public static func check(image: String) throws(RunFault) {
        guard HostRollout.digest(of: image) != nil else {
            throw RunFault(64, "\(image) names no image by its digest: sha256: and 64 digits are expected.")
        }
    }

    /// The image, and where it runs; refuses when another runs.
    public func look(image: String?) throws(RunFault) -> JSON {
        try reader.checkAccount()
        let service = try Self.service(of: profile)
        let serving = profile.imageParameter(service, try reader.serving(service))
        let given = image.map {
            $0.contains("@") ? $0 : "\(profile.registry(reader.region))/\(service.image)@\($0)"
        }
        var known = given
        if given == nil { known = try reader.parameter(serving) }
        guard let whole = known else {
            throw RunFault(
                3, "Nobody wrote down which image serves (\(serving)): name one by --image sha256:DIGEST.")
        }
        try Self.check(image: whole)
        let found = try reader.find([
            "ecr", "describe-images", "--repository-name", service.image, "--image-ids",
            "imageDigest=\(whole.split(separator: "@").last ?? "")",
        ])
        guard found != nil else { throw RunFault(3, "\(whole) is not in its repository: publish it first.") }
        var facts: [(String, JSON)] = [
            ("image", .string(whole)), ("service", .string(service.name)),
        ]
        switch profile.shape {
        case .ecsFargate: facts += try task(service, whole)
        case .eks: try checkJob()
        case .host: break
        }
        return .object(facts)
    }

    private var family: String { "\(profile.names.prefix)-migrate" }

    private func task(_ service: ServicePlan, _ image: String) throws(RunFault) -> [(String, JSON)] {
        let running = try reader.ask([
            "ecs", "list-tasks", "--cluster", reader.cluster, "--family", family, "--desired-status",
            "RUNNING",
        ]).list("taskArns").compactMap(\.text)
        if let one = running.first {
            throw RunFault(
                3,
                "A migration runs already (\(one.split(separator: "/").last ?? "")): wait for its end, or run the"
                    + " command that began it again.")
        }
        let blue = profile.workload(service, .blue)
        let home = try reader.ask([
            "ecs", "describe-services", "--cluster", reader.cluster, "--services", blue,
        ]).at("services", "0")
        guard let network = home?["networkConfiguration"] else {
            throw RunFault(1, "There is no service \(blue) in \(reader.cluster): apply makes it.")
        }
        let definition = try reader.ask(["ecs", "describe-task-definition", "--task-definition", family])
        let words = TaskDefinition.words(of: definition)
        let containers = words.list("containerDefinitions").map { $0.with("image", .string(image)) }
        let isSame = words["containerDefinitions"] == .array(containers)
        return [
            ("network", network),
            ("definition", isSame ? .null : words.with("containerDefinitions", .array(containers))),
        ]
    }

    private func checkJob() throws(RunFault) {
        guard let job = try reader.object("job", MigrationObjects.name(profile)) else { return }
        if (job.at("status", "active")?.number ?? 0) > 0 {
            throw RunFault(
                3, "A migration runs already (job \(MigrationObjects.name(profile))): wait for its end.")
        }
    }

    /// The steps: what it runs, its start, its end.
    public static func plan(_ graph: Graph, _ order: OperationOrder, isEmulated: Bool) -> Plan {
        let profile = graph.profile
        var plan = order.plan(profile)
        let run = MigrationRun(graph: graph, order: order, isEmulated: isEmulated)
        plan.notes.append("\(order.text("service")) migrates with \(order.text("image"))")
        switch profile.shape {
        case .ecsFargate: plan.add(run.tasks)
        case .eks:
            plan.add(run.jobs)
            plan.files += run.files
        case .host: break
        }
        return plan
    }

    /// What came of it: its log, and its own exit status.
    public func outcome(_ answers: [String: String]) throws(RunFault) -> (status: Int32, log: [String]) {
        profile.shape == .eks ? try jobOutcome() : try taskOutcome(answers[MigrationRun.task.name] ?? "")
    }

    private func taskOutcome(_ task: String) throws(RunFault) -> (status: Int32, log: [String]) {
        let service = try Self.service(of: profile)
        let seen = try reader.ask([
            "ecs", "describe-tasks", "--cluster", reader.cluster, "--tasks", task,
        ]).at("tasks", "0")
        let id = task.split(separator: "/").last.map(String.init) ?? task
        let events = try reader.find([
            "logs", "get-log-events", "--log-group-name", profile.name(.logs, service.name),
            "--log-stream-name", "migrate/\(service.name)/\(id)", "--start-from-head",
        ])
        var log = (events?.list("events") ?? []).compactMap { $0["message"]?.text }
        let code = seen?.at("containers", "0", "exitCode")?.number
        if code == nil { log.append(seen?["stoppedReason"]?.text ?? "It ended without a status.") }
        return (Int32(clamping: code ?? 1), log)
    }

    private func jobOutcome() throws(RunFault) -> (status: Int32, log: [String]) {
        let name = MigrationObjects.name(profile)
        let log = try reader.kubectl(["logs", "job/\(name)", "--tail=-1"])
        let pods = try reader.kubectl(["get", "pods", "-l", "job-name=\(name)", "-o", "json"])
        let codes = ((try? JSON(parsing: pods.output))?.list("items") ?? []).compactMap {
            $0.at("status", "containerStatuses", "0", "state", "terminated", "exitCode")?.number
        }
        let job = try reader.object("job", name)
        let isDone = job?["status"]?.list("conditions").contains {
            $0["type"]?.text == "Complete" && $0["status"]?.text == "True"
        }
        let status = isDone == true ? 0 : codes.first { $0 != 0 } ?? 1
        let lines = (log.isGood ? log.output : log.said).split(separator: "\n").map(String.init)
        return (Int32(clamping: status), lines)
    }
}

/// The commands of a migration.
private struct MigrationRun {
    let graph: Graph
    let order: OperationOrder
    let isEmulated: Bool
    static let task: StepID = "migrate"

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }
    private var cluster: String { profile.platform.existing ?? profile.name(.cluster) }
    private var family: String { "\(profile.names.prefix)-migrate" }

    private var noted: Step {
        ParameterSteps.put(
            "note-image", "Note the image of the migration", .update,
            profile.parameter("release/migrate/image"), .text(order.text("image")), region: region)
    }

    var tasks: [Step] {
        var steps = [noted]
        var definition: Word = .text(family)
        if let words = order.facts["definition"], words != .null {
            definition = .output("definition")
            steps.append(
                Step(
                    "definition", "Define the task with that image", .create,
                    [
                        "ecs", "register-task-definition", "--cli-input-json", .text(words.written),
                        "--query", "taskDefinition.taskDefinitionArn", "--output", "text",
                    ], region: region, keepsAnswer: true))
        }
        let seen: [Word] = [
            "ecs", "describe-tasks", "--cluster", .text(cluster), "--tasks", .output(Self.task),
        ]
        return steps + [
            Step(
                Self.task, "Start the migration", .create,
                [
                    "ecs", "run-task", "--cluster", .text(cluster), "--launch-type", "FARGATE",
                    "--task-definition", definition, "--started-by", "hesap-migrate",
                    "--network-configuration", .text(order.facts["network"]?.written ?? "{}"), "--query",
                    "tasks[0].taskArn", "--output", "text",
                ], region: region, keepsAnswer: true),
            Step(
                "migrated", "Wait for its end", .wait,
                seen + ["--query", "tasks[0].lastStatus", "--output", "text"], region: region,
                patience: Patience(every: 5, most: 3600), awaits: Awaited(["STOPPED"], tells: true)),
        ]
    }

    private var file: String { "objects/\(region)/migrate.yaml" }

    var files: [RenderedFile] {
        let place = ClusterPlace(profile: profile, region: region)
        guard let job = MigrationObjects.all(place).first else { return [] }
        let text = YAMLText.document(job.body) { LateValues.text($0, in: graph) }
        return [RenderedFile(path: file, text: text)]
    }

    var jobs: [Step] {
        let words = ClusterWords(profile: profile, region: region, isEmulated: isEmulated)
        let name = MigrationObjects.name(profile)
        return words.configuration + [
            noted,
            Step(
                "forget", "Take away the job of the last migration", .delete,
                words(["delete", "job", .text(name), "--ignore-not-found", "--wait=true"]),
                program: "kubectl", region: region),
            Step(
                Self.task, "Start the migration", .create,
                words(["apply", "--server-side", "--field-manager=hesap", "-f", .file(file, prefix: "")]),
                program: "kubectl", region: region),
            Step(
                "migrated", "Wait for its end", .wait,
                words([
                    "get", "job", .text(name), "-o",
                    "jsonpath={.status.conditions[?(@.status=='True')].type}",
                ]), program: "kubectl", region: region, patience: Patience(every: 5, most: 3600),
                awaits: Awaited(["Complete", "Failed"], tells: true)),
        ]
    }
}
