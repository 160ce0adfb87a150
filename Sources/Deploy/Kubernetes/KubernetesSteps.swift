/// How the objects of a region get into its cluster: the same command lines for a plan and for the script that is
/// rendered beside the objects.
public enum KubernetesSteps {
    /// Server-side apply: what others set, a scaler's number of copies among it, stays theirs.
    static let apply = ["apply", "--server-side", "--field-manager=hesap", "--force-conflicts"]

    /// Kinds that are taken away when the profile does not ask for them any more.
    static let kinds = [
        "deployments.apps", "services", "ingresses.networking.k8s.io", "horizontalpodautoscalers.autoscaling",
        "poddisruptionbudgets.policy", "networkpolicies.networking.k8s.io", "configmaps", "serviceaccounts",
        "externalsecrets.external-secrets.io", "secretstores.external-secrets.io",
    ]

    /// Everything of this system that bears another render's label than this one's.
    static func prune(_ profile: Profile, render: String) -> [String] {
        ["delete", kinds.joined(separator: ","), "--namespace", profile.platform.namespace, "--selector"]
            + ["\(selector(profile)),\(KubernetesObjects.renderLabel)!=\(render)", "--ignore-not-found"]
    }

    /// What is ours in the namespace.
    public static func selector(_ profile: Profile) -> String {
        "app.kubernetes.io/managed-by=hesap,app.kubernetes.io/part-of=\(profile.system)"
    }

    static func awaitSecrets(_ profile: Profile) -> [String] {
        [
            "wait", "--for=condition=Ready", "externalsecrets.external-secrets.io", "--namespace",
            profile.platform.namespace, "--selector", selector(profile), "--timeout=300s",
        ]
    }

    static func removeMigration(_ profile: Profile) -> [String] {
        [
            "delete", "job", MigrationObjects.name(profile), "--namespace", profile.platform.namespace,
            "--ignore-not-found",
        ]
    }

    static func awaitMigration(_ profile: Profile) -> [String] {
        [
            "wait", "--for=condition=complete", "job/\(MigrationObjects.name(profile))", "--namespace",
            profile.platform.namespace, "--timeout=1800s",
        ]
    }

    /// The objects of each stage in one file, as a plan keeps them: `kubernetes/eu-central-1/1-base.yaml`.
    public static func files(_ graph: Graph, region: String) -> [RenderedFile] {
        stages(graph, region).map { stage, objects in
            let texts = objects.map { object in
                YAMLText.document(object.body) { LateValues.text($0, in: graph) }
            }
            return RenderedFile(path: path(stage, region), text: texts.joined(separator: "---\n"))
        }
    }

    /// Namespace, accounts, settings, secrets and policies: what can be there before any image is.
    public static func base(_ graph: Graph, region: String) -> [Step] {
        [
            step(
                "base", region, "The namespace with settings, secrets and policies", .update, [.base], apply),
            step(
                "secrets", region, "The secrets are in the namespace", .wait, awaitSecrets(graph.profile)),
        ]
    }

    /// The tables, then the services, then what nobody asks for any more; the image must have been published. The
    /// first time, the colour that waits gets no copies: nothing states their number, so it began with one.
    public static func services(_ graph: Graph, region: String, isFirst: Bool) -> [Step] {
        let profile = graph.profile
        let hasMigration = stages(graph, region).contains { $0.0 == .before }
        let migration =
            hasMigration
            ? [
                step("migrated", region, "The last migration's job goes", .delete, removeMigration(profile)),
                step("migrate", region, "The tables are brought up to date", .update, [.before], apply),
                step("migration", region, "The migration has ended well", .wait, awaitMigration(profile)),
            ] : []
        let render = KubernetesObjects.render(of: graph.objects.filter { $0.region == region })
        return migration + [
            step("services", region, "Services, entrances and scalers", .update, [.services], apply),
            step(
                "prune", region, "What the profile does not ask for any more goes", .delete,
                prune(profile, render: render)),
        ] + (isFirst ? resting(profile, region) : [])
    }

    private static func resting(_ profile: Profile, _ region: String) -> [Step] {
        profile.services.filter { !$0.isWorker }.map { service in
            step(
                "rest-\(service.name)", region, "The other colour of \(service.name) rests", .update,
                [
                    "scale", "deployment/\(profile.workload(service, .green))", "--replicas=0", "--namespace",
                    profile.platform.namespace,
                ])
        }
    }

    private static func step(
        _ name: String, _ region: String, _ title: String, _ effect: StepEffect, _ words: [String]
    ) -> Step {
        step(name, region, title, effect, [], words)
    }

    private static func step(
        _ name: String, _ region: String, _ title: String, _ effect: StepEffect,
        _ stages: [KubernetesObjects.Stage], _ words: [String]
    ) -> Step {
        let files = stages.flatMap { [Word.text("--filename"), .file(path($0, region), prefix: "")] }
        return Step(
            "objects-\(name)-\(region)", "\(title) (\(region))", effect, words.map { .text($0) } + files,
            program: "kubectl", region: region, patience: Patience(every: 5, most: 2000))
    }

    private static func path(_ stage: KubernetesObjects.Stage, _ region: String) -> String {
        "kubernetes/\(region)/\(stage.rawValue).yaml"
    }

    private static func stages(_ graph: Graph, _ region: String)
        -> [(KubernetesObjects.Stage, [KubernetesObject])]
    {
        KubernetesObjects.Stage.allCases.map { stage in
            (stage, graph.objects.filter { $0.region == region && $0.file.hasPrefix("\(stage.rawValue)/") })
        }.filter { !$0.1.isEmpty }
    }
}
