/// A service in its cluster: two sets of copies that take turns, each with its scaler and budget, and with
/// its Service where it is asked anything. What only takes work from queues has no Service: each piece of
/// work is taken by one copy, so both sets may run beside each other while they take turns.
enum WorkloadObjects {
    static func all(_ place: ClusterPlace, _ service: ServicePlan) -> [KubernetesObject] {
        let perColour = Colour.allCases.flatMap { colour in
            [
                deployment(place, service, colour), ScalerObjects.scaler(place, service, colour),
                ScalerObjects.budget(place, service, colour),
            ] + (service.isWorker ? [] : [ServiceObjects.coloured(place, service, colour)])
        }
        return perColour
            + (service.isInternal && !service.isWorker ? [ServiceObjects.common(place, service)] : [])
    }

    static func selector(_ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour) -> Value {
        ["app": .text(place.profile.name(.workload, service.name)), "hesap/colour": .text(colour.rawValue)]
    }

    static func metadata(
        _ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour, name: String? = nil,
        annotations: [(String, Value)] = []
    ) -> Value {
        let app = place.profile.name(.workload, service.name)
        let labels = place.labels(app) + [Value.Field("hesap/colour", .text(colour.rawValue))]
        return .some([
            ("name", .text(name ?? place.profile.workload(service, colour))),
            ("namespace", .text(place.namespace)), ("labels", .object(labels)),
            ("annotations", annotations.isEmpty ? nil : .some(annotations)),
        ])
    }

    private static func deployment(_ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour)
        -> KubernetesObject
    {
        let selector = selector(place, service, colour)
        let app = place.profile.name(.workload, service.name)
        let labels = place.labels(app) + [Value.Field("hesap/colour", .text(colour.rawValue))]
        let spec = Value.some([
            ("revisionHistoryLimit", 5), ("progressDeadlineSeconds", 600), ("minReadySeconds", 5),
            (
                "strategy",
                ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 0, "maxSurge": "25%"]]
            ),
            ("selector", ["matchLabels": selector]),
            (
                "template",
                [
                    "metadata": [
                        "labels": .object(labels),
                        "annotations": ["hesap/settings": .text(PodParts.settingsDigest(place))],
                    ],
                    "spec": PodParts.spec(
                        place, service, selector: selector,
                        image: .text(.resolving(place.profile.imageParameter(service, colour)))),
                ]
            ),
        ])
        return place.object(
            .services, 40, "services.\(service.name)", "apps/v1", "Deployment",
            metadata(place, service, colour), [("spec", spec)])
    }
}
