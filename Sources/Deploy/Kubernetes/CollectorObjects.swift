/// The collector of traces: the server speaks OTLP to it, and it hands on to X-Ray and SigNoz.
enum CollectorObjects {
    static func name(_ place: ClusterPlace) -> String { "\(place.profile.system)-collector" }

    static func selector(_ place: ClusterPlace) -> Value { ["matchLabels": ["app": .text(name(place))]] }

    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        guard !place.profile.observation.traces.isEmpty else { return [] }
        return [settings(place), deployment(place), service(place), budget(place)] + policies(place)
    }

    private static func metadata(_ place: ClusterPlace, _ name: String? = nil) -> Value {
        place.metadata(name ?? self.name(place), app: self.name(place))
    }

    /// The collector's own configuration: it takes OTLP, batches, and has an exporter for each target.
    private static func settings(_ place: ClusterPlace) -> KubernetesObject {
        let exporters = place.profile.observation.traces.map { exporter($0, place.region) }
        let receivers: Value = [
            "otlp": [
                "protocols": ["grpc": ["endpoint": "0.0.0.0:4317"], "http": ["endpoint": "0.0.0.0:4318"]]
            ]
        ]
        let pipeline: Value = [
            "receivers": ["otlp"], "processors": ["memory_limiter", "batch"],
            "exporters": .texts(exporters.map(\.0)),
        ]
        let body: Value = [
            "extensions": ["health_check": ["endpoint": "0.0.0.0:13133"]], "receivers": receivers,
            "processors": [
                "memory_limiter": ["check_interval": "1s", "limit_mib": 200], "batch": ["timeout": "5s"],
            ], "exporters": .some(exporters.map { ($0.0, Optional($0.1)) }),
            "service": ["extensions": ["health_check"], "pipelines": ["traces": pipeline]],
        ]
        let text = YAMLText.document(body) { _ in "" }
        return place.object(
            .base, 20, "observation", "v1", "ConfigMap", metadata(place),
            [("data", ["collector.yaml": .text(text)])])
    }

    private static func exporter(_ target: TraceTarget, _ region: String) -> (String, Value) {
        switch target {
        case .xray: ("awsxray", ["region": .text(region)])
        case .signoz(let address): ("otlp/signoz", ["endpoint": .text(address), "tls": ["insecure": true]])
        }
    }

    private static func deployment(_ place: ClusterPlace) -> KubernetesObject {
        let pod: Value = [
            "serviceAccountName": .text(place.profile.name(.account, Profile.collector)),
            "automountServiceAccountToken": false, "enableServiceLinks": false,
            "securityContext": PodParts.podSecurity, "containers": [container(place)],
            "topologySpreadConstraints": [
                [
                    "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
                    "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": selector(place),
                ]
            ],
            "volumes": [
                ["name": "settings", "configMap": ["name": .text(name(place))]], PodParts.temporary,
            ],
        ]
        let spec: Value = [
            "replicas": 2, "selector": selector(place),
            "template": ["metadata": ["labels": .object(place.labels(name(place)))], "spec": pod],
        ]
        return place.object(
            .services, 40, "observation", "apps/v1", "Deployment", metadata(place), [("spec", spec)])
    }

    private static func container(_ place: ClusterPlace) -> Value {
        let probe: Value = ["httpGet": ["path": "/", "port": 13_133], "periodSeconds": 10]
        return [
            "name": "collector",
            "image": .text(.resolving(place.profile.parameter("release/collector/image"))),
            "args": ["--config=/etc/collector/collector.yaml"],
            "ports": [
                ["name": "otlp-grpc", "containerPort": 4317], ["name": "otlp-http", "containerPort": 4318],
            ],
            "resources": [
                "requests": ["cpu": "50m", "memory": "128Mi"], "limits": ["cpu": "500m", "memory": "256Mi"],
            ], "livenessProbe": ["tcpSocket": ["port": 13_133], "periodSeconds": 10],
            "readinessProbe": probe, "lifecycle": ["preStop": ["sleep": ["seconds": 5]]],
            "securityContext": PodParts.containerSecurity,
            "volumeMounts": [
                ["name": "settings", "mountPath": "/etc/collector", "readOnly": true],
                PodParts.temporaryMount,
            ],
        ]
    }

    private static func service(_ place: ClusterPlace) -> KubernetesObject {
        let ports: Value = [
            ["name": "otlp-grpc", "port": 4317, "targetPort": "otlp-grpc", "protocol": "TCP"],
            ["name": "otlp-http", "port": 4318, "targetPort": "otlp-http", "protocol": "TCP"],
        ]
        let spec: Value = ["type": "ClusterIP", "ports": ports, "selector": ["app": .text(name(place))]]
        return place.object(.services, 45, "observation", "v1", "Service", metadata(place), [("spec", spec)])
    }

    private static func budget(_ place: ClusterPlace) -> KubernetesObject {
        place.object(
            .services, 55, "observation", "policy/v1", "PodDisruptionBudget", metadata(place),
            [("spec", ["maxUnavailable": 1, "selector": selector(place)])])
    }

    private static func policies(_ place: ClusterPlace) -> [KubernetesObject] {
        let entrance = Value.some([
            ("podSelector", selector(place)), ("policyTypes", ["Ingress", "Egress"]),
            (
                "ingress",
                [
                    [
                        "from": [["podSelector": PolicyObjects.ours(place)]],
                        "ports": [["port": 4317, "protocol": "TCP"], ["port": 4318, "protocol": "TCP"]],
                    ]
                ]
            ), ("egress", .list(place.profile.observation.traces.compactMap(exit))),
        ])
        return [
            place.object(
                .base, 30, "observation", "networking.k8s.io/v1", "NetworkPolicy",
                metadata(place, "allow-\(name(place))"), [("spec", entrance)])
        ]
    }

    /// X-Ray is reached by TLS, as everything outside; SigNoz by the port of its address, inside the cluster.
    private static func exit(_ target: TraceTarget) -> Value? {
        guard case .signoz(let address) = target,
            let port = address.split(separator: ":").last.flatMap({ Int($0) })
        else { return nil }
        return ["to": [["namespaceSelector": [:]]], "ports": [["port": .integer(port), "protocol": "TCP"]]]
    }
}
