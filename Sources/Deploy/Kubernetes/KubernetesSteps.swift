import Base

/// How objects get into a cluster: the one order, for a plan and for the script that is rendered beside the
/// objects, and kubectl's words for each step of it.
enum KubernetesSteps {
    /// A step.
    enum Step: Equatable {
        /// A stage's objects are given to the server.
        case apply(KubernetesObjects.Stage)
        /// The secrets that pods start with are there.
        case awaitSecrets
        /// A job cannot be changed: the last version's goes before this one's comes.
        case removeMigration
        /// The tables are up to date.
        case awaitMigration
        /// The set of copies without traffic waits for a roll-out.
        case rest(service: String, deployment: String)
        /// What the profile does not ask for any more goes.
        case prune

        /// When it is done: with the first objects of a cluster, with later ones, or with both.
        var moment: Moment {
            switch self {
            case .apply, .awaitSecrets, .awaitMigration: .always
            case .rest: .first
            case .removeMigration, .prune: .later
            }
        }
    }

    /// When a step is done.
    enum Moment { case always, first, later }

    /// The steps for a region's objects, in their order.
    static func order(_ graph: Graph, region: String) -> [Step] {
        let objects = graph.objects.filter { $0.region == region }
        func has(_ stage: KubernetesObjects.Stage) -> Bool {
            objects.contains { $0.file.hasPrefix(stage.rawValue) }
        }
        guard !objects.isEmpty else { return [] }
        let hasSecrets = objects.contains { $0.body["kind"] == .text("ExternalSecret") }
        let profile = graph.profile
        return [.apply(.base)] + (hasSecrets ? [.awaitSecrets] : [])
            + (has(.before) ? [.removeMigration, .apply(.before), .awaitMigration] : [])
            + (has(.services) ? [.apply(.services)] : [])
            + profile.services.map { service in
                .rest(service: service.name, deployment: profile.workload(service, .green))
            } + [.prune]
    }

    /// kubectl's words for a step; `file` is where a stage's objects lie.
    static func words(
        _ step: Step, _ graph: Graph, region: String, file: (KubernetesObjects.Stage) -> Word
    ) -> [Word] {
        let profile = graph.profile
        let namespace: [Word] = ["--namespace", .text(profile.platform.namespace)]
        switch step {
        case .apply(let stage):
            return apply.map { .text($0) } + ["-f", file(stage)]
        case .awaitSecrets:
            return ["wait", "--for=condition=Ready", "externalsecrets.external-secrets.io"] + namespace
                + ["--selector", .text(selector(profile)), "--timeout=300s"]
        case .removeMigration:
            return ["delete", "job", .text(MigrationObjects.name(profile))] + namespace
                + ["--ignore-not-found"]
        case .awaitMigration:
            return ["wait", "--for=condition=complete", .text("job/\(MigrationObjects.name(profile))")]
                + namespace + ["--timeout=1800s"]
        case .rest(_, let deployment):
            return ["scale", .text("deployment/\(deployment)"), "--replicas=0"] + namespace
        case .prune:
            let render = KubernetesObjects.render(of: graph.objects.filter { $0.region == region })
            return prune(profile, render: render).map { .text($0) }
        }
    }

    /// Server-side apply: what others set, a scaler's number of copies among it, stays theirs.
    static let apply = ["apply", "--server-side", "--field-manager=hesap", "--force-conflicts"]

    /// Kinds that are taken away when the profile does not ask for them any more.
    static let kinds = [
        "deployments.apps", "services", "ingresses.networking.k8s.io", "horizontalpodautoscalers.autoscaling",
        "poddisruptionbudgets.policy", "networkpolicies.networking.k8s.io", "configmaps", "serviceaccounts",
        "externalsecrets.external-secrets.io", "secretstores.external-secrets.io",
    ]

    /// Everything of this system that bears another render's label than this one's: kubectl's own pruning
    /// passes over what was applied by the server.
    private static func prune(_ profile: Profile, render: String) -> [String] {
        ["delete", kinds.joined(separator: ","), "--namespace", profile.platform.namespace, "--selector"]
            + ["\(selector(profile)),\(KubernetesObjects.renderLabel)!=\(render)", "--ignore-not-found"]
    }

    /// What is ours in the namespace.
    static func selector(_ profile: Profile) -> String {
        "app.kubernetes.io/managed-by=hesap,app.kubernetes.io/part-of=\(profile.system)"
    }
}
