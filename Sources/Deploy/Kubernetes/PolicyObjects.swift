/// Who may speak to whom: nothing but what is named here.
enum PolicyObjects {
    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let common = [
            policy(place, "default-deny", [("podSelector", [:]), ("policyTypes", ["Ingress", "Egress"])]),
            policy(place, "allow-dns", dns), policy(place, "allow-out", out(place)),
        ]
        return common + place.profile.services.filter { !$0.isWorker }.map { entrance(place, $0) }
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

    /// The stores inside the network, every service by TLS outside, never the node's own metadata.
    private static func out(_ place: ClusterPlace) -> [(String, Value?)] {
        let data = place.profile.data
        let stores =
            (data.database == nil ? [] : [5432]) + (data.cache == nil ? [] : [6379])
            + (data.events == nil ? [] : [9094, 9096])
        let inside = place.ranges.map { range -> Value in ["ipBlock": ["cidr": .text(range)]] }
        let everywhere: Value = ["ipBlock": ["cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"]]]
        var rules: [Value] = [["to": [everywhere], "ports": [port(443)]]]
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
