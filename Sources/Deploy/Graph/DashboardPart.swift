/// Dashboards: what the services do, what the database does, what the entrance sees.
extension Draft {
    /// Adds the dashboards: three for tasks, one with all panels for a cluster.
    mutating func drawDashboards() {
        let at = profile.home
        let (services, database) = (servicePanels(at), databasePanels(at) + eventPanels)
        let entrance = entrancePanels(at)
        if profile.shape == .ecsFargate {
            drawDashboard("ApplicationDashboard", "application", services, at)
            drawDashboard("DatabaseDashboard", "database", database, at)
            drawDashboard("EntranceDashboard", "load-balancer", entrance, at)
        } else {
            drawDashboard("Dashboard", "", services + database + entrance, at)
        }
    }

    /// A panel: its title and its lines.
    struct Panel {
        var title: String
        var statistic: String
        var lines: [(String, String, [(String, Value)])]
        /// Lines that are calculated, or searched for by the metrics' own names.
        var expressions: [(String, String)] = []
        /// Whether the plain lines are only what is calculated with, by the ids `m1`, `m2`.
        var hidesLines = false
    }

    private mutating func drawDashboard(_ id: String, _ kind: String, _ panels: [Panel], _ at: Place) {
        guard !panels.isEmpty else { return }
        let widgets = panels.enumerated().map { index, panel -> Value in
            let plain = panel.lines.enumerated().map { number, line -> Value in
                let hidden: [Value] =
                    panel.hidesLines ? [["id": .text("m\(number + 1)"), "visible": false]] : []
                return .list(
                    [.text(line.0), .text(line.1)] + line.2.flatMap { [.text($0.0), $0.1] } + hidden)
            }
            let lines = plain + panel.expressions.map { [["expression": .text($0.0), "label": .text($0.1)]] }
            return [
                "type": "metric", "x": .integer(index % 2 * 12), "y": .integer(index / 2 * 6), "width": 12,
                "height": 6,
                "properties": [
                    "title": .text(panel.title), "region": .text(at.region), "view": "timeSeries",
                    "stat": .text(panel.statistic),
                    "period": 60, "metrics": .list(lines),
                ],
            ]
        }
        let name = profile.name(.dashboard, kind)
        add(
            at(id), "AWS::CloudWatch::Dashboard", .ops, at, from: "dashboards",
            [
                "DashboardName": .text(kind.isEmpty || name.hasSuffix(kind) ? name : "\(name)-\(kind)"),
                "DashboardBody": .jsonText(["widgets": .list(widgets)]),
            ])
    }

    private func servicePanels(_ at: Place) -> [Panel] {
        guard profile.shape == .ecsFargate else {
            guard profile.observation.containerInsights else { return [] }
            let inside = [
                ("ClusterName", Value.text(clusterName)),
                ("Namespace", Value.text(profile.platform.namespace)),
            ]
            return [
                Panel(
                    title: "Processor of pods, %", statistic: "Average",
                    lines: [("ContainerInsights", "pod_cpu_utilization", inside)]),
                Panel(
                    title: "Memory of pods, %", statistic: "Average",
                    lines: [("ContainerInsights", "pod_memory_utilization", inside)]),
                Panel(
                    title: "Running pods", statistic: "Maximum",
                    lines: [("ContainerInsights", "namespace_number_of_running_pods", inside)]),
                Panel(
                    title: "Nodes", statistic: "Maximum",
                    lines: [
                        ("ContainerInsights", "cluster_node_count", [("ClusterName", .text(clusterName))])
                    ]),
            ]
        }
        func lines(_ name: String, _ space: String = "AWS/ECS") -> [(String, String, [(String, Value)])] {
            profile.services.flatMap { service in
                Colour.allCases.map { colour in
                    (
                        space, name,
                        [
                            ("ClusterName", Value.text(clusterName)),
                            ("ServiceName", .text(profile.workload(service, colour))),
                        ]
                    )
                }
            }
        }
        return [
            Panel(title: "Processor, %", statistic: "Average", lines: lines("CPUUtilization")),
            Panel(title: "Memory, %", statistic: "Average", lines: lines("MemoryUtilization")),
            Panel(
                title: "Requests", statistic: "Sum",
                lines: [("AWS/ApplicationELB", "RequestCount", [("LoadBalancer", balancerMetric(at))])]),
            Panel(
                title: "Running tasks", statistic: "Average",
                lines: lines("RunningTaskCount", "ECS/ContainerInsights")),
        ]
    }

    private func databasePanels(_ at: Place) -> [Panel] {
        let names = databases(at)
        guard !names.isEmpty else { return [] }
        func lines(_ name: String) -> [(String, String, [(String, Value)])] {
            names.map { ("AWS/RDS", name, [("DBInstanceIdentifier", .text($0.name))]) }
        }
        var panels = [
            Panel(title: "Connections", statistic: "Average", lines: lines("DatabaseConnections")),
            Panel(
                title: "Processor of the database, %", statistic: "Average", lines: lines("CPUUtilization")),
            Panel(title: "Free storage, bytes", statistic: "Minimum", lines: lines("FreeStorageSpace")),
            Panel(
                title: "Latency of reads and writes, s", statistic: "Average",
                lines: lines("ReadLatency") + lines("WriteLatency")),
        ]
        if names.count > 1 {
            panels.append(
                Panel(title: "Lag of the copies, s", statistic: "Maximum", lines: lines("ReplicaLag")))
        }
        return panels
    }

    private func entrancePanels(_ at: Place) -> [Panel] {
        guard hasBalancer(at) else { return [] }
        let here = [("LoadBalancer", balancerMetric(at))]
        func line(_ name: String) -> (String, String, [(String, Value)]) {
            ("AWS/ApplicationELB", name, here)
        }
        return [
            Panel(title: "Response time, p95, s", statistic: "p95", lines: [line("TargetResponseTime")]),
            Panel(
                title: "Errors", statistic: "Sum",
                lines: [
                    line("HTTPCode_Target_5XX_Count"), line("HTTPCode_ELB_5XX_Count"),
                    line("HTTPCode_Target_4XX_Count"),
                ]),
            Panel(
                title: "Requests that fail, %", statistic: "Sum",
                lines: [
                    line("RequestCount"), line("HTTPCode_Target_5XX_Count"), line("HTTPCode_ELB_5XX_Count"),
                ],
                expressions: [("100 * (FILL(m2, 0) + FILL(m3, 0)) / m1", "share of all requests")],
                hidesLines: true),
            Panel(title: "Requests at the entrance", statistic: "Sum", lines: [line("RequestCount")]),
            Panel(
                title: "Open connections", statistic: "Sum",
                lines: [line("ActiveConnectionCount"), line("RejectedConnectionCount")]),
        ]
    }

    /// The event log, topic by topic: the topics are found by the metrics' own names.
    private var eventPanels: [Panel] {
        guard profile.data.events != nil else { return [] }
        let space = #"{AWS/Kafka,"Broker ID","Cluster Name",Topic}"#
        func search(_ metric: String) -> (String, String) {
            let what = #"MetricName=\"\#(metric)\" "Cluster Name"=\"\#(profile.name(.events))\""#
            return ("SEARCH('\(space) \(what)', 'Sum', 60)", "")
        }
        return [
            Panel(
                title: "Messages of each topic", statistic: "Sum", lines: [],
                expressions: [search("MessagesInPerSec")]),
            Panel(
                title: "Bytes of each topic", statistic: "Sum", lines: [],
                expressions: [search("BytesInPerSec"), search("BytesOutPerSec")]),
        ]
    }
}
