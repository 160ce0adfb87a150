extension TerraformDraft {
    mutating func drawCluster(_ resource: Resource, _ row: TerraformRow) {
        let kinds = (resource.properties.at("Logging", "ClusterLogging", "EnabledTypes")?.items ?? [])
            .compactMap { $0["Type"] }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("enabled_cluster_log_types", .list(kinds)))
    }

    mutating func drawAddon(_ resource: Resource, _ row: TerraformRow) {
        let way = resource.properties["ResolveConflicts"]
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("resolve_conflicts_on_create", way)
                .adding("resolve_conflicts_on_update", way))
    }

    mutating func drawTaskCluster(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
        add(
            "aws_ecs_cluster_capacity_providers", resource.id.name, for: resource,
            [
                "cluster_name": .text("${\(expression(resource.id, nil))}"),
                "capacity_providers": properties["CapacityProviders"] ?? [],
                "default_capacity_provider_strategy": converted(
                    properties["DefaultCapacityProviderStrategy"] ?? [], [:], resource.region),
            ])
    }

    mutating func drawTask(_ resource: Resource, _ row: TerraformRow) {
        let containers = resource.properties["ContainerDefinitions"] ?? []
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row)
                .adding(
                    "container_definitions", .text(json(containers, region: resource.region, camel: true))))
    }

    /// Autoscaling and roll-outs move the number of copies and the definition: Terraform leaves both alone.
    mutating func drawService(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let deployment = properties["DeploymentConfiguration"] ?? [:]
        let network = properties.at("NetworkConfiguration", "AwsvpcConfiguration") ?? [:]
        let first = ReleaseSteps.firstCopies(properties["ServiceName"]?.string ?? "", graph.profile)
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("desired_count", .integer(first))
                .adding("deployment_maximum_percent", deployment["MaximumPercent"])
                .adding("deployment_minimum_healthy_percent", deployment["MinimumHealthyPercent"])
                .adding(
                    "deployment_circuit_breaker",
                    deployment["DeploymentCircuitBreaker"].map { object($0, [:], resource.region) }
                )
                .adding(
                    "network_configuration",
                    object(network.without("AssignPublicIp"), [:], resource.region)
                        .adding("assign_public_ip", .truth(network["AssignPublicIp"]?.string == "ENABLED"))
                )
                .adding("lifecycle", ["ignore_changes": ["desired_count", "task_definition"]]))
    }

    mutating func drawBalancer(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let keyed = Dictionary(
            (properties["LoadBalancerAttributes"]?.keyed ?? []).map {
                ($0.0, value($0.1, region: resource.region))
            },
            uniquingKeysWith: { first, _ in first })
        var balancer = object(
            properties.without("LoadBalancerAttributes", "Scheme", "Type"), row.names, resource.region
        )
        .adding("internal", .truth(properties["Scheme"]?.string == "internal"))
        .adding("load_balancer_type", properties["Type"] ?? "application")
        for (key, name) in [
            ("deletion_protection.enabled", "enable_deletion_protection"),
            ("idle_timeout.timeout_seconds", "idle_timeout"),
            ("routing.http.drop_invalid_header_fields.enabled", "drop_invalid_header_fields"),
            ("routing.http2.enabled", "enable_http2"),
            ("routing.http.desync_mitigation_mode", "desync_mitigation_mode"),
        ] {
            balancer = balancer.adding(name, keyed[key])
        }
        if let bucket = keyed["access_logs.s3.bucket"] {
            balancer = balancer.adding(
                "access_logs",
                [
                    "bucket": bucket, "enabled": keyed["access_logs.s3.enabled"] ?? true,
                    "prefix": keyed["access_logs.s3.prefix"] ?? "",
                ])
        }
        add(row.type, resource.id.name, for: resource, balancer)
    }

    mutating func drawTargets(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let keyed = Dictionary(
            (properties["TargetGroupAttributes"]?.keyed ?? []).map {
                ($0.0, value($0.1, region: resource.region))
            },
            uniquingKeysWith: { first, _ in first })
        var health: Value = ["enabled": true]
        for (key, name) in [
            ("HealthCheckIntervalSeconds", "interval"), ("HealthCheckPath", "path"),
            ("HealthCheckProtocol", "protocol"),
            ("HealthCheckTimeoutSeconds", "timeout"), ("HealthyThresholdCount", "healthy_threshold"),
            ("UnhealthyThresholdCount", "unhealthy_threshold"),
        ] {
            health = health.adding(name, properties[key])
        }
        health = health.adding("matcher", properties.at("Matcher", "HttpCode"))
        var targets: Value = [
            "name": properties["Name"] ?? "", "port": properties["Port"] ?? 80,
            "protocol": properties["Protocol"] ?? "HTTP",
            "target_type": properties["TargetType"] ?? "ip",
            "vpc_id": value(properties["VpcId"] ?? "", region: resource.region), "health_check": health,
        ]
        for (key, name) in [
            ("deregistration_delay.timeout_seconds", "deregistration_delay"),
            ("slow_start.duration_seconds", "slow_start"),
            ("load_balancing.algorithm.type", "load_balancing_algorithm_type"),
        ] {
            targets = targets.adding(name, keyed[key])
        }
        if keyed["stickiness.enabled"]?.flag == true {
            targets = targets.adding(
                "stickiness",
                [
                    "enabled": true, "type": keyed["stickiness.type"] ?? "lb_cookie",
                    "cookie_duration": keyed["stickiness.lb_cookie.duration_seconds"] ?? 3600,
                ])
        }
        let tags = self.tags(properties["Tags"] ?? [], resource.region)
        add(row.type, resource.id.name, for: resource, targets.adding(tags.name, tags.value))
    }

    mutating func drawListener(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let certificate = properties["Certificates"]?.items.first?["CertificateArn"]
        add(
            row.type, resource.id.name, for: resource,
            object(properties.without("Certificates", "DefaultActions"), row.names, resource.region)
                .adding("certificate_arn", certificate.map { value($0, region: resource.region) })
                .adding("default_action", actions(properties["DefaultActions"], resource.region)))
    }

    /// Roll-outs move the weights: Terraform leaves them alone.
    mutating func drawListenerRule(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let conditions = (properties["Conditions"]?.items ?? []).map { condition -> Value in
            if let values = condition.at("HostHeaderConfig", "Values") {
                return ["host_header": ["values": values]]
            }
            if let values = condition.at("PathPatternConfig", "Values") {
                return ["path_pattern": ["values": values]]
            }
            let header = condition["HttpHeaderConfig"] ?? [:]
            return [
                "http_header": [
                    "http_header_name": header["HttpHeaderName"] ?? "", "values": header["Values"] ?? [],
                ]
            ]
        }
        add(
            row.type, resource.id.name, for: resource,
            object(properties.without("Actions", "Conditions"), row.names, resource.region)
                .adding("action", actions(properties["Actions"], resource.region))
                .adding("condition", .list(conditions)).adding("lifecycle", ["ignore_changes": ["action"]]))
    }

    private func actions(_ value: Value?, _ region: String) -> Value {
        .list(
            (value?.items ?? []).map { action in
                var made: Value = ["type": action["Type"] ?? "forward"]
                made = made.adding("redirect", action["RedirectConfig"].map { object($0, [:], region) })
                made = made.adding(
                    "fixed_response", action["FixedResponseConfig"].map { object($0, [:], region) })
                guard let forward = action["ForwardConfig"] else { return made }
                let groups = (forward["TargetGroups"]?.items ?? []).map { group -> Value in
                    (["arn": self.value(group["TargetGroupArn"] ?? "", region: region)] as Value)
                        .adding("weight", group["Weight"].map { self.value($0, region: region) })
                }
                let sticky = forward["TargetGroupStickinessConfig"].map { sticky -> Value in
                    ["duration": sticky["DurationSeconds"] ?? 3600, "enabled": sticky["Enabled"] ?? true]
                }
                return made.adding(
                    "forward", (["target_group": .list(groups)] as Value).adding("stickiness", sticky))
            })
    }

    mutating func drawScaling(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
        for (place, action) in (resource.properties["ScheduledActions"]?.items ?? []).enumerated() {
            add(
                "aws_appautoscaling_scheduled_action", "\(resource.id.name)_\(place + 1)", for: resource,
                targeted(resource.id).adding("name", action["ScheduledActionName"]).adding(
                    "schedule", action["Schedule"]
                )
                .adding("timezone", action["Timezone"])
                .adding(
                    "scalable_target_action",
                    object(action["ScalableTargetAction"] ?? [:], [:], resource.region)))
        }
    }

    mutating func drawScalingPolicy(_ resource: Resource, _ row: TerraformRow) {
        var policy = body(of: resource, row)
        if case .reference(let id)? = resource.properties["ScalingTargetId"] {
            for field in targeted(id).fields { policy = policy.adding(field.name, field.value) }
        }
        add(row.type, resource.id.name, for: resource, policy)
    }

    private func targeted(_ id: ResourceID) -> Value {
        let target = "aws_appautoscaling_target.\(id.name)"
        return [
            "resource_id": .text("${\(target).resource_id}"),
            "scalable_dimension": .text("${\(target).scalable_dimension}"),
            "service_namespace": .text("${\(target).service_namespace}"),
        ]
    }
}
