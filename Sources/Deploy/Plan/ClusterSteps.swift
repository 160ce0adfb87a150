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
        stages.map { RenderedFile(path: path($0.name), text: $0.text) }
    }

    /// The steps; none when the cluster was given the same objects before.
    func steps() -> [Step] {
        guard !stages.isEmpty, observed.parameter(made, in: region) != digest else { return [] }
        let isNew = observed.parameter(made, in: region) == nil
        var steps: [Step] = settings.isEmulated ? [] : [configuration]
        for stage in stages {
            if stage.name == "2-before", !isNew { steps.append(forget) }
            steps.append(apply(stage.name, "Apply the objects of \(stage.name)", isNew: isNew))
            if stage.name == "2-before" { steps.append(migrated) }
        }
        if isNew {
            steps += graph.profile.services.filter { !$0.isWorker }.map(rest)
        } else {
            steps.append(prune)
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
        let labels = "app.kubernetes.io/part-of=\(profile.system),app.kubernetes.io/managed-by=hesap"
        let kinds = [
            "ingresses.networking.k8s.io", "horizontalpodautoscalers", "deployments", "jobs", "services",
            "poddisruptionbudgets", "networkpolicies", "configmaps", "serviceaccounts",
        ]
        let steps = kinds.map { kind in
            Step(
                "remove-\(kind)-\(region)", "Delete our \(kind)", .delete,
                words([
                    "delete", .text(kind), "-n", namespace, "-l", .text(labels), "--ignore-not-found",
                    "--timeout=10m",
                ]), program: "kubectl", region: region, patience: Patience(every: 5, most: 900))
        }
        return (settings.isEmulated ? [] : [configuration]) + steps
    }

    private var profile: Profile { graph.profile }
    private var made: String { profile.parameter("made/objects") }
    private var digest: String {
        String(Hex.text(Digest.sha256(Array(stages.map(\.text).joined().utf8))).prefix(32))
    }

    private var stages: [(name: String, text: String)] {
        var stages: [(name: String, text: String)] = []
        for object in graph.objects where object.region == region {
            let name = String(object.file.prefix { $0 != "/" })
            let text = "---\n" + YAMLText.document(object.body) { LateValues.text($0, in: graph) }
            if let index = stages.firstIndex(where: { $0.name == name }) {
                stages[index].text += text
            } else {
                stages.append((name, text))
            }
        }
        return stages
    }

    private func path(_ stage: String) -> String { "objects/\(region)/\(stage).yaml" }
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

    private func apply(_ stage: String, _ title: String, isNew: Bool) -> Step {
        Step(
            "objects-\(stage)-\(region)", title, isNew ? .create : .update,
            words([
                "apply", "--server-side", "--field-manager=hesap", "--force-conflicts", "-f",
                .file(path(stage), prefix: ""),
            ]), program: "kubectl", region: region, details: details(stage, mark: isNew ? "+" : "~"))
    }

    private func details(_ stage: String, mark: String) -> [String] {
        graph.objects.filter { $0.region == region && $0.file.hasPrefix(stage) }.map { object in
            guard case .text(let kind)? = object.body["kind"],
                case .text(let name)? = object.body["metadata"]?["name"]
            else { return object.file }
            return "\(mark) \(kind) \(name)"
        }
    }

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

    /// Green has no copies until a roll-out needs it.
    private func rest(_ service: ServicePlan) -> Step {
        Step(
            "rest-\(service.name)-\(region)", "Let the second set of \(service.name) rest", .update,
            words([
                "scale", .text("deployment/\(profile.workload(service, .green))"), "--replicas=0", "-n",
                namespace,
            ]), program: "kubectl", region: region)
    }

    /// Taken away by the label of the render: kubectl's own pruning passes over what was applied by the
    /// server.
    private var prune: Step {
        let render = KubernetesObjects.render(of: graph.objects.filter { $0.region == region })
        return Step(
            "prune-\(region)", "Take away objects that the profile does not ask for any more", .delete,
            words(KubernetesSteps.prune(profile, render: render).map { .text($0) }), program: "kubectl",
            region: region)
    }

    /// A job cannot be changed: the last version's goes before this one's comes.
    private var forget: Step {
        Step(
            "forget-migration-\(region)", "Take away the job of the last migration", .delete,
            words(KubernetesSteps.removeMigration(profile).map { .text($0) }), program: "kubectl",
            region: region)
    }
}
