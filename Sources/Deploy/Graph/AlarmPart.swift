/// Alarms: every limit of the profile on a metric that exists, with its dimensions and a rule for missing
/// data.
extension Draft {
    /// Where a region's alarms go.
    func alarmTopics(_ at: Place) -> [Value] {
        let theirs = profile.alarms.to.compactMap { target -> Value? in
            guard case .topic(let name) = target else { return nil }
            return .text(name.hasPrefix("arn:") ? name : arn("sns", at, name))
        }
        return theirs + (hasOwnTopic ? [.reference(at("AlarmTopic"))] : [])
    }

    private var hasOwnTopic: Bool {
        profile.alarms.to.isEmpty
            || profile.alarms.to.contains {
                if case .topic = $0 { false } else { true }
            }
    }

    /// Adds a region's topic and alarms.
    mutating func drawAlarms(_ at: Place) {
        let answers = at.runs
        let keeps = profile.data.database != nil && (at.isPrimary || !profile.replicas(in: at.region).isEmpty)
        guard answers || keeps else { return }
        if hasOwnTopic { drawTopic(at) }
        for limit in profile.alarms.limits { drawLimit(limit, at) }
        drawLag(at)
        if at.isPrimary {
            for (module, id, name) in [
                (LaterModule.payments, "WebhookQueueDead", profile.name(.webhookQueue) + "-dlq"),
                (LaterModule.iot, "DeviceQueueDead", "\(profile.names.prefix)-device-events-dlq"),
            ] where profile.modules.contains(module) {
                drawAlarm(
                    id, "\(name)-not-empty", "Messages that nobody could work off lie in \(name)", at,
                    metric(
                        "AWS/SQS", "ApproximateNumberOfMessagesVisible", [("QueueName", .text(name))],
                        "Maximum", 300),
                    over: 0, times: 1)
            }
        }
    }

    private mutating func drawTopic(_ at: Place) {
        add(
            at("AlarmTopic"), "AWS::SNS::Topic", .ops, at, from: "alarms.to",
            ["TopicName": .text(profile.name(.topic)), "KmsMasterKeyId": key("data", at)])
        add(
            at("AlarmTopicPolicy"), "AWS::SNS::TopicPolicy", .ops, at, from: "alarms.to",
            [
                "Topics": [.reference(at("AlarmTopic"))],
                "PolicyDocument": .policy(
                    ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"].map { service in
                        [
                            "Effect": "Allow", "Principal": ["Service": .text(service)],
                            "Action": "sns:Publish",
                            "Resource": .reference(at("AlarmTopic")),
                            "Condition": ["StringEquals": ["aws:SourceAccount": .text(account)]],
                        ]
                    }),
            ])
        drawPagers(at)
        var number = 0
        for case .email(let address) in profile.alarms.to {
            number += 1
            add(
                at("AlarmMail\(number)"), "AWS::SNS::Subscription", .ops, at, from: "alarms.to",
                ["TopicArn": .reference(at("AlarmTopic")), "Protocol": "email", "Endpoint": .text(address)])
        }
    }

    /// Who is paged is a secret that people fill in, so it is a stack of its own, made once the secret has
    /// a value.
    private mutating func drawPagers(_ at: Place) {
        for case .pager(let secret) in profile.alarms.to {
            let id = at("AlarmPager" + secret.graphName)
            let name = profile.name(.secret, secret)
            add(
                id, "AWS::SNS::Subscription", .ops, at, from: "alarms.to",
                needs: [profile.home(secret.graphName + "Secret")],
                [
                    "TopicArn": .reference(at("AlarmTopic")), "Protocol": "https",
                    "Endpoint": .text("{{resolve:secretsmanager:\(name):SecretString:url}}"),
                ])
            change(id) { $0.group = "pager" }
        }
    }

    // MARK: Limits

    /// A metric's words.
    func metric(
        _ space: String, _ name: String, _ dimensions: [(String, Value)], _ statistic: String, _ period: Int
    ) -> Value {
        let body: Value = [
            "Namespace": .text(space), "MetricName": .text(name),
            "Dimensions": .list(dimensions.map { ["Name": .text($0.0), "Value": $0.1] }),
            "Period": .integer(period),
        ]
        return body.with(statistic.hasPrefix("p") ? "ExtendedStatistic" : "Statistic", .text(statistic))
    }

    /// Adds an alarm on one metric; the limit is in thousandths.
    mutating func drawAlarm(
        _ id: String, _ name: String, _ what: String, _ at: Place, _ metric: Value, over: Int? = nil,
        under: Int? = nil, times: Int, missing: String = "notBreaching"
    ) {
        let body: Value = [
            "AlarmName": .text(name), "AlarmDescription": .text(what),
            "ComparisonOperator": over == nil ? "LessThanThreshold" : "GreaterThanThreshold",
            "Threshold": .thousandths(over ?? under ?? 0), "EvaluationPeriods": .integer(times),
            "TreatMissingData": .text(missing), "AlarmActions": .list(alarmTopics(at)),
            "OKActions": .list(alarmTopics(at)),
        ]
        guard case .object(let fields) = metric, case .object(let base) = body else { return }
        add(at(id + "Alarm"), "AWS::CloudWatch::Alarm", .ops, at, from: "alarms", .object(base + fields))
    }

    private mutating func drawLimit(_ limit: AlarmLimit, _ at: Place) {
        let (times, period) = (limit.times, limit.period)
        let plan = profile
        let name = { (it: String) in plan.name(.alarm, it) }
        switch limit.name {
        case "api-5xx", "5xx": drawErrors(limit, at)
        case "latency":
            guard hasBalancer(at) else { return }
            drawAlarm(
                "Latency", name("high-latency"),
                "Answers take longer than \(Value.decimal(limit.threshold)) s (p95)", at,
                metric(
                    "AWS/ApplicationELB", "TargetResponseTime", [("LoadBalancer", balancerMetric(at))], "p95",
                    period),
                over: limit.threshold, times: times)
        case "db-cpu":
            for (id, database) in databases(at) {
                drawAlarm(
                    id + "Cpu",
                    name(at.isPrimary && id == "Database" ? "db-cpu-high" : "\(database)-cpu-high"),
                    "Processor of \(database) above \(Value.decimal(limit.threshold)) %", at,
                    metric(
                        "AWS/RDS", "CPUUtilization", [("DBInstanceIdentifier", .text(database))], "Average",
                        period),
                    over: limit.threshold, times: times)
            }
        case "db-free-gb":
            for (id, database) in databases(at) {
                drawAlarm(
                    id + "Space",
                    name(at.isPrimary && id == "Database" ? "db-storage-low" : "\(database)-storage-low"),
                    "Less than \(Value.decimal(limit.threshold)) GB free in \(database)", at,
                    metric(
                        "AWS/RDS", "FreeStorageSpace", [("DBInstanceIdentifier", .text(database))], "Average",
                        period),
                    under: limit.threshold * 1_073_741_824, times: times,
                    // A database that sleeps has no figures.
                    missing: profile.environment.nightOff == nil ? "breaching" : "notBreaching")
            }
        case "db-connections": drawConnections(limit, at)
        case "cpu", "memory": drawUse(limit, at)
        default: return
        }
    }

    /// Whether a region has a load balancer.
    func hasBalancer(_ at: Place) -> Bool {
        at.runs && !profile.entranceHosts.isEmpty || at.runs && profile.shape == .ecsFargate
    }

    /// The databases of a region by their names in the graph and in the account.
    func databases(_ at: Place) -> [(id: String, name: String)] {
        guard profile.data.database != nil else { return [] }
        let copies = profile.replicas(in: at.region).indices.map {
            (id: "DatabaseReplica\($0 + 1)", name: profile.replicaName($0 + 1, in: at.region))
        }
        return (at.isPrimary ? [(id: "Database", name: profile.name(.database))] : []) + copies
    }

    private mutating func drawErrors(_ limit: AlarmLimit, _ at: Place) {
        guard hasBalancer(at) else { return }
        let dimensions = [("LoadBalancer", balancerMetric(at))]
        let errors = metric(
            "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", dimensions, "Sum", limit.period)
        guard limit.unit == .percent else {
            drawAlarm(
                "Errors", profile.name(.alarm, "api-5xx-errors"),
                "More than \(Value.decimal(limit.threshold)) errors of the server in \(limit.period) s", at,
                errors,
                over: limit.threshold, times: limit.times)
            return
        }
        let all = metric("AWS/ApplicationELB", "RequestCount", dimensions, "Sum", limit.period)
        drawMathAlarm(
            "Errors", profile.name(.alarm, "api-5xx-errors"),
            "More than \(Value.decimal(limit.threshold)) % of the requests fail", at,
            [("errors", errors), ("requests", all)], "100 * errors / requests", over: limit.threshold,
            times: limit.times)
    }

    /// Adds an alarm on an expression of several metrics.
    mutating func drawMathAlarm(
        _ id: String, _ name: String, _ what: String, _ at: Place, _ metrics: [(String, Value)],
        _ expression: String, over: Int, times: Int
    ) {
        let queries = metrics.map { label, metric -> Value in
            let core: Value = [
                "Namespace": metric["Namespace"] ?? "", "MetricName": metric["MetricName"] ?? "",
                "Dimensions": metric["Dimensions"] ?? [],
            ]
            return [
                "Id": .text(label), "ReturnData": false,
                "MetricStat": [
                    "Metric": core, "Period": metric["Period"] ?? 60,
                    "Stat": metric["Statistic"] ?? "Average",
                ],
            ]
        }
        let sum: Value = [
            "Id": "judged", "Expression": .text(expression), "Label": .text(name), "ReturnData": true,
        ]
        add(
            at(id + "Alarm"), "AWS::CloudWatch::Alarm", .ops, at, from: "alarms",
            [
                "AlarmName": .text(name), "AlarmDescription": .text(what),
                "ComparisonOperator": "GreaterThanThreshold", "Threshold": .thousandths(over),
                "EvaluationPeriods": .integer(times), "TreatMissingData": "notBreaching",
                "AlarmActions": .list(alarmTopics(at)), "OKActions": .list(alarmTopics(at)),
                "Metrics": .list(queries + [sum]),
            ])
    }

    private mutating func drawConnections(_ limit: AlarmLimit, _ at: Place) {
        guard let plan = profile.data.database else { return }
        let most =
            limit.unit == .percent ? plan.connectionsMax * limit.threshold / 100_000 : limit.threshold / 1000
        for (id, database) in databases(at) {
            drawAlarm(
                id + "Connections",
                profile.name(
                    .alarm,
                    at.isPrimary && id == "Database" ? "db-connections-high" : "\(database)-connections-high"),
                "More than \(most) connections to \(database), which takes \(plan.connectionsMax)", at,
                metric(
                    "AWS/RDS", "DatabaseConnections", [("DBInstanceIdentifier", .text(database))], "Average",
                    limit.period),
                over: most * 1000, times: limit.times)
        }
    }

    private mutating func drawUse(_ limit: AlarmLimit, _ at: Place) {
        let isCPU = limit.name == "cpu"
        guard at.runs else { return }
        if profile.shape == .eks {
            guard profile.observation.containerInsights else { return }
            drawAlarm(
                isCPU ? "NodeCpu" : "NodeMemory", profile.name(.alarm, isCPU ? "high-cpu" : "high-memory"),
                "Nodes use more than \(Value.decimal(limit.threshold)) %", at,
                metric(
                    "ContainerInsights", isCPU ? "node_cpu_utilization" : "node_memory_utilization",
                    [("ClusterName", .text(clusterName))], "Average", limit.period),
                over: limit.threshold, times: limit.times)
            return
        }
        for service in profile.services {
            let metrics = Colour.allCases.map { colour in
                (
                    colour.rawValue,
                    metric(
                        "AWS/ECS", isCPU ? "CPUUtilization" : "MemoryUtilization",
                        [
                            ("ClusterName", .text(clusterName)),
                            ("ServiceName", .text(profile.workload(service, colour))),
                        ], "Average", limit.period)
                )
            }
            drawMathAlarm(
                service.name.graphName + (isCPU ? "Cpu" : "Memory"),
                profile.name(.alarm, "\(service.name)-high-\(limit.name)"),
                "\(service.name) uses more than \(Value.decimal(limit.threshold)) % of its \(isCPU ? "processor" : "memory")",
                at, metrics, "MAX(METRICS())", over: limit.threshold, times: limit.times)
        }
    }

    /// The lag of the copies: what the promise about lost data is measured by.
    private mutating func drawLag(_ at: Place) {
        let limit = profile.alarms.limits.first { $0.name == "replica-lag" }
        guard let seconds = limit.map({ $0.threshold / 1000 }) ?? profile.recovery?.lagAlarm else { return }
        for (id, database) in databases(at) where id != "Database" {
            drawAlarm(
                id + "Lag", profile.name(.alarm, "\(database)-lag"),
                "\(database) is more than \(seconds) s behind", at,
                metric("AWS/RDS", "ReplicaLag", [("DBInstanceIdentifier", .text(database))], "Maximum", 60),
                over: seconds * 1000, times: limit?.times ?? 3, missing: "breaching")
        }
    }
}

extension DatabasePlan {
    /// Connections that the database takes: as its parameter says, or as its class gives (RDS: memory in
    /// bytes divided by 9,531,392, 5,000 at most).
    var connectionsMax: Int {
        if let given = parameters.first(where: { $0.name == "max_connections" }).flatMap({ Int($0.value) }) {
            return given
        }
        let memory = InstanceSize(size)?.memory ?? 4096
        return min(5000, memory * 1_048_576 / 9_531_392)
    }
}
