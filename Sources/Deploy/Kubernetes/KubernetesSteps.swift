/// The words by which objects get into a cluster and out of it: the same for a plan and for the script that
/// is rendered beside the objects.
enum KubernetesSteps {
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
    static func selector(_ profile: Profile) -> String {
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
}
