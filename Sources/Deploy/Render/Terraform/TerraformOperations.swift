extension TerraformDraft {
    mutating func drawAlarm(_ resource: Resource, _ row: TerraformRow) {
        let queries = (resource.properties["Metrics"]?.items ?? []).map { query -> Value in
            let base = object(query.without("MetricStat"), [:], resource.region)
            guard let stat = query["MetricStat"] else { return base }
            let metric = stat["Metric"] ?? [:]
            return base.adding(
                "metric",
                object(metric.without("Dimensions"), [:], resource.region)
                    .adding("dimensions", dimensions(metric["Dimensions"], resource.region))
                    .adding("period", stat["Period"]).adding("stat", stat["Stat"]))
        }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row)
                .adding(
                    "dimensions", resource.properties["Dimensions"].map { dimensions($0, resource.region) }
                )
                .adding("metric_query", queries.isEmpty ? nil : .list(queries)))
    }

    private func dimensions(_ value: Value?, _ region: String) -> Value {
        .object((value?.keyed ?? []).map { Value.Field($0.0, self.value($0.1, region: region)) })
    }

    mutating func drawRecorder(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
        add(
            "aws_config_configuration_recorder_status", resource.id.name, for: resource,
            [
                "name": .text("${aws_config_configuration_recorder.\(resource.id.name).name}"),
                "is_enabled": true,
            ])
    }

    mutating func drawDetector(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
        for feature in resource.properties["Features"]?.items ?? [] {
            let name = feature["Name"]?.string ?? ""
            add(
                "aws_guardduty_detector_feature", "\(resource.id.name)_\(name.lowercased())", for: resource,
                [
                    "detector_id": .text("${aws_guardduty_detector.\(resource.id.name).id}"),
                    "name": .text(name),
                    "status": feature["Status"] ?? "ENABLED",
                ])
        }
    }

    mutating func drawHub(_ resource: Resource, _ row: TerraformRow) {
        add(
            row.type, resource.id.name, for: resource,
            object(resource.properties.without("Tags"), row.names, resource.region))
    }

    mutating func drawBudget(_ resource: Resource, _ row: TerraformRow) {
        let budget = resource.properties["Budget"] ?? [:]
        let filters = (budget["CostFilters"]?.fields ?? []).map { field -> Value in
            ["name": .text(field.name), "values": value(field.value, region: resource.region)]
        }
        let notices = (resource.properties["NotificationsWithSubscribers"]?.items ?? []).map {
            entry -> Value in
            let people = entry["Subscribers"]?.items ?? []
            func addresses(_ kind: String) -> Value {
                .list(
                    people.filter { $0["SubscriptionType"]?.string == kind }.compactMap { $0["Address"] }
                        .map { value($0, region: resource.region) })
            }
            return object(entry["Notification"] ?? [:], [:], resource.region)
                .adding("subscriber_email_addresses", addresses("EMAIL"))
                .adding("subscriber_sns_topic_arns", addresses("SNS"))
        }
        let tags = (resource.properties["ResourceTags"]?.keyed ?? []).map { Value.Field($0.0, $0.1) }
        add(
            row.type, resource.id.name, for: resource,
            [
                "name": budget["BudgetName"] ?? "", "budget_type": budget["BudgetType"] ?? "COST",
                "limit_amount": .text(String(budget.at("BudgetLimit", "Amount")?.number ?? 0)),
                "limit_unit": budget.at("BudgetLimit", "Unit") ?? "USD",
                "time_unit": budget["TimeUnit"] ?? "MONTHLY",
                "cost_filter": .list(filters), "notification": .list(notices), "tags": .object(tags),
            ])
    }

    mutating func drawSnapshots(_ resource: Resource, _ row: TerraformRow) {
        let details = resource.properties["PolicyDetails"] ?? [:]
        let target = (details["TargetTags"]?.keyed ?? []).map { Value.Field($0.0, $0.1) }
        add(
            row.type, resource.id.name, for: resource,
            object(resource.properties.without("PolicyDetails"), row.names, resource.region)
                .adding(
                    "policy_details",
                    object(details.without("TargetTags"), row.names, resource.region)
                        .adding("target_tags", .object(target))))
    }

    mutating func drawSchedule(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, body(of: resource, row).without("tags"))
    }

    mutating func drawTopicRule(_ resource: Resource, _ row: TerraformRow) {
        let payload = resource.properties["TopicRulePayload"] ?? [:]
        func queue(_ action: Value) -> Value {
            object(action["Sqs"] ?? [:], ["UseBase64": "use_base64"], resource.region)
        }
        let tags = self.tags(resource.properties["Tags"] ?? [], resource.region)
        add(
            row.type, resource.id.name, for: resource,
            [
                "name": resource.properties["RuleName"] ?? "",
                "enabled": .truth(payload["RuleDisabled"]?.flag != true),
                "sql": value(payload["Sql"] ?? "", region: resource.region),
                "sql_version": payload["AwsIotSqlVersion"] ?? "2016-03-23",
                "sqs": .list((payload["Actions"]?.items ?? []).map(queue)),
                "error_action": ["sqs": queue(payload["ErrorAction"] ?? [:])], tags.name: tags.value,
            ])
    }
}
