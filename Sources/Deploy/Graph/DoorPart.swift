/// How requests find a service: two groups of targets, and rules that share the traffic between them by
/// weight.
extension Draft {
    /// Adds the targets of a colour.
    mutating func drawTargets(_ service: ServicePlan, _ colour: Colour, _ at: Place) {
        let id = service.name.graphName + colour.rawValue.graphName
        var settings = [
            ("deregistration_delay.timeout_seconds", "60"), ("slow_start.duration_seconds", "0"),
            ("load_balancing.algorithm.type", "least_outstanding_requests"),
        ]
        if let socket = service.websocket {
            settings[2] = ("load_balancing.algorithm.type", "round_robin")
            settings += [
                ("stickiness.enabled", "true"), ("stickiness.type", "lb_cookie"),
                ("stickiness.lb_cookie.duration_seconds", String(socket.stickiness)),
            ]
        }
        add(
            at(id + "Targets"), "AWS::ElasticLoadBalancingV2::TargetGroup", .app, at,
            from: "services.\(service.name)",
            [
                "Name": .text(String.targetName(profile.names.prefix, "\(service.name)-\(colour.rawValue)")),
                "VpcId": vpc(at), "Protocol": "HTTP", "Port": .integer(service.port), "TargetType": "ip",
                "HealthCheckPath": .text(service.probes.ready), "HealthCheckProtocol": "HTTP",
                "HealthCheckIntervalSeconds": 15, "HealthCheckTimeoutSeconds": 5, "HealthyThresholdCount": 2,
                "UnhealthyThresholdCount": 2, "Matcher": ["HttpCode": "200"],
                "TargetGroupAttributes": .list(
                    settings.map { ["Key": .text($0.0), "Value": .text($0.1)] }),
            ])
    }

    /// Adds a service's rules: two that lead to one side whoever names it in a header, so that a new version
    /// is tried before users reach it, and the weighted ones.
    mutating func drawDoor(_ service: ServicePlan, _ index: Int, _ at: Place) {
        let name = service.name.graphName
        let hosts =
            service.host.map { [$0] } ?? profile.gateway.map { [$0.host] } ?? profile.hostsWithoutOwner
        let paths = service.paths.isEmpty ? ["/*"] : service.paths
        // A service for every path comes after those that have paths of their own.
        let base = (paths == ["/*"] ? 400 : 100) + index * 10
        let host: Value? =
            hosts.isEmpty ? nil : ["Field": "host-header", "HostHeaderConfig": ["Values": .texts(hosts)]]
        for (number, colour) in Colour.allCases.enumerated() {
            let asks: Value = [
                "Field": "http-header",
                "HttpHeaderConfig": [
                    "HttpHeaderName": .text(ServicePlan.colourHeader),
                    "Values": [.text(service.colourName(colour))],
                ],
            ]
            drawRule(
                at("\(name)\(colour.rawValue.graphName)Smoke"), base + number,
                [host, asks].compactMap { $0 }, [(colour, 1)], service, at)
        }
        let room = max(1, 4 - hosts.count)
        let chunks = stride(from: 0, to: paths.count, by: room).map {
            Array(paths[$0..<min($0 + room, paths.count)])
        }
        for (number, chunk) in chunks.enumerated() {
            let path: Value = ["Field": "path-pattern", "PathPatternConfig": ["Values": .texts(chunk)]]
            drawRule(
                at("\(name)Door\(number + 1)"), base + 2 + number, [host, path].compactMap { $0 },
                [(.blue, nil), (.green, nil)], service, at)
        }
    }

    private mutating func drawRule(
        _ id: ResourceID, _ priority: Int, _ conditions: [Value], _ sides: [(Colour, Int?)],
        _ service: ServicePlan,
        _ at: Place
    ) {
        let targets = sides.map { colour, weight -> Value in
            [
                "TargetGroupArn": .reference(
                    at("\(service.name.graphName)\(colour.rawValue.graphName)Targets")),
                "Weight": weight.map { .integer($0) }
                    ?? .text(.resolving(profile.weightParameter(service, colour))),
            ]
        }
        let forward: Value = ["TargetGroups": .list(targets)]
        let sticky: Value? = service.websocket.map {
            ["Enabled": true, "DurationSeconds": .integer(max(1, $0.stickiness))]
        }
        add(
            id, "AWS::ElasticLoadBalancingV2::ListenerRule", .app, at, from: "services.\(service.name)",
            [
                "ListenerArn": .reference(at("Listener")), "Priority": .integer(priority),
                "Conditions": .list(conditions),
                "Actions": [
                    [
                        "Type": "forward",
                        "ForwardConfig": forward.with(
                            "TargetGroupStickinessConfig", sides.count > 1 ? sticky : nil),
                    ]
                ],
            ])
    }

    /// Adds the way of the screens' hosts to the server where no bucket of ours serves them.
    mutating func drawScreenDoor(_ at: Place) {
        let hosts = profile.screens.isEmpty ? profile.web.map(\.host).unique : []
        let doors = profile.services.filter(\.hasDoor)
        guard let service = doors.first(where: { $0.roles.contains("web") }) ?? doors.first else { return }
        for (number, start) in stride(from: 0, to: hosts.count, by: 4).enumerated() {
            let some = Array(hosts[start..<min(start + 4, hosts.count)])
            drawRule(
                at("Screens\(number + 1)"), 10 + number,
                [["Field": "host-header", "HostHeaderConfig": ["Values": .texts(some)]]],
                [(.blue, nil), (.green, nil)], service, at)
        }
    }

    /// Adds the rule that keeps probes and metrics inside.
    mutating func drawPrivateAnswers(_ at: Place) {
        guard profile.services.contains(where: { $0.hasDoor && !$0.probes.isPublic }) else { return }
        add(
            at("PrivateAnswers"), "AWS::ElasticLoadBalancingV2::ListenerRule", .app, at, from: "services",
            [
                "ListenerArn": .reference(at("Listener")), "Priority": 1,
                "Conditions": [
                    [
                        "Field": "path-pattern",
                        "PathPatternConfig": [
                            "Values": ["/metrics", "/livez", "/ready", "/health", "/api/v1/actuator*"]
                        ],
                    ]
                ], "Actions": [Self.answer(404)],
            ])
    }

    /// Adds how the copies of a colour follow the load and the clock, while the colour does not rest.
    mutating func drawScaling(_ service: ServicePlan, _ colour: Colour, _ at: Place) {
        let id = service.name.graphName + colour.rawValue.graphName
        let target = at(id + "Scaling")
        let rests = Value.text(.resolving(profile.restsParameter(service, colour)))
        let body: Value = [
            "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount",
            "ResourceId": .text("service/\(clusterName)/\(profile.workload(service, colour))"),
            "MinCapacity": .integer(service.scale.min), "MaxCapacity": .integer(service.scale.max),
            "SuspendedState": [
                "DynamicScalingInSuspended": rests, "DynamicScalingOutSuspended": rests,
                "ScheduledScalingSuspended": rests,
            ],
        ]
        add(
            target, "AWS::ApplicationAutoScaling::ScalableTarget", .app, at,
            from: "services.\(service.name).scale", needs: [at(id + "Service")],
            body.with("ScheduledActions", byTheClock(service)))
        var aims: [(String, Int, Value)] = []
        let cpu = service.scale.cpu ?? (service.scale.requests == nil ? 60 : nil)
        if let cpu { aims.append(("Cpu", cpu, Self.processorAim)) }
        if let requests = service.scale.requests, service.hasDoor {
            aims.append(("Requests", requests * 60, requestMetric(id, at)))
        }
        if let backlog = service.scale.backlog {
            aims.append(("Backlog", backlog, backlogAim(service, colour)))
        }
        for (kind, aim, metric) in aims {
            guard case .object(let fields) = metric else { continue }
            add(
                at("\(id)\(kind)Scaling"), "AWS::ApplicationAutoScaling::ScalingPolicy", .app, at,
                from: "services.\(service.name).scale",
                [
                    "PolicyName": .text("\(profile.workload(service, colour))-\(kind.lowercased())"),
                    "PolicyType": "TargetTrackingScaling", "ScalingTargetId": .reference(target),
                    "TargetTrackingScalingPolicyConfiguration": .object(
                        fields + [
                            Value.Field("TargetValue", .integer(aim)),
                            Value.Field("ScaleInCooldown", .integer(service.scale.downWindow)),
                            Value.Field("ScaleOutCooldown", .integer(max(30, service.scale.upWindow))),
                        ]),
                ])
        }
    }

    private static let processorAim: Value = [
        "PredefinedMetricSpecification": ["PredefinedMetricType": "ECSServiceAverageCPUUtilization"]
    ]

    private func requestMetric(_ id: String, _ at: Place) -> Value {
        [
            "PredefinedMetricSpecification": [
                "PredefinedMetricType": "ALBRequestCountPerTarget",
                "ResourceLabel": .join([
                    .attribute(at("LoadBalancer"), "LoadBalancerFullName"), "/",
                    .attribute(at(id + "Targets"), "TargetGroupFullName"),
                ]),
            ]
        ]
    }
}

extension ServicePlan {
    /// The header by which a roll-out reaches one side of a service before users do.
    static let colourHeader = "X-Hesap-Colour"

    /// What the header says for a side.
    func colourName(_ colour: Colour) -> String { "\(name)-\(colour.rawValue)" }
}

extension Profile {
    /// Hosts of zones that no service and no screen names: a service without a host answers them.
    var hostsWithoutOwner: [String] {
        let taken = services.compactMap(\.host) + web.map(\.host)
        return domains.map(\.name).filter { !taken.contains($0) }
    }
}

extension String {
    /// A name of at most 32 letters, with a few letters of its digest when it had to be cut.
    static func targetName(_ prefix: String, _ rest: String) -> String {
        let whole = "\(prefix)-\(rest)"
        if whole.count <= 32 { return whole }
        let short = prefix.split(separator: "-").map { $0.prefix(3) }.joined(separator: "-")
        return String("\(short)-\(rest)".prefix(32))
    }
}
