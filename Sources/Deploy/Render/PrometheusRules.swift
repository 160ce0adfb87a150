/// Recording rules and alerts: what the profile promises, counted over several windows at once.
enum PrometheusRules {
    static func file(_ profile: Profile) -> Value {
        [
            "groups": [
                [
                    "name": "\(profile.system)-recording", "interval": "30s",
                    "rules": .list(recording(profile)),
                ],
                ["name": "\(profile.system)-burn-rate", "rules": .list(burnRates(profile))],
                ["name": "\(profile.system)-server", "rules": .list(server(profile))],
            ]
        ]
    }

    /// Windows that the alerts look at.
    private static let windows = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"]

    /// The bounds of the server's histograms in milliseconds.
    private static let bounds = [100, 250, 500, 1_000, 2_500, 10_000, 30_000]

    static func targets(_ profile: Profile) -> (errors: Int, p95: Int) {
        guard let targets = profile.targets else { return (100, 500) }
        // Both promise errors: the stricter holds.
        return (min(targets.errorRate, 100_000 - targets.availability), targets.p95)
    }

    /// The bound of the histogram that the promised latency lies below, in seconds.
    static func bound(_ profile: Profile) -> String {
        let p95 = targets(profile).p95
        return JSONText.decimal(bounds.first { $0 >= p95 } ?? 30_000)
    }

    private static func recording(_ profile: Profile) -> [Value] {
        var rules: [Value] = []
        for window in windows {
            let all = "sum by (service) (rate(hesap_requests_total[\(window)]))"
            let failed = "sum by (service) (rate(hesap_requests_total{status=~\"5..\"}[\(window)]))"
            rules.append(
                record("service:hesap_errors:ratio_rate\(window)", "(\(failed) or \(all) * 0) / \(all)"))
            let slow =
                "1 - sum by (service) (rate(hesap_request_seconds_bucket{le=\"\(bound(profile))\"}[\(window)])) "
                + "/ sum by (service) (rate(hesap_request_seconds_count[\(window)]))"
            rules.append(record("service:hesap_slow:ratio_rate\(window)", slow))
        }
        rules.append(
            record("service:hesap_requests:rate5m", "sum by (service) (rate(hesap_requests_total[5m]))"))
        for quantile in ["50", "95", "99"] {
            rules.append(
                record(
                    "service:hesap_request_seconds:p\(quantile)_5m",
                    "histogram_quantile(0.\(quantile), sum by (service, le) (rate(hesap_request_seconds_bucket[5m])))"
                ))
        }
        return rules
    }

    private static func record(_ name: String, _ expression: String) -> Value {
        ["record": .text(name), "expr": .text(expression)]
    }

    /// A budget that is spent so fast is noticed in two windows: the long one shows that it matters, the
    /// short one that it still goes on.
    private static let burns: [(factor: Int, long: String, short: String, hold: String, severity: String)] = [
        (14_400, "1h", "5m", "2m", "page"), (6_000, "6h", "30m", "15m", "page"),
        (3_000, "1d", "2h", "1h", "ticket"), (1_000, "3d", "6h", "3h", "ticket"),
    ]

    private static func burnRates(_ profile: Profile) -> [Value] {
        let (errors, p95) = targets(profile)
        var rules: [Value] = []
        for burn in burns {
            let times = JSONText.decimal(burn.factor)
            rules.append(
                alert(
                    "ErrorBudgetBurns\(burn.long)", pair("errors", burn, limit(burn.factor, errors)),
                    burn.hold,
                    burn.severity, "requests fail \(times) times as fast as \(percent(errors)) allows",
                    "See the runbook, page 5xx."))
            // Five in a hundred may be slower than the promised 95th percentile.
            rules.append(
                alert(
                    "LatencyBudgetBurns\(burn.long)", pair("slow", burn, limit(burn.factor, 5_000)),
                    burn.hold,
                    burn.severity, "answers take longer than \(p95) ms \(times) times as often as 5 % allow",
                    "See the runbook, page latency."))
        }
        return rules
    }

    private static func pair(
        _ what: String, _ burn: (factor: Int, long: String, short: String, hold: String, severity: String),
        _ limit: String
    ) -> String {
        "service:hesap_\(what):ratio_rate\(burn.long) > \(limit) and service:hesap_\(what):ratio_rate\(burn.short) > \(limit)"
    }

    /// A burn in thousandths times a budget in thousandths of a per cent, as a share, at most one.
    static func limit(_ factor: Int, _ budget: Int) -> String {
        let billionths = min(factor * budget * 10, 999_000_000)
        var digits = String(String(1_000_000_000 + billionths).dropFirst())
        while digits.hasSuffix("0"), digits.count > 1 { digits.removeLast() }
        return "0." + digits
    }

    private static func percent(_ thousandths: Int) -> String { JSONText.decimal(thousandths) + " %" }

    private static func server(_ profile: Profile) -> [Value] {
        let budget = CapacityModel(profile: profile, plan: Capacity.assumed(profile)).connectionBudget
        let memory = profile.services.map(\.size.memoryLimit).min() ?? 512
        var rules = [
            alert(
                "ServerIsGone", "up{job=\"\(profile.system)\"} == 0", "2m", "page", "a copy does not answer",
                "See the runbook, page copies."),
            alert(
                "NobodyIsWatched", "absent(up{job=\"\(profile.system)\"})", "5m", "page",
                "no copy is found at all",
                "Discovery or the whole system is gone."),
            alert(
                "CallersWaitForConnections", "max by (service) (hesap_pool_requests_waiting) > 0", "5m",
                "ticket",
                "requests wait for a database connection", "See the runbook, page connections."),
            alert(
                "JobsFail", "sum by (job) (increase(hesap_jobs_total{outcome=\"failed\"}[15m])) > 0", "5m",
                "ticket",
                "background jobs fail", "See the runbook, page jobs."),
            alert(
                "MemoryNearsItsLimit",
                "max by (service) (hesap_resident_bytes) > \(memory * 1_048_576 / 10 * 9)", "10m",
                "ticket", "a copy uses nine tenths of its \(memory) MiB", "See the runbook, page memory."),
        ]
        if let budget {
            rules.append(
                alert(
                    "ConnectionsNearTheirLimit",
                    "sum(hesap_pool_requests_in_use) + sum(hesap_pool_system_in_use) > \(budget * 8 / 10)",
                    "5m",
                    "ticket", "eight tenths of the \(budget) connections are in use",
                    "See the runbook, page connections."))
        }
        rules.append(["alert": "Watchdog", "expr": "vector(1)", "labels": ["severity": "none"]])
        return rules
    }

    private static func alert(
        _ name: String, _ expression: String, _ hold: String, _ severity: String, _ summary: String,
        _ what: String
    ) -> Value {
        [
            "alert": .text(name), "expr": .text(expression), "for": .text(hold),
            "labels": ["severity": .text(severity)],
            "annotations": [
                "summary": .text("{{ $labels.service }}: \(summary)"), "description": .text(what),
            ],
        ]
    }
}
