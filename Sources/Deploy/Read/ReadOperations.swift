import YAML

/// Reads how the system is run: edge, roll-out, recovery, audit, budget.
struct ReadOperations {
    let reading: ProfileReading
    let environment: DeploymentEnvironment
    let system: String

    init(_ reading: ProfileReading, environment: DeploymentEnvironment, system: String) {
        self.reading = reading
        self.environment = environment
        self.system = system
    }

    func edge(_ top: ProfileSection) -> EdgePlan {
        if let node = top.value("edge"), node.text != nil,
            let provider = top.get("edge", Form<EdgeProvider>.word)
        {
            _ = node
            return EdgePlan(
                firewall: Self.rules, attach: [.api], firewallLogDays: nil, shieldAdvancedMonthly: nil,
                provider: provider)
        }
        return top.always("edge") { section in
            let attach: [Entrance] = section.list(
                "attach", .word, else: Entrance.allCases,
                why: "an entrance without a firewall is a way round it")
            let careful = environment.tier == .regulated
            return EdgePlan(
                firewall: section.list("waf", Self.rule)
                    ?? {
                        reading.byDefault(
                            "edge.waf", "[common, sqli, bad-inputs, {rate: 2000}]", why: "the usual attacks")
                        return Self.rules
                    }(),
                attach: attach,
                firewallLogDays: section.get("waf-logs", .days(1...3653)) ?? (careful ? 365 : nil),
                shieldAdvancedMonthly: section.within("shield-advanced") {
                    $0.need(
                        "accept-monthly", .count(3000...1_000_000), else: 3000,
                        "its price a month must be accepted")
                },
                provider: section.get(
                    "provider", .word, else: EdgeProvider.cloudfront, show: { $0.rawValue },
                    why: "the account's own"))
        }
    }

    private static let rules: [FirewallRule] = [.common, .sqli, .badInputs, .rate(2000)]

    private static let rule = Form<FirewallRule> { node throws(Wrong) in
        if let rate = node["rate"], node.entries.count == 1 {
            return .rate(try Form<Int>.count(10...2_000_000_000).read(rate))
        }
        switch try Form<String>.one(of: ["common", "sqli", "bad-inputs"]).read(node) {
        case "common": return .common
        case "sqli": return .sqli
        default: return .badInputs
        }
    }

    func rollout(_ top: ProfileSection) -> RolloutPlan {
        top.always("rollout") { section in
            let steps = section.list(
                "steps", .count(1...100), else: [10, 50, 100], why: "a tenth, a half, all")
            if steps.last != 100 || zip(steps, steps.dropFirst()).contains(where: { $0 >= $1 }) {
                reading.fault(
                    at: "rollout.steps", "rollout.steps: rising per cents that end at 100 are wanted")
            }
            return RolloutPlan(
                strategy: section.get(
                    "strategy", .word, else: RolloutStrategy.blueGreen, show: { $0.rawValue },
                    why: "the way back is one step"),
                steps: steps,
                bake: section.get(
                    "bake", .seconds(60...86400), else: 600, show: { "\($0)s" },
                    why: "two periods of the alarms"),
                abort: section.list("abort-on", Self.abort) ?? [.errors(100)])
        }
    }

    private static let abort = Form<AbortRule> { node throws(Wrong) in
        let parts = (node.text ?? "").split(separator: ">", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, parts[0] == "5xx", parts[1].hasSuffix("%"),
            let share = Units.thousandths(String(parts[1].dropLast())), share <= 100_000
        {
            return .errors(share)
        }
        if parts.count == 2, parts[0] == "p95", let time = Units.measure(parts[1], ["ms": 1, "s": 1000]),
            time > 0
        {
            return .latency(time)
        }
        throw Wrong("\"5xx>0.1%\" or \"p95>200ms\" is wanted" + Units.quoted(node))
    }

    func recovery(_ top: ProfileSection) -> RecoveryPlan? {
        top.within("dr") { section in
            let rpo = section.need(
                "rpo", .seconds(0...604_800), else: 300, "data that may be lost, such as 5m")
            let region = section.within("region") {
                (
                    rto: $0.need("rto", .seconds(1...604_800), else: 14400, "until it works again"),
                    rpo: $0.need("rpo", .seconds(0...604_800), else: 900, "data that may be lost")
                )
            }
            _ = section.get("scope", .one(of: ["zone", "region"]))
            return RecoveryPlan(
                rto: section.need(
                    "rto", .seconds(1...604_800), else: 3600, "until it works again, such as 4h"),
                rpo: rpo, regionRTO: region?.rto, regionRPO: region?.rpo,
                mode: section.get(
                    "mode", .one(of: ["warm", "cold"]),
                    else: top.value("regions")?["standby"] == nil ? "cold" : "warm",
                    why: "whether a second region stands ready"),
                dns: section.get(
                    "dns", .one(of: ["health-check"]), else: "health-check",
                    why: "no call to the lost region is needed"),
                drill: section.get(
                    "drill", .one(of: ["monthly", "quarterly", "yearly"]), else: "quarterly",
                    why: "what is not tried does not work"),
                lagAlarm: section.get(
                    "lag-alarm", .seconds(1...86400), else: max(rpo / 2, 1), show: { "\($0)s" },
                    why: "half of what may be lost"))
        }
    }

    func audit(_ top: ProfileSection) -> AuditPlan {
        let regulated = environment.tier == .regulated
        var plan = AuditPlan(
            trail: true, config: regulated, guardDuty: environment.tier != .economy, securityHub: false,
            logDays: regulated ? 400 : 90)
        guard let node = top.value("audit") else {
            reading.byDefault(
                "audit", regulated ? "[cloudtrail, config, guardduty]" : "[cloudtrail]", why: "the tier's")
            return plan
        }
        reading.given("audit", node)
        plan = AuditPlan(
            trail: false, config: false, guardDuty: false, securityHub: false, logDays: plan.logDays)
        for element in node.elements {
            if let days = element["logs"], element.entries.count == 1 {
                plan.logDays = top.read(nil, days, .days(1...3653)) ?? plan.logDays
                continue
            }
            switch top.read(nil, element, .one(of: ["cloudtrail", "config", "guardduty", "security-hub"])) {
            case "cloudtrail": plan.trail = true
            case "config": plan.config = true
            case "guardduty": plan.guardDuty = true
            case "security-hub": plan.securityHub = true
            default: break
            }
        }
        return plan
    }

    func budget(_ top: ProfileSection) -> BudgetPlan {
        guard let node = top.value("budget") else {
            reading.fault(top.node, "budget is missing: {monthly: 450}")
            return BudgetPlan(monthly: 1)
        }
        if node.text != nil { return BudgetPlan(monthly: top.get("budget", .count(1...100_000_000)) ?? 1) }
        return BudgetPlan(
            monthly: top.within("budget") {
                $0.need("monthly", .count(1...100_000_000), else: 1, "dollars a month")
            } ?? 1)
    }

    func images(_ top: ProfileSection) -> ImagePlan {
        top.always("images") { section in
            ImagePlan(
                keep: section.get("keep", .count(2...1000), else: 10, why: "ten ways back"),
                scan: section.get("scan", .truth, else: true, why: "known holes are seen before they run"),
                mutable: section.get(
                    "mutable", .truth, else: false, why: "a name always means the same image"))
        }
    }

    func tags(_ top: ProfileSection) -> [Tag] {
        var tags =
            top.within("tags") { ReadServices.pairs($0).map { Tag(key: $0.name, value: $0.value) } } ?? []
        for (key, value) in [("Project", system), ("Environment", environment.name)]
        where !tags.contains(where: { $0.key == key }) {
            tags.insert(Tag(key: key, value: value), at: 0)
            reading.byDefault("tags.\(key)", value, why: "costs are told apart by it")
        }
        return tags
    }
}
