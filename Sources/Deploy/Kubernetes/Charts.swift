/// What a cluster of our own needs beside EKS' add-ons, and EKS has no add-on for: charts of their own
/// projects, each in one version, installed before the objects that need them.
struct Chart: Sendable, Equatable {
    /// The release's and the chart's name.
    var name: String
    /// Where it is published.
    var repository: String
    /// Its one version.
    var version: String
    /// The namespace of its release.
    var namespace: String
    /// What is set.
    var values: Value

    /// The file of its values in a region.
    func file(_ region: String) -> String { "charts/\(region)/\(name).values.yaml" }

    /// The words after `helm` that install it, or bring it to this version and these values.
    func words(_ values: String) -> [String] {
        [
            "upgrade", "--install", name, name, "--repo", repository, "--version", version, "--namespace",
            namespace, "--create-namespace", "--values", values, "--atomic", "--timeout", "10m",
        ]
    }
}

/// The charts of a region's cluster, in the order in which they are installed.
enum Charts {
    private static let aws = "https://aws.github.io/eks-charts"
    private static let prometheus = "https://prometheus-community.github.io/helm-charts"

    static func all(_ place: ClusterPlace) -> [Chart] {
        guard place.profile.platform.existing == nil else { return [] }
        let addons = place.profile.platform.addons
        return (addons.contains("load-balancer") ? [balancer(place)] : [])
            + (addons.contains("external-secrets") ? [secrets] : [])
            + (addons.contains("autoscaler") ? [autoscaler(place)] : [])
            + (place.profile.followsBacklog ? [watcher(place), adapter(place)] : [])
    }

    /// The controller has the role of the account of this name (Pod Identity). It cannot ask the node for
    /// region and network: pods do not reach the node's metadata.
    private static func balancer(_ place: ClusterPlace) -> Chart {
        Chart(
            name: "aws-load-balancer-controller", repository: aws, version: "1.13.0",
            namespace: "kube-system",
            values: [
                "clusterName": .text(place.profile.name(.cluster)), "region": .text(place.region),
                "vpcId": .reference(place.resource("Vpc")), "replicaCount": 2,
                "serviceAccount": ["create": true, "name": "aws-load-balancer-controller"],
                "podDisruptionBudget": ["maxUnavailable": 1],
            ])
    }

    private static let secrets = Chart(
        name: "external-secrets", repository: "https://charts.external-secrets.io", version: "1.2.1",
        namespace: "external-secrets",
        values: [
            "installCRDs": true, "replicaCount": 2, "leaderElect": true,
            "serviceAccount": ["create": true, "name": "external-secrets"],
            "podDisruptionBudget": ["enabled": true, "minAvailable": 1],
        ])

    /// The autoscaler's own version follows that of Kubernetes.
    private static func autoscaler(_ place: ClusterPlace) -> Chart {
        Chart(
            name: "cluster-autoscaler", repository: "https://kubernetes.github.io/autoscaler",
            version: "9.50.1", namespace: "kube-system",
            values: [
                "autoDiscovery": ["clusterName": .text(place.profile.name(.cluster))],
                "awsRegion": .text(place.region),
                "image": ["tag": .text("v\(place.profile.platform.kubernetes).0")], "replicaCount": 2,
                "rbac": ["serviceAccount": ["create": true, "name": "cluster-autoscaler"]],
                "extraArgs": ["balance-similar-node-groups": true, "expander": "least-waste"],
                "podDisruptionBudget": ["maxUnavailable": 1],
            ])
    }

    // MARK: The backlog that copies follow

    /// A Prometheus in the system's own namespace: it reads the figures of our pods with the token, and keeps
    /// the rules.
    private static func watcher(_ place: ClusterPlace) -> Chart {
        let off: Value = ["enabled": false]
        let bare: Value = [
            "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
            "capabilities": ["drop": ["ALL"]],
        ]
        let token: Value = [
            "name": "metrics-token", "mountPath": .text(tokenFolder), "readOnly": true,
            "secretName": .text(place.profile.name(.secretObject, Profile.metricsToken)),
        ]
        let server: Value = [
            "fullnameOverride": .text(watcherName(place)), "namespaces": [.text(place.namespace)],
            "retention": "2d", "persistentVolume": off, "service": ["servicePort": 9090],
            "extraSecretMounts": [token], "containerSecurityContext": bare,
            "securityContext": [
                "runAsNonRoot": true, "runAsUser": 65_534, "runAsGroup": 65_534, "fsGroup": 65_534,
                "seccompProfile": ["type": "RuntimeDefault"],
            ],
            "resources": [
                "requests": ["cpu": "100m", "memory": "256Mi"], "limits": ["cpu": "500m", "memory": "512Mi"],
            ],
        ]
        return Chart(
            name: "prometheus", repository: prometheus, version: "25.20.2", namespace: place.namespace,
            values: [
                "alertmanager": off, "kube-state-metrics": off, "prometheus-node-exporter": off,
                "prometheus-pushgateway": off,
                "configmapReload": ["prometheus": ["containerSecurityContext": bare]], "server": server,
                "serverFiles": [
                    "prometheus.yml": PrometheusText.inside(place.profile, token: "\(tokenFolder)/secret"),
                    "recording_rules.yml": PrometheusRules.file(place.profile),
                ],
            ])
    }

    /// Tells the scalers the one figure that they ask for: each role's backlog, which every copy tells alike.
    private static func adapter(_ place: ClusterPlace) -> Chart {
        let measure = ScalerObjects.backlogMeasure
        let rule: Value = [
            "seriesQuery": .text("\(measure){role!=\"\"}"), "resources": ["namespaced": false],
            "name": ["matches": .text("^\(measure)$"), "as": .text(measure)],
            "metricsQuery": "max(<<.Series>>{<<.LabelMatchers>>}) by (role)",
        ]
        return Chart(
            name: "prometheus-adapter", repository: prometheus, version: "4.11.0",
            namespace: place.namespace,
            values: [
                "replicas": 2, "podDisruptionBudget": ["enabled": true, "maxUnavailable": 1],
                "prometheus": [
                    "url": .text("http://\(watcherName(place)).\(place.namespace).svc"), "port": 9090,
                ], "rules": ["default": false, "external": [rule]],
                "resources": [
                    "requests": ["cpu": "50m", "memory": "64Mi"],
                    "limits": ["cpu": "250m", "memory": "256Mi"],
                ],
            ])
    }

    private static let tokenFolder = "/etc/prometheus/secrets"

    static func watcherName(_ place: ClusterPlace) -> String { "\(place.profile.system)-prometheus" }

    /// What the watcher's and the adapter's pods are called by their charts.
    static func pods(_ chart: String) -> Value {
        ["matchLabels": ["app.kubernetes.io/name": .text(chart)]]
    }
}

extension Profile {
    /// Whether copies follow a backlog in a cluster of our own, so that somebody has to tell it there.
    var followsBacklog: Bool {
        shape == .eks && platform.existing == nil && services.contains { $0.scale.backlog != nil }
    }
}
