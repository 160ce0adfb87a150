/// Dashboards: what the services do, what the database does, what the entrance sees.
extension Draft {
    /// Adds the dashboards: three for tasks, one with all panels for a cluster.
    mutating func drawDashboards() {
        let at = profile.home
        let (services, database, entrance) = (servicePanels(at), databasePanels(at), entrancePanels(at))
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
    }

    private mutating func drawDashboard(_ id: String, _ kind: String, _ panels: [Panel], _ at: Place) {
        guard !panels.isEmpty else { return }
        let widgets = panels.enumerated().map { index, panel -> Value in
            let lines = panel.lines.map { space, name, dimensions -> Value in
                .list([.text(space), .text(name)] + dimensions.flatMap { [.text($0.0), $0.1] })
            }
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
            Panel(title: "Requests at the entrance", statistic: "Sum", lines: [line("RequestCount")]),
            Panel(
                title: "Open connections", statistic: "Sum",
                lines: [line("ActiveConnectionCount"), line("RejectedConnectionCount")]),
        ]
    }
}
