/// How copies of a service are reached inside the cluster. A colour's own Service selects that colour and
/// never changes: traffic from outside moves by the balancer's weights, so that no connection is cut. What
/// neighbours ask of a service inside selects the colour that serves; a roll-out widens it to both colours
/// and then narrows it to the new one, so that it always has copies that are ready.
enum ServiceObjects {
    /// Seconds between two checks of the balancer, its patience, and how many make a verdict.
    static let checkInterval = 15, checkTimeout = 5, checkThreshold = 2

    static func coloured(_ place: ClusterPlace, _ service: ServicePlan, _ colour: Colour) -> KubernetesObject
    {
        let metadata = WorkloadObjects.metadata(
            place, service, colour, annotations: service.isInternal ? [] : balancer(service))
        return object(place, service, metadata, WorkloadObjects.selector(place, service, colour))
    }

    /// What other services ask.
    static func common(_ place: ClusterPlace, _ service: ServicePlan) -> KubernetesObject {
        let app = place.profile.name(.workload, service.name)
        let serving = String.resolving(place.profile.servingParameter(service))
        return object(
            place, service, place.metadata(app, app: app),
            ["app": .text(app), "hesap/colour": .text(serving)])
    }

    private static func object(
        _ place: ClusterPlace, _ service: ServicePlan, _ metadata: Value, _ selector: Value
    )
        -> KubernetesObject
    {
        let port: Value = [
            "name": "http", "port": 80, "targetPort": "http", "protocol": "TCP", "appProtocol": "http",
        ]
        let spec: Value = ["type": "ClusterIP", "ports": [port], "selector": selector]
        return place.object(
            .services, 45, "services.\(service.name)", "v1", "Service", metadata, [("spec", spec)])
    }

    /// How the balancer's target group behaves: it asks readiness, and a copy that leaves keeps its requests
    /// until they are done.
    private static func balancer(_ service: ServicePlan) -> [(String, Value)] {
        let prefix = "alb.ingress.kubernetes.io/"
        let delay = service.websocket == nil ? 30 : 60
        var attributes = ["deregistration_delay.timeout_seconds=\(delay)"]
        if let websocket = service.websocket {
            attributes += [
                "stickiness.enabled=true", "stickiness.type=lb_cookie",
                "stickiness.lb_cookie.duration_seconds=\(websocket.stickiness)",
            ]
        } else {
            attributes.append("load_balancing.algorithm.type=least_outstanding_requests")
        }
        let numbers = [
            ("healthcheck-interval-seconds", checkInterval), ("healthcheck-timeout-seconds", checkTimeout),
            ("healthy-threshold-count", checkThreshold), ("unhealthy-threshold-count", checkThreshold),
        ]
        return [
            ("\(prefix)healthcheck-path", .text(service.probes.ready)), ("\(prefix)success-codes", "200"),
        ]
            + numbers.map { ("\(prefix)\($0.0)", .text(String($0.1))) }
            + [("\(prefix)target-group-attributes", .text(attributes.joined(separator: ",")))]
    }
}
