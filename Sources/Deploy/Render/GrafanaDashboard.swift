/// One dashboard on the server's own metrics, a row a question.
enum GrafanaDashboard {
    static func of(_ profile: Profile) -> Value {
        [
            "uid": .text("\(profile.system)-\(profile.environment.name)"),
            "title": .text("\(profile.system) \(profile.environment.name)"), "schemaVersion": 39,
            "version": 1,
            "editable": false, "refresh": "30s", "timezone": "browser", "tags": ["hesap"],
            "time": ["from": "now-6h", "to": "now"],
            "templating": ["list": [source, services]], "panels": .list(panels(profile)),
        ]
    }

    static func provisioning(_ profile: Profile) -> Value {
        [
            "apiVersion": 1,
            "providers": [
                [
                    "name": .text(profile.system), "type": "file", "disableDeletion": true,
                    "options": ["path": "/var/lib/grafana/dashboards"],
                ]
            ],
        ]
    }

    private static let source: Value = [
        "name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus", "hide": 0,
    ]

    private static let services: Value = [
        "name": "service", "label": "Service", "type": "query", "includeAll": true, "multi": true,
        "datasource": ["type": "prometheus", "uid": "${source}"],
        "query": "label_values(hesap_requests_total, service)",
        "refresh": 2,
    ]

    private struct Panel {
        let title: String
        let unit: String
        let queries: [(String, String)]
        let limit: String?
    }

    private static func panels(_ profile: Profile) -> [Value] {
        let all = promises(profile) + work + store
        return all.enumerated().map { index, panel in
            let targets = panel.queries.enumerated().map { place, query -> Value in
                [
                    "refId": .text(String(UnicodeScalar(UInt8(65 + place)))), "expr": .text(query.0),
                    "legendFormat": .text(query.1),
                ]
            }
            let steps: [Value] =
                [["color": "green", "value": 0]]
                + (panel.limit.map { [["color": "red", "value": number($0)]] } ?? [])
            return [
                "id": .integer(index + 1), "type": "timeseries", "title": .text(panel.title),
                "datasource": ["type": "prometheus", "uid": "${source}"],
                "gridPos": ["h": 8, "w": 8, "x": .integer(index % 3 * 8), "y": .integer(index / 3 * 8)],
                "fieldConfig": [
                    "defaults": [
                        "unit": .text(panel.unit), "thresholds": ["mode": "absolute", "steps": .list(steps)],
                        "custom": ["thresholdsStyle": ["mode": .text(panel.limit == nil ? "off" : "line")]],
                    ], "overrides": [],
                ], "targets": .list(targets),
            ]
        }
    }

    /// A decimal with at most three places.
    private static func number(_ text: String) -> Value {
        let parts = text.split(separator: ".")
        let whole = (parts.first.flatMap { Int($0) } ?? 0) * 1_000
        let places = parts.count > 1 ? String((parts[1] + "000").prefix(3)) : "0"
        return .thousandths(whole + (Int(places) ?? 0))
    }

    private static func promises(_ profile: Profile) -> [Panel] {
        let (errors, p95) = PrometheusRules.targets(profile)
        let chosen = "{service=~\"$service\"}"
        return [
            Panel(
                title: "Requests a second", unit: "reqps",
                queries: [("service:hesap_requests:rate5m\(chosen)", "{{service}}")], limit: nil),
            Panel(
                title: "Failed requests", unit: "percentunit",
                queries: [("service:hesap_errors:ratio_rate5m\(chosen)", "{{service}}")],
                limit: PrometheusRules.limit(1_000, errors)),
            Panel(
                title: "Time to answer", unit: "s",
                queries: ["50", "95", "99"].map {
                    ("service:hesap_request_seconds:p\($0)_5m\(chosen)", "{{service}} p\($0)")
                }, limit: JSONText.decimal(p95)),
            Panel(
                title: "Error budget spent in three days", unit: "percentunit",
                queries: [
                    (
                        "service:hesap_errors:ratio_rate3d\(chosen) / \(PrometheusRules.limit(1_000, errors))",
                        "{{service}}"
                    )
                ], limit: "1"),
            Panel(
                title: "Slowest routes, 95th percentile", unit: "s",
                queries: [
                    (
                        "topk(8, histogram_quantile(0.95, sum by (route, le) (rate(hesap_request_seconds_bucket\(chosen)[5m]))))",
                        "{{route}}"
                    )
                ], limit: nil),
            Panel(
                title: "Answers by status", unit: "reqps",
                queries: [("sum by (status) (rate(hesap_requests_total\(chosen)[5m]))", "{{status}}")],
                limit: nil),
        ]
    }

    private static let work: [Panel] = [
        Panel(
            title: "Rounds sent to the kitchen", unit: "opm",
            queries: [("60 * sum by (order_type) (rate(hesap_orders_total[5m]))", "{{order_type}}")],
            limit: nil),
        Panel(
            title: "Payments by kind and state", unit: "opm",
            queries: [
                (
                    "60 * sum by (connector, outcome) (rate(hesap_payments_total[5m]))",
                    "{{connector}} {{outcome}}"
                )
            ], limit: nil),
        Panel(
            title: "Sales, minor units a minute", unit: "none",
            queries: [("60 * sum by (currency) (rate(hesap_sales_minor_units_total[5m]))", "{{currency}}")],
            limit: nil),
        Panel(
            title: "Open sockets", unit: "none",
            queries: [("sum by (service) (hesap_sockets_open)", "{{service}}")],
            limit: nil),
        Panel(
            title: "Background jobs", unit: "opm",
            queries: [("60 * sum by (job, outcome) (rate(hesap_jobs_total[5m]))", "{{job}} {{outcome}}")],
            limit: nil),
        Panel(
            title: "Faults", unit: "opm",
            queries: [("60 * sum by (service) (rate(hesap_faults_total[5m]))", "{{service}}")],
            limit: nil),
    ]

    private static let store: [Panel] = [
        Panel(
            title: "Statements, 95th percentile", unit: "s",
            queries: [
                (
                    "histogram_quantile(0.95, sum by (pool, le) (rate(hesap_query_seconds_bucket[5m])))",
                    "{{pool}}"
                )
            ], limit: nil),
        Panel(
            title: "Connections with a transaction", unit: "none",
            queries: [
                ("sum by (service) (hesap_pool_requests_in_use)", "{{service}} requests"),
                ("sum by (service) (hesap_pool_system_in_use)", "{{service}} system"),
            ], limit: nil),
        Panel(
            title: "Callers that wait for a connection", unit: "none",
            queries: [("sum by (service) (hesap_pool_requests_waiting)", "{{service}}")], limit: "1"),
        Panel(
            title: "Resident memory", unit: "bytes",
            queries: [("hesap_resident_bytes", "{{service}} {{pod}}")],
            limit: nil),
    ]
}
