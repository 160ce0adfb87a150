/// The collector beside a task: it sends traces on, and turns the backlog that the server tells into a
/// metric that copies follow.
extension Draft {
    /// Where the metrics of a system's own stand.
    var metricSpace: String { profile.names.prefix }

    /// Whether a service's tasks have a collector.
    func hasCollector(_ service: ServicePlan) -> Bool {
        service.scale.backlog != nil || !profile.observation.traces.isEmpty
    }

    /// What the collector's task may do besides.
    func collecting(_ service: ServicePlan, _ at: Place) -> [Value] {
        guard hasCollector(service) else { return [] }
        let logs: Value = .allow(
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            on: [.text(arn("logs", at, "log-group:\(profile.name(.logs, service.name)):*"))])
        return profile.observation.traces.contains(.xray) ? [logs, Self.writeTraces] : [logs]
    }

    /// The container; its image is pinned by digest in the same way as ours.
    func collector(_ service: ServicePlan, _ at: Place) -> Value {
        [
            "Name": "collector", "Image": .text(.resolving(profile.parameter("release/collector/image"))),
            "Essential": false, "User": "10001", "ReadonlyRootFilesystem": true, "Privileged": false,
            "Cpu": 64,
            "MemoryReservation": 128,
            "Environment": [
                ["Name": "AOT_CONFIG_CONTENT", "Value": .jsonText(collectorSettings(service, at))]
            ],
            "LogConfiguration": [
                "LogDriver": "awslogs",
                "Options": [
                    "awslogs-group": .text(profile.name(.logs, service.name)),
                    "awslogs-region": .text(at.region),
                    "awslogs-stream-prefix": "collector",
                ],
            ],
        ]
    }

    /// JSON is YAML, so the collector reads it.
    private func collectorSettings(_ service: ServicePlan, _ at: Place) -> Value {
        var receivers: [Value.Field] = []
        var exporters: [Value.Field] = []
        var pipelines: [Value.Field] = []
        if service.scale.backlog != nil {
            let job: Value = [
                "job_name": .text(service.name), "scrape_interval": "30s",
                "static_configs": [
                    [
                        "targets": [.text("127.0.0.1:\(service.port)")],
                        "labels": ["service": .text(service.name)],
                    ]
                ],
                "metric_relabel_configs": [
                    [
                        "source_labels": ["__name__"], "regex": .text(ScalerObjects.backlogMeasure),
                        "action": "keep",
                    ]
                ],
            ]
            receivers.append(Value.Field("prometheus", ["config": ["scrape_configs": [job]]]))
            exporters.append(
                Value.Field(
                    "awsemf",
                    [
                        "namespace": .text(metricSpace), "region": .text(at.region),
                        "log_group_name": .text(profile.name(.logs, service.name)),
                        "log_stream_name": "backlog", "dimension_rollup_option": "NoDimensionRollup",
                        "metric_declarations": [
                            [
                                "dimensions": [["service", "role"]],
                                "metric_name_selectors": [.text("^\(ScalerObjects.backlogMeasure)$")],
                            ]
                        ],
                    ]))
            pipelines.append(Value.Field("metrics", ["receivers": ["prometheus"], "exporters": ["awsemf"]]))
        }
        if !profile.observation.traces.isEmpty {
            receivers.append(
                Value.Field("otlp", ["protocols": ["http": ["endpoint": "127.0.0.1:4318"]]]))
            let targets = profile.observation.traces.map { target -> Value.Field in
                switch target {
                case .xray: Value.Field("awsxray", ["region": .text(at.region)])
                case .signoz(let address):
                    Value.Field("otlp/signoz", ["endpoint": .text(address), "tls": ["insecure": true]])
                }
            }
            exporters += targets
            pipelines.append(
                Value.Field("traces", ["receivers": ["otlp"], "exporters": .texts(targets.map(\.name))]))
        }
        return [
            "receivers": .object(receivers), "exporters": .object(exporters),
            "service": ["pipelines": .object(pipelines)],
        ]
    }

    /// The backlog of a service's roles for each of its copies: what copies follow, outwards and inwards. A
    /// backlog that nobody tells is none, so that it never keeps copies up.
    func backlogAim(_ service: ServicePlan, _ colour: Colour) -> Value {
        let roles = ScalerObjects.roles(service)
        let waits = roles.enumerated().map { index, role in
            Self.query(
                "waits\(index + 1)", metricSpace, ScalerObjects.backlogMeasure,
                [("service", service.name), ("role", role)], "Maximum")
        }
        let copies = Self.query(
            "copies", "ECS/ContainerInsights", "RunningTaskCount",
            [("ClusterName", clusterName), ("ServiceName", profile.workload(service, colour))], "Average")
        let sum = roles.indices.map { "FILL(waits\($0 + 1), 0)" }.joined(separator: " + ")
        let each: Value = [
            "Id": "each", "Expression": .text("(\(sum)) / copies"), "Label": "Backlog for each copy",
            "ReturnData": true,
        ]
        return ["CustomizedMetricSpecification": ["Metrics": .list(waits + [copies, each])]]
    }

    private static func query(
        _ id: String, _ space: String, _ name: String, _ dimensions: [(String, String)], _ statistic: String
    ) -> Value {
        let metric: Value = [
            "Namespace": .text(space), "MetricName": .text(name),
            "Dimensions": .list(dimensions.map { ["Name": .text($0.0), "Value": .text($0.1)] }),
        ]
        return [
            "Id": .text(id), "MetricStat": ["Metric": metric, "Stat": .text(statistic)], "ReturnData": false,
        ]
    }
}
