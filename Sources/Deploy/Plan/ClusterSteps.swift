import Base
import Crypto

/// The objects of a region's cluster: applied by the server with our name on every field, in the order base,
/// migration, services; what the profile does not ask for any more is pruned by our labels.
struct ClusterSteps {
    let graph: Graph
    let region: String
    let settings: PlanSettings
    let observed: Observed

    /// The files by stage.
    var files: [RenderedFile] {
        charts.files + stages.map { RenderedFile(path: path($0.stage), text: $0.text) }
    }

    private var charts: ChartSteps { ChartSteps(graph: graph, region: region) }

    /// The steps; none when the cluster was given the same objects before.
    func steps() -> [Step] {
        guard !stages.isEmpty, observed.parameter(made, in: region) != digest else { return [] }
        let isNew = observed.parameter(made, in: region) == nil
        var steps: [Step] = settings.isEmulated ? [] : [configuration] + charts.steps
        for step in KubernetesSteps.order(graph, region: region) {
            // A service that joins a cluster later has a second set of copies too.
            if case .rest(let name, _) = step {
                steps.append(planned(.rest(service: name, deployment: resting(name)), isNew: isNew))
            } else if step.moment == .always || step.moment == (isNew ? .first : .later) {
                steps.append(planned(step, isNew: isNew))
            }
        }
        steps.append(
            ParameterSteps.put(
                "made-objects-\(region)", "Note which objects the cluster has", isNew ? .create : .update,
                made,
                .text(digest), region: region))
        return steps
    }

    /// Takes our objects away, what makes load balancers first.
    var removal: [Step] {
        let labels = KubernetesSteps.selector(profile)
        let kinds = [
            "ingresses.networking.k8s.io", "horizontalpodautoscalers", "deployments", "jobs", "services",
            "poddisruptionbudgets", "networkpolicies", "configmaps", "externalsecrets.external-secrets.io",
            "secretstores.external-secrets.io", "serviceaccounts",
        ]
        var steps = kinds.map { kind in
            Step(
                "remove-\(kind)-\(region)", "Delete our \(kind)", .delete,
                words([
                    "delete", .text(kind), "-n", namespace, "-l", .text(labels), "--ignore-not-found",
                    "--timeout=10m",
                ]), program: "kubectl", region: region, patience: Patience(every: 5, most: 900))
        }
        steps.append(
            Step(
                "remove-namespace-\(region)", "Delete our namespace", .delete,
                words([
                    "delete", "namespaces", "-l", .text(labels), "--field-selector",
                    .text("metadata.name=\(profile.platform.namespace)"), "--ignore-not-found",
                    "--timeout=10m",
                ]),
                program: "kubectl", region: region, patience: Patience(every: 5, most: 900)))
        return settings.isEmulated ? steps : [configuration] + steps + charts.removal
    }

    /// The set of copies that has no traffic: the second, until a roll-out has said otherwise.
    private func resting(_ name: String) -> String {
        guard let service = profile.services.first(where: { $0.name == name }) else { return name }
        let weight = observed.parameter(profile.weightParameter(service, .blue), in: region)
        return profile.workload(service, weight == "0" ? .blue : .green)
    }

    private var profile: Profile { graph.profile }
    private var made: String { profile.parameter("made/objects") }
    private var digest: String {
        String(Hex.text(Digest.sha256(Array(files.map(\.text).joined().utf8))).prefix(32))
    }

    private var stages: [(stage: KubernetesObjects.Stage, text: String)] {
        KubernetesObjects.Stage.allCases.compactMap { stage in
            let texts = graph.objects.filter { $0.region == region && $0.file.hasPrefix(stage.rawValue) }
                .map { "---\n" + YAMLText.document($0.body) { LateValues.text($0, in: graph) } }
            return texts.isEmpty ? nil : (stage, texts.joined())
        }
    }

    private func path(_ stage: KubernetesObjects.Stage) -> String {
        "objects/\(region)/\(stage.rawValue).yaml"
    }
    private var namespace: Word { .text(profile.platform.namespace) }

    /// Words of `kubectl` with the access that the plan wrote down.
    private func words(_ words: [Word]) -> [Word] {
        settings.isEmulated ? words : ["--kubeconfig", .file("kubeconfig.\(region)", prefix: "")] + words
    }

    private var configuration: Step {
        let cluster: Word =
            profile.platform.existing.map { .text($0) } ?? .text(profile.name(.cluster))
        return Step(
            "cluster-\(region)", "Note how the cluster is reached", .read,
            [
                "eks", "update-kubeconfig", "--name", cluster, "--kubeconfig",
                .file("kubeconfig.\(region)", prefix: ""),
            ], region: region)
    }

    /// A step of the one order as a plan has it.
    private func planned(_ step: KubernetesSteps.Step, isNew: Bool) -> Step {
        let kubectl = words(
            KubernetesSteps.words(step, graph, region: region) { .file(path($0), prefix: "") })
        func made(
            _ id: String, _ title: String, _ effect: StepEffect, seconds: Int = 120, _ details: [String] = []
        ) -> Step {
            Step(
                StepID("\(id)-\(region)"), title, effect, kubectl, program: "kubectl", region: region,
                patience: Patience(every: 5, most: seconds), details: details)
        }
        switch step {
        case .apply(let stage):
            return made(
                "objects-\(stage.rawValue)", "Apply the objects of \(stage.rawValue)",
                isNew ? .create : .update, details(stage.rawValue, mark: isNew ? "+" : "~"))
        case .awaitSecrets:
            return made("secrets", "Wait until the cluster has its secrets", .wait, seconds: 330)
        case .removeMigration:
            return made("forget-migration", "Take away the job of the last migration", .delete)
        case .awaitMigration: return migrated
        case .rest(let service, _):
            return made("rest-\(service)", "Let the second set of \(service) rest", .update)
        case .prune:
            return made("prune", "Take away objects that the profile does not ask for any more", .delete)
        }
    }

    private func details(_ stage: String, mark: String) -> [String] {
        graph.objects.filter { $0.region == region && $0.file.hasPrefix(stage) }.map { object in
            guard case .text(let kind)? = object.body["kind"],
                case .text(let name)? = object.body["metadata"]?["name"]
            else { return object.file }
            return "\(mark) \(kind) \(name)"
        }
    }

    /// Asked again and again instead of `kubectl wait`, so that a migration that fails is known at once.
    private var migrated: Step {
        Step(
            "migrated-\(region)", "Wait until the database's tables are up to date", .wait,
            words([
                "get", "job", .text(MigrationObjects.name(profile)), "-n", namespace, "-o",
                "jsonpath={.status.conditions[?(@.status=='True')].type}",
            ]), program: "kubectl", region: region, patience: Patience(every: 5, most: 1800),
            awaits: Awaited(["Complete"], bad: ["Failed"]),
            why: words(["logs", .text("job/\(MigrationObjects.name(profile))"), "-n", namespace, "--tail=20"])
        )
    }
}
