import Base

/// Proves the books of the database that was brought back, before anything leads to it: `hesap ledger verify`
/// as a task, or a job, of its own.
struct RestoreProof {
    let graph: Graph
    let database: RestoredDatabase
    let network: JSON?
    let isEmulated: Bool

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }
    private var service: ServicePlan? { profile.services.first { $0.migration != nil } }
    private var job: String { "\(profile.system)-prove-books" }
    private var file: String { "objects/\(region)/prove-books.yaml" }
    private var host: String { profile.parameter("restore/host") }

    var steps: [Step] {
        guard let service else { return [] }
        switch profile.shape {
        case .ecsFargate: return tasks(service)
        case .eks: return jobs
        case .host: return []
        }
    }

    /// The job as a file.
    var files: [RenderedFile] {
        guard profile.shape == .eks,
            let job = MigrationObjects.all(ClusterPlace(profile: profile, region: region)).first
        else { return [] }
        let body = job.body.with("metadata") { $0.with("name", .text(self.job)) }.with("spec") { spec in
            spec.with("backoffLimit", 0).with("template") { template in
                template.with("spec") { pod in
                    pod.with("containers", .list((pod["containers"]?.items ?? []).map(proving)))
                }
            }
        }
        let text = YAMLText.document(body) { LateValues.text($0, in: graph) }
        return [RenderedFile(path: file, text: text)]
    }

    private func proving(_ container: Value) -> Value {
        let variables = container["env"]?.items ?? []
        return container.with("name", "prove").with("args", ["ledger", "verify"]).with(
            "env",
            .list(variables + [["name": "DATABASE_HOST", "value": .text(.resolving(host))]]))
    }

    private func tasks(_ service: ServicePlan) -> [Step] {
        let cluster = profile.platform.existing ?? profile.name(.cluster)
        let task: StepID = "prove-books"
        let start =
            "{\"containerOverrides\":[{\"name\":\"\(service.name)\",\"command\":[\"ledger\",\"verify\"],"
            + "\"environment\":[{\"name\":\"DATABASE_HOST\",\"value\":\""
        let seen: [Word] = ["ecs", "describe-tasks", "--cluster", .text(cluster), "--tasks", .output(task)]
        return [
            Step(
                task, "Prove the books of \(database.fresh): hesap ledger verify", .create,
                [
                    "ecs", "run-task", "--cluster", .text(cluster), "--launch-type", "FARGATE",
                    "--task-definition", .text("\(profile.names.prefix)-migrate"), "--started-by",
                    "hesap-restore", "--network-configuration", .text(network?.written ?? "{}"),
                    "--overrides",
                    .join([.text(start), .output(RestoredDatabase.address), "\"}]}]}"]), "--query",
                    "tasks[0].taskArn", "--output", "text",
                ], region: region, keepsAnswer: true),
            Step(
                "proved-books", "Wait until the books are proved", .wait,
                seen + [
                    "--query",
                    "tasks[0].join('', [lastStatus, ', exit ', to_string(containers[0].exitCode), '.'])",
                    "--output", "text",
                ], region: region, patience: Patience(every: 5, most: 3600),
                awaits: Awaited(["STOPPED, exit 0."], bad: ["STOPPED"], tells: true),
                why: seen + ["--query", "tasks[0].[stoppedReason,containers[0].reason]", "--output", "text"]),
        ]
    }

    private var jobs: [Step] {
        let words = ClusterWords(profile: profile, region: region, isEmulated: isEmulated)
        return words.configuration + [
            ParameterSteps.put(
                "note-host", "Note the address for the proof", .create, host,
                .output(RestoredDatabase.address), region: region),
            Step(
                "forget-proof", "Take away the job of an earlier proof", .delete,
                words(["delete", "job", .text(job), "--ignore-not-found", "--wait=true"]), program: "kubectl",
                region: region),
            Step(
                "prove-books", "Prove the books of \(database.fresh): hesap ledger verify", .create,
                words([
                    "apply", "--server-side", "--field-manager=hesap", "-f", .file(file, prefix: ""),
                ]), program: "kubectl", region: region),
            Step(
                "proved-books", "Wait until the books are proved", .wait,
                words([
                    "get", "job", .text(job), "-o",
                    "jsonpath={.status.conditions[?(@.status=='True')].type}",
                ]), program: "kubectl", region: region, patience: Patience(every: 5, most: 3600),
                awaits: Awaited(["Complete"], bad: ["Failed"], tells: true),
                why: words(["logs", .text("job/\(job)"), "--tail=20"])),
        ]
    }
}
