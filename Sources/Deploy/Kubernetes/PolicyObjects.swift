/// Who may speak to whom: nothing but what is named here.
enum PolicyObjects {
    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let common = [
            policy(place, "default-deny", [("podSelector", [:]), ("policyTypes", ["Ingress", "Egress"])]),
            policy(place, "allow-dns", dns), policy(place, "allow-out", out(place)),
        ]
        return common + place.profile.services.filter { !$0.isWorker }.map { entrance(place, $0) }
            + (place.profile.followsBacklog ? watching(place) : [])
    }

    /// Who reads the figures reaches every copy, and the scalers reach who tells them.
    private static func watching(_ place: ClusterPlace) -> [KubernetesObject] {
        let (watcher, adapter) = (Charts.pods("prometheus"), Charts.pods("prometheus-adapter"))
        let ports = Set(place.profile.services.map(\.port)).sorted().map { port($0) }
        let server: Value = ["to": [["ipBlock": ["cidr": "0.0.0.0/0"]]], "ports": [port(443)]]
        let network = place.ranges.map { range -> Value in ["ipBlock": ["cidr": .text(range)]] }
        return [
            policy(
                place, "allow-figures",
                [
                    ("podSelector", ours(place)), ("policyTypes", ["Ingress"]),
                    ("ingress", [["from": [["podSelector": watcher]], "ports": .list(ports)]]),
                ]),
            policy(
                place, "allow-\(Charts.watcherName(place))",
                [
                    ("podSelector", watcher), ("policyTypes", ["Ingress", "Egress"]),
                    ("ingress", [["from": [["podSelector": adapter]], "ports": [port(9090)]]]),
                    (
                        "egress",
                        [["to": [["podSelector": ours(place)]], "ports": .list(ports)], server]
                    ),
                ]),
            policy(
                place, "allow-\(place.profile.system)-adapter",
                [
                    ("podSelector", adapter), ("policyTypes", ["Ingress", "Egress"]),
                    ("ingress", [["from": .list(network), "ports": [port(6443)]]]),
                    ("egress", [["to": [["podSelector": watcher]], "ports": [port(9090)]], server]),
                ]),
        ]
    }

    private static func policy(_ place: ClusterPlace, _ name: String, _ spec: [(String, Value?)])
        -> KubernetesObject
    {
        place.object(
            .base, 30, "platform", "networking.k8s.io/v1", "NetworkPolicy", place.metadata(name),
            [("spec", .some(spec))])
    }

    private static let dns: [(String, Value?)] = [
        ("podSelector", [:]), ("policyTypes", ["Egress"]),
        (
            "egress",
            [
                [
                    "to": [
                        [
                            "namespaceSelector": [
                                "matchLabels": ["kubernetes.io/metadata.name": "kube-system"]
                            ],
                            "podSelector": ["matchLabels": ["k8s-app": "kube-dns"]],
                        ]
                    ], "ports": [port(53, "UDP"), port(53)],
                ]
            ]
        ),
    ]

    private static func port(_ number: Int, _ way: String = "TCP") -> Value {
        ["port": .integer(number), "protocol": .text(way)]
    }

    /// The stores inside the network, every service by TLS outside, never the node's own metadata; but the
    /// agent on the node that hands each account its role's keys (EKS Pod Identity).
    private static func out(_ place: ClusterPlace) -> [(String, Value?)] {
        let data = place.profile.data
        let stores =
            (data.database == nil ? [] : [5432]) + (data.cache == nil ? [] : [6379])
            + (data.events == nil ? [] : [9094, 9096])
        let inside = place.ranges.map { range -> Value in ["ipBlock": ["cidr": .text(range)]] }
        let everywhere: Value = ["ipBlock": ["cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"]]]
        let rights: Value = ["ipBlock": ["cidr": "169.254.170.23/32"]]
        var rules: [Value] = [
            ["to": [everywhere], "ports": [port(443)]], ["to": [rights], "ports": [port(80)]],
        ]
        if !stores.isEmpty { rules.append(["to": .list(inside), "ports": .list(stores.map { port($0) })]) }
        if !place.profile.observation.traces.isEmpty {
            rules.append(["to": [["podSelector": CollectorObjects.selector(place)]], "ports": [port(4318)]])
        }
        let internals = place.profile.services.filter { $0.isInternal && !$0.isWorker }
        for service in internals {
            rules.append(["to": [pods(place, service)], "ports": [port(service.port)]])
        }
        return [
            ("podSelector", ours(place)), ("policyTypes", ["Egress"]), ("egress", .list(rules)),
        ]
    }

    /// Every pod of the system.
    static func ours(_ place: ClusterPlace) -> Value {
        ["matchLabels": ["app.kubernetes.io/part-of": .text(place.profile.system)]]
    }

    private static func pods(_ place: ClusterPlace, _ service: ServicePlan) -> Value {
        ["podSelector": ["matchLabels": ["app": .text(place.profile.name(.workload, service.name))]]]
    }

    /// The balancer's addresses are those of the network; an internal service is asked by its neighbours
    /// only.
    private static func entrance(_ place: ClusterPlace, _ service: ServicePlan) -> KubernetesObject {
        let app = place.profile.name(.workload, service.name)
        let balancer = place.ranges.map { range -> Value in ["ipBlock": ["cidr": .text(range)]] }
        let from = service.isInternal ? [["podSelector": ours(place)]] : balancer
        return policy(
            place, "allow-\(app)",
            [
                ("podSelector", ["matchLabels": ["app": .text(app)]]), ("policyTypes", ["Ingress"]),
                ("ingress", [["from": .list(from), "ports": [port(service.port)]]]),
            ])
    }
}
