import Base

/// How many copies run: by processor or by backlog, quickly up and slowly down; and how many may leave at
/// once.
enum ScalerObjects {
    /// The measure of work that waits, one series a role; every copy of the server tells all of it.
    static let backlogMeasure = "hesap_backlog"

    /// The roles whose work a service does.
    static func roles(_ service: ServicePlan) -> [String] {
        service.roles.isEmpty ? ServerRole.allCases.map(\.rawValue) : service.roles
    }

    /// The scaler of a colour. It rests while its colour has no copies.
    static func scaler(_ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour) -> KubernetesObject {
        let target: Value = [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "name": .text(place.profile.workload(service, colour)),
        ]
        let spec: Value = [
            "scaleTargetRef": target, "minReplicas": .integer(service.scale.min),
            "maxReplicas": .integer(service.scale.max), "metrics": .list(measures(place, service)),
            "behavior": behavior(service.scale),
        ]
        let name = "\(place.profile.name(.autoscaler, service.name))-\(colour.rawValue)"
        return place.object(
            .services, 50, "services.\(service.name).scale", "autoscaling/v2", "HorizontalPodAutoscaler",
            WorkloadObjects.metadata(place, service, colour, name: name), [("spec", spec)])
    }

    /// Processor use is the signal; memory is none, because it rarely falls again.
    private static func measures(_ place: ClusterPlace, _ service: ServicePlan) -> [Value] {
        var measures: [Value] = []
        if let backlog = service.scale.backlog {
            let roles: Value = .texts(Self.roles(service))
            let labels: Value = ["matchExpressions": [["key": "role", "operator": "In", "values": roles]]]
            measures.append([
                "type": "External",
                "external": [
                    "metric": ["name": .text(backlogMeasure), "selector": labels],
                    "target": ["type": "AverageValue", "averageValue": .text(String(backlog))],
                ],
            ])
        }
        if let cpu = service.scale.cpu ?? (measures.isEmpty ? 70 : nil) {
            measures.append([
                "type": "Resource",
                "resource": [
                    "name": "cpu", "target": ["type": "Utilization", "averageUtilization": .integer(cpu)],
                ],
            ])
        }
        return measures
    }

    private static func behavior(_ scale: ScalePlan) -> Value {
        [
            "scaleDown": [
                "stabilizationWindowSeconds": .integer(scale.downWindow), "selectPolicy": "Max",
                "policies": [["type": "Percent", "value": 50, "periodSeconds": 60]],
            ],
            "scaleUp": [
                "stabilizationWindowSeconds": .integer(scale.upWindow), "selectPolicy": "Max",
                "policies": [
                    ["type": "Percent", "value": 100, "periodSeconds": 15],
                    ["type": "Pods", "value": 4, "periodSeconds": 15],
                ],
            ],
        ]
    }

    /// One copy at a time may leave for upkeep; a copy that is not ready never blocks it.
    static func budget(_ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour) -> KubernetesObject {
        let spec: Value = [
            "maxUnavailable": 1, "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": ["matchLabels": WorkloadObjects.selector(place, service, colour)],
        ]
        return place.object(
            .services, 55, "services.\(service.name)", "policy/v1", "PodDisruptionBudget",
            WorkloadObjects.metadata(place, service, colour), [("spec", spec)])
    }
}
