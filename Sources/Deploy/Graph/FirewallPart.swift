/// Firewalls before the public entrances, and their logs.
extension Draft {
    /// Adds a firewall with the profile's rules.
    mutating func drawFirewall(_ id: String, _ scope: String, _ layer: Layer, _ at: Place, logKey: Value) {
        let name = profile.name(.firewall) + (scope == "REGIONAL" ? "-api" : "")
        var rules: [Value] = []
        for rule in profile.edge.firewall {
            if case .rate = rule, scope == "REGIONAL", isReachedThroughContentNetworkAlone { continue }
            rules.append(firewallRule(rule, rules.count + 1, sparing: scope == "REGIONAL" ? carried : []))
        }
        if scope == "REGIONAL", let gateway = profile.gateway {
            for rate in gateway.rates where rate.perMinute > 0 {
                rules.append(rateRule(rate, rules.count + 1))
            }
        }
        let knowsBadInputs = profile.edge.firewall.contains(.badInputs)
        add(
            at(id), "AWS::WAFv2::WebACL", layer, at, from: "edge.waf",
            waive: knowsBadInputs
                ? []
                : LinterWaiver.because(
                    "The server is no Java program: messages of Log4j mean nothing to it.", "CKV_AWS_192"),
            [
                "Name": .text(name), "Scope": .text(scope), "DefaultAction": ["Allow": [:]],
                "Description": .text("Firewall of \(profile.names.prefix)"), "Rules": .list(rules),
                "VisibilityConfig": Self.visible(name),
            ])
        guard let days = profile.edge.firewallLogDays else { return }
        let logs = profile.name(.firewallLogs) + (scope == "REGIONAL" ? "-api" : "")
        drawLogs(id + "Logs", logs, days, layer, at, from: "edge.waf-logs", key: logKey)
        add(
            at(id + "Logging"), "AWS::WAFv2::LoggingConfiguration", layer, at, from: "edge.waf-logs",
            [
                "ResourceArn": .attribute(at(id), "Arn"),
                "LogDestinationConfigs": [.text(arn("logs", at, "log-group:\(logs)"))],
                "RedactedFields": [
                    ["SingleHeader": ["Name": "authorization"]], ["SingleHeader": ["Name": "cookie"]],
                ],
            ])
        change(at(id + "Logging")) { $0.needs.append(at(id + "Logs")) }
    }

    private static func visible(_ name: String) -> Value {
        [
            "SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true,
            "MetricName": .text(name.replacing(".", with: "-")),
        ]
    }

    /// Whether nobody comes to the balancer but by our content network. Its own firewall counts visitors;
    /// here they would be counted by its few addresses, many as one.
    private var isReachedThroughContentNetworkAlone: Bool {
        let doors = profile.services.filter(\.hasDoor)
        return !doors.isEmpty && doors.allSatisfy(\.behindCDN) && profile.edge.attach.contains(.cdn)
    }

    /// Domains whose visitors all come that way, while others come straight.
    private var carried: [String] {
        guard profile.edge.provider == .cloudfront, profile.edge.attach.contains(.cdn) else { return [] }
        return profile.domains.filter { $0.wildcard != nil }.map(\.name)
    }

    /// A limit's counting without the hosts of some domains.
    private static func sparing(_ domains: [String], _ limit: Value) -> Value {
        guard !domains.isEmpty else { return limit }
        let names = domains.map { $0.replacing(".", with: #"\."#) }.joined(separator: "|")
        let host: Value = [
            "FieldToMatch": ["SingleHeader": ["Name": "host"]],
            "RegexString": .text(#"(^|\.)("# + names + ")$"),
            "TextTransformations": [["Priority": 0, "Type": "LOWERCASE"]],
        ]
        return limit.with(
            "ScopeDownStatement", ["NotStatement": ["Statement": ["RegexMatchStatement": host]]])
    }

    private func firewallRule(_ rule: FirewallRule, _ priority: Int, sparing domains: [String]) -> Value {
        switch rule {
        case .common:
            // Pictures, settlement files and a till's queue are longer than the 8 KB that it lets through.
            managed(
                "AWSManagedRulesCommonRuleSet", "CommonRuleSet", priority, counting: ["SizeRestrictions_BODY"]
            )
        case .sqli: managed("AWSManagedRulesSQLiRuleSet", "SQLiRuleSet", priority)
        case .badInputs: managed("AWSManagedRulesKnownBadInputsRuleSet", "KnownBadInputs", priority)
        case .rate(let limit):
            [
                "Name": "RateLimitRule", "Priority": .integer(priority), "Action": ["Block": [:]],
                "Statement": [
                    "RateBasedStatement": Self.sparing(domains, counted(["Limit": .integer(limit)]))
                ],
                "VisibilityConfig": Self.visible("RateLimit"),
            ]
        }
    }

    /// Requests are counted by the viewer's address: behind somebody else's content network it stands in a
    /// header, which nobody else can send, because nobody else reaches the balancer.
    private func counted(_ limit: Value) -> Value {
        guard profile.edge.provider == .cloudflare else { return limit.with("AggregateKeyType", "IP") }
        return limit.with("AggregateKeyType", "FORWARDED_IP").with(
            "ForwardedIPConfig", ["HeaderName": "CF-Connecting-IP", "FallbackBehavior": "MATCH"])
    }

    /// A group of rules that AWS keeps; some of them only count.
    private func managed(_ name: String, _ metric: String, _ priority: Int, counting: [String] = []) -> Value
    {
        let group: Value = ["VendorName": "AWS", "Name": .text(name)]
        let overrides = counting.map { rule -> Value in
            ["Name": .text(rule), "ActionToUse": ["Count": [:]]]
        }
        return [
            "Name": .text(name), "Priority": .integer(priority), "OverrideAction": ["None": [:]],
            "Statement": [
                "ManagedRuleGroupStatement": group.with(
                    "RuleActionOverrides", overrides.isEmpty ? nil : .list(overrides))
            ],
            "VisibilityConfig": Self.visible(metric),
        ]
    }

    private func rateRule(_ rate: RatePlan, _ priority: Int) -> Value {
        let base: Value = [
            "Limit": .integer(max(10, rate.perMinute)), "EvaluationWindowSec": 60,
        ]
        let scope: Value? =
            rate.name == "default"
            ? nil
            : [
                "ByteMatchStatement": [
                    "FieldToMatch": ["UriPath": [:]], "PositionalConstraint": "CONTAINS",
                    "SearchString": .text("/\(rate.name)"),
                    "TextTransformations": [["Priority": 0, "Type": "LOWERCASE"]],
                ]
            ]
        return [
            "Name": .text("Rate-\(rate.name)"), "Priority": .integer(priority), "Action": ["Block": [:]],
            "Statement": ["RateBasedStatement": counted(base.with("ScopeDownStatement", scope))],
            "VisibilityConfig": Self.visible("Rate-\(rate.name)"),
        ]
    }
}
