/// The public entrance: one application balancer, which terminates TLS and spreads each path over the two
/// colours by weight.
enum IngressObjects {
    private static let prefix = "alb.ingress.kubernetes.io/"

    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let services = place.profile.services.filter { !hosts($0, place).isEmpty }
        guard !services.isEmpty else { return [] }
        let metadata = place.metadata(place.profile.name(.ingress), annotations: annotations(place, services))
        let spec: Value = [
            "ingressClassName": "alb", "tls": [["hosts": .texts(hosts(of: services, place))]],
            "rules": .list(rules(place, services)),
        ]
        return [
            place.object(
                .services, 60, "services", "networking.k8s.io/v1", "Ingress", metadata, [("spec", spec)])
        ]
    }

    /// The names by which the balancer is asked for a service: its own, the gateway's, and that of the
    /// screens whose content network hands requests on.
    static func hosts(_ service: ServicePlan, _ place: ClusterPlace) -> [String] {
        let names = names(service, place.profile)
        guard KubernetesObjects.regions(place.profile).count > 1 else { return names }
        return names + names.filter { !$0.hasPrefix("*.") }.map { regional($0, place.region) }
    }

    /// The name by which health checks reach one region of a host: `api-us-east-1.globalpay.com`.
    private static func regional(_ host: String, _ region: String) -> String {
        guard let dot = host.firstIndex(of: ".") else { return host }
        return "\(host[..<dot])-\(region)\(host[dot...])"
    }

    private static func names(_ service: ServicePlan, _ profile: Profile) -> [String] {
        guard !service.isInternal, !service.isWorker else { return [] }
        return own(service, profile) + (profile.menuService == service.name ? profile.menuHosts : [])
    }

    private static func own(_ service: ServicePlan, _ profile: Profile) -> [String] {
        if service.behindCDN {
            let screens = profile.web.map(\.host).filter { !$0.hasPrefix("*.") }.prefix(1)
            return ([service.host ?? screens.first.map { "api.\($0)" }].compactMap(\.self) + screens)
                .inOrderOnce
        }
        return (service.host ?? profile.gateway?.host).map { [$0] } ?? []
    }

    private static func hosts(of services: [ServicePlan], _ place: ClusterPlace) -> [String] {
        services.flatMap { hosts($0, place) }.inOrderOnce
    }

    private static func rules(_ place: ClusterPlace, _ services: [ServicePlan]) -> [Value] {
        hosts(of: services, place).map { host in
            let here = services.filter { hosts($0, place).contains(host) }
            let reached = here.flatMap { service in
                paths(service).map { (path: $0, service: service) }
            }.sorted { $0.path.count > $1.path.count }
            let entries = reached.map { path, service -> Value in
                let backend: Value = [
                    "name": .text(place.profile.name(.workload, service.name)),
                    "port": ["name": "use-annotation"],
                ]
                return ["path": .text(path), "pathType": "Prefix", "backend": ["service": backend]]
            }
            return ["host": .text(host), "http": ["paths": .list(entries)]]
        }
    }

    /// `/api/*` is the prefix `/api`.
    private static func paths(_ service: ServicePlan) -> [String] {
        let written = service.paths.isEmpty ? ["/*"] : service.paths
        return written.map { path in
            let bare = path.hasSuffix("/*") ? String(path.dropLast(2)) : path
            return bare.isEmpty ? "/" : bare
        }
    }

    private static func annotations(_ place: ClusterPlace, _ services: [ServicePlan]) -> [(String, Value)] {
        let fixed: [(String, Value)] = [
            ("scheme", "internet-facing"), ("target-type", "ip"),
            ("load-balancer-name", .text(String(place.profile.name(.loadBalancer).prefix(32)))),
            ("ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
            ("load-balancer-attributes", .text(attributes(place, services))),
        ]
        let actions = services.map { service in
            ("actions.\(place.profile.name(.workload, service.name))", Value.text(action(place, service)))
        }
        // The content network's addresses fill a group of 60 rules once, not twice; it asks by TLS alone.
        let ports: [(String, Value)] =
            services.allSatisfy(\.behindCDN)
            ? [("listen-ports", #"[{"HTTPS":443}]"#)]
            : [("listen-ports", #"[{"HTTP": 80}, {"HTTPS": 443}]"#), ("ssl-redirect", "443")]
        return (fixed + ports + protection(place, services) + actions).map { ("\(prefix)\($0.0)", $0.1) }
    }

    /// Idle time follows the longest that a service asks for: the balancer has one for all.
    private static func attributes(_ place: ClusterPlace, _ services: [ServicePlan]) -> String {
        let idle = services.compactMap { $0.websocket?.idle }.max() ?? 60
        return [
            "idle_timeout.timeout_seconds=\(min(idle, 4000))",
            "routing.http.drop_invalid_header_fields.enabled=true",
            "deletion_protection.enabled=\(place.profile.environment.tier != .economy)",
        ].joined(separator: ",")
    }

    private static func protection(_ place: ClusterPlace, _ services: [ServicePlan]) -> [(String, Value)] {
        let edge = place.profile.edge
        var found: [(String, Value)] = []
        if edge.attach.contains(.api), !edge.firewall.isEmpty {
            found.append(("wafv2-acl-arn", .attribute(place.resource("ApiFirewall"), "Arn")))
        }
        if edge.provider == .cloudflare {
            found.append(("inbound-cidrs", .text(OutsideAddresses.cloudflare.joined(separator: ","))))
        }
        if services.allSatisfy(\.behindCDN) {
            found.append(("security-group-prefix-lists", .lookup(ClusterPlace.contentNetwork)))
        }
        let tags = [
            "hesap:system=\(place.profile.system)", "hesap:environment=\(place.profile.environment.name)",
        ]
        let own = place.profile.tags.map { "\($0.key)=\($0.value)" }
        return found + [("tags", .text((tags + own).joined(separator: ",")))]
    }

    /// The weights of the two colours are kept as parameters, so that an apply leaves traffic where a
    /// roll-out put it.
    private static func action(_ place: ClusterPlace, _ service: ServicePlan) -> String {
        let groups = Colour.allCases.map { colour in
            let name = place.profile.workload(service, colour)
            let weight = String.resolving(place.profile.weightParameter(service, colour))
            return #"{"serviceName":"\#(name)","servicePort":80,"weight":\#(weight)}"#
        }
        let sticky =
            service.websocket.map {
                #","targetGroupStickinessConfig":{"enabled":true,"durationSeconds":\#($0.stickiness)}"#
            } ?? ""
        let targets = groups.joined(separator: ",")
        return #"{"type":"forward","forwardConfig":{"targetGroups":[\#(targets)]\#(sticky)}}"#
    }
}
