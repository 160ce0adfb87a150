import Crypto

/// What a pod of the server is made of. It holds to the restricted pod security standard: no root, no new
/// privileges, no capabilities, a read-only root with one writable folder.
enum PodParts {
    /// The user and group that the image runs as.
    static let user = 10_001
    /// Seconds that a copy goes on serving after it was taken out of rotation: the balancer needs them to
    /// notice.
    static let drainSeconds = 15
    /// Seconds that requests under way get afterwards.
    static let finishSeconds = 45

    static func spec(_ place: ClusterPlace, _ service: ServicePlan, selector: Value, image: Value) -> Value {
        .some([
            ("serviceAccountName", .text(place.profile.name(.account, service.name))),
            ("automountServiceAccountToken", false), ("enableServiceLinks", false),
            ("terminationGracePeriodSeconds", .integer(grace(service))), ("securityContext", podSecurity),
            ("affinity", service.spot ? nil : noSpot), ("topologySpreadConstraints", spread(selector)),
            ("containers", [container(place, service, image: image)]), ("volumes", [temporary]),
        ])
    }

    /// Seconds between the order to stop and the end.
    static func grace(_ service: ServicePlan) -> Int {
        drainSeconds + finishSeconds + (service.websocket == nil ? 0 : 30)
    }

    static let podSecurity: Value = [
        "runAsNonRoot": true, "runAsUser": .integer(user), "runAsGroup": .integer(user),
        "fsGroup": .integer(user),
        "seccompProfile": ["type": "RuntimeDefault"],
    ]

    static let containerSecurity: Value = [
        "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true,
        "runAsUser": .integer(user), "capabilities": ["drop": ["ALL"]],
    ]

    static let temporary: Value = ["name": "tmp", "emptyDir": ["sizeLimit": "256Mi"]]

    static let temporaryMount: Value = ["name": "tmp", "mountPath": "/tmp"]

    /// Nodes that may be taken away at two minutes' notice are for what can bear it.
    private static let noSpot: Value = [
        "nodeAffinity": [
            "requiredDuringSchedulingIgnoredDuringExecution": [
                "nodeSelectorTerms": [
                    [
                        "matchExpressions": [
                            [
                                "key": "eks.amazonaws.com/capacityType", "operator": "NotIn",
                                "values": ["SPOT"],
                            ]
                        ]
                    ]
                ]
            ]
        ]
    ]

    private static func spread(_ selector: Value) -> Value {
        .list(
            ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map { key in
                [
                    "maxSkew": 1, "topologyKey": .text(key), "whenUnsatisfiable": "ScheduleAnyway",
                    "labelSelector": ["matchLabels": selector],
                ]
            })
    }

    private static func container(_ place: ClusterPlace, _ service: ServicePlan, image: Value) -> Value {
        .some([
            ("name", .text(place.profile.name(.workload, service.name))), ("image", image),
            ("imagePullPolicy", "IfNotPresent"), ("args", .texts(ServerStart.words(service))),
            ("ports", [["name": "http", "containerPort": .integer(service.port), "protocol": "TCP"]]),
            ("envFrom", [["configMapRef": ["name": .text(place.profile.name(.config))]]]),
            ("env", .list(variables(place, service))), ("resources", resources(service.size)),
            ("startupProbe", probe(service, service.probes.live, delay: 0, period: 2, failures: 60)),
            (
                "livenessProbe",
                probe(
                    service, service.probes.live, delay: service.probes.liveDelay,
                    period: service.probes.period,
                    failures: 3)
            ),
            (
                "readinessProbe",
                probe(
                    service, service.probes.ready, delay: service.probes.readyDelay,
                    period: max(service.probes.period / 2, 1), failures: 2)
            ),
            ("lifecycle", ["preStop": ["sleep": ["seconds": .integer(drainSeconds)]]]),
            ("securityContext", containerSecurity), ("volumeMounts", [temporaryMount]),
        ])
    }

    /// What this service alone is told.
    static func variables(_ place: ClusterPlace, _ service: ServicePlan) -> [Value] {
        let fixed = ServerStart.settings(place.profile, service).map { setting -> Value in
            ["name": .text(setting.name), "value": .text(setting.value)]
        }
        return fixed + SecretObjects.variables(place.profile, for: service)
    }

    private static func resources(_ size: SizePlan) -> Value {
        func pair(_ cpu: Int, _ memory: Int) -> Value {
            ["cpu": .text(processors(cpu)), "memory": .text(Self.memory(memory))]
        }
        return ["requests": pair(size.cpu, size.memory), "limits": pair(size.cpuLimit, size.memoryLimit)]
    }

    /// `250m`; whole processors as `1`.
    static func processors(_ thousandths: Int) -> String {
        thousandths % 1000 == 0 ? "\(thousandths / 1000)" : "\(thousandths)m"
    }

    /// `0.25`; whole processors as `1`.
    static func decimal(_ thousandths: Int) -> String {
        let rest = String(1000 + thousandths % 1000).dropFirst()
        let digits = rest.reversed().drop { $0 == "0" }.reversed()
        return digits.isEmpty ? "\(thousandths / 1000)" : "\(thousandths / 1000).\(String(digits))"
    }

    /// `512Mi`; whole GiB as `1Gi`.
    static func memory(_ mebibytes: Int) -> String {
        mebibytes % 1024 == 0 ? "\(mebibytes / 1024)Gi" : "\(mebibytes)Mi"
    }

    private static func probe(_ service: ServicePlan, _ path: String, delay: Int, period: Int, failures: Int)
        -> Value
    {
        .some([
            ("httpGet", ["path": .text(path), "port": "http"]),
            ("initialDelaySeconds", delay == 0 ? nil : .integer(delay)), ("periodSeconds", .integer(period)),
            ("timeoutSeconds", 3), ("failureThreshold", .integer(failures)),
        ])
    }

    /// Changes with the shared settings, so that copies start anew when those change.
    static func settingsDigest(_ place: ClusterPlace) -> String {
        let text = SettingObjects.settings(place).map { "\($0.0)=\($0.1)" }.joined(separator: "\n")
        return Hex.text(Digest.sha256(Array(text.utf8)))
    }
}
