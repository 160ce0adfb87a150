import Base
import YAML

extension ReadOperations {
    func peaks(_ top: ProfileSection) -> [PeakPlan] {
        guard let node = top.value("peaks") else { return [] }
        return node.elements.enumerated().compactMap { index, element in
            ProfileSection.read(reading, "peaks.\(index)", element) { peak in
                PeakPlan(
                    event: peak.need("event", .name, else: "event", "what brings it"),
                    schedule: peak.need("schedule", .name, else: "events", "where its hours come from"),
                    warm: peak.get(
                        "warm", .seconds(60...86400), else: 900, show: { "\($0)s" },
                        why: "copies are ready before"),
                    factor: peak.need("factor", .count(2...1000), else: 2, "how many times the usual load"),
                    lasts: peak.get(
                        "lasts", .seconds(600...86400), else: 7200, show: { "\($0)s" },
                        why: "the rush is over by then"),
                    at: peak.list("at", Self.moment) ?? [])
            }
        }
    }

    /// `fri 10:00` or `2026-12-12T10:00`.
    private static let moment = Form<PeakMoment> { node throws(Wrong) in
        let text = try Form<String>.text.read(node)
        let words = text.split(separator: " ").map(String.init)
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        if words.count == 2, days.contains(words[0]) {
            let parts = words[1].split(separator: ":").compactMap { Int($0) }
            if parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) {
                return .weekly(words[0], parts[0] * 60 + parts[1])
            }
        }
        guard text.count == 16, Instant("\(text):00Z") != nil else {
            throw Wrong("\"\(text)\": a moment is \"fri 10:00\" or \"2026-12-12T10:00\"")
        }
        return .once(text)
    }

    func targets(_ top: ProfileSection) -> TargetPlan? {
        top.within("targets") { section in
            TargetPlan(
                availability: section.need("availability", .share, else: 99_900, "per cent of the time"),
                errorRate: section.need("error-rate", .share, else: 100, "per cent of the requests"),
                p95: section.need("p95", .milliseconds(1...60000), else: 200, "such as 200ms"),
                recovery: section.need("recovery", .seconds(1...86400), else: 300, "such as 5m"),
                query: section.get("query", .milliseconds(1...60000)),
                page: section.get("page", .milliseconds(1...60000)),
                firstPaint: section.get("first-paint", .milliseconds(1...60000)))
        }
    }

    func capacity(_ top: ProfileSection) -> CapacityPlan? {
        top.within("capacity") { section in
            let number = Form<Int>.count(0...1_000_000_000)
            let perDay = section.list("per-day", number) ?? []
            if perDay.isEmpty { reading.fault(section.node, "capacity.per-day is missing: [1000, 5000]") }
            func column(_ key: String) -> [Int] {
                let values = section.list(key, number) ?? []
                if !values.isEmpty, values.count != perDay.count {
                    reading.fault(
                        at: "capacity.\(key)",
                        "capacity.\(key) has \(values.count) numbers and per-day \(perDay.count); they "
                            + "are one table"
                    )
                }
                return values
            }
            return CapacityPlan(
                months: column("months"), bandwidthGB: column("bandwidth-gb"), phases: phases(section),
                tenants: column("tenants"), perDay: perDay, databaseGB: column("db-gb"),
                peakFactor: section.get(
                    "peak-factor", .count(1...1000), else: 20, why: "an evening's peak over the day's mean"))
        }
    }

    private func phases(_ section: ProfileSection) -> [PhasePlan] {
        (section.value("phases")?.elements ?? []).enumerated().compactMap { index, element in
            ProfileSection.read(reading, "capacity.phases.\(index)", element) { phase in
                PhasePlan(
                    copies: phase.need("copies", .count(1...100_000), else: 1, "how many"),
                    processors: phase.need("processors", .count(1...1_000_000), else: 1, "in all"),
                    memoryGB: phase.need("memory-gb", .count(1...10_000_000), else: 1, "in all"))
            }
        }
    }

    func delivery(_ top: ProfileSection) -> DeliveryPlan? {
        top.within("ci") { section in
            _ = section.get("role", .one(of: ["oidc"]), else: "oidc", why: "no key outlives its job")
            return DeliveryPlan(
                provider: section.get(
                    "provider", .one(of: ["github"]), else: "github", why: "what is rendered"),
                scan: section.get(
                    "scan", .one(of: ["trivy"]), else: "trivy", why: "known holes stop a delivery")
                    == "trivy",
                notify: section.get("notify", .one(of: ["slack"])) == "slack",
                repository: section.need(
                    "repository",
                    Form<String>.text.checked { text throws(Wrong) in
                        guard text.split(separator: "/", omittingEmptySubsequences: false).count == 2,
                            !text.contains(" ")
                        else { throw Wrong("\"\(text)\": owner/name is wanted") }
                    }, else: "owner/name", "owner/name"),
                branch: section.get("branch", .text, else: "main", why: "the usual one"))
        }
    }

    func observation(_ top: ProfileSection) -> ObservationPlan {
        top.always("observe") { section in
            ObservationPlan(
                traces: section.list("traces", Self.trace) ?? [],
                containerInsights: section.get(
                    "container-insights", .truth, else: environment.tier == .regulated,
                    why: "its metrics cost by the piece"))
        }
    }

    private static let trace = Form<TraceTarget> { node throws(Wrong) in
        if let host = node["signoz"], node.entries.count == 1 {
            let address = try Form<String>.text.read(host)
            let parts = address.split(separator: ":")
            guard parts.count == 2, let port = Int(parts[1]), (1...65535).contains(port) else {
                throw Wrong("\"\(address)\": host:port of SigNoz' collector is wanted")
            }
            return .signoz(address)
        }
        guard node.text == "xray" else { throw Wrong("xray or {signoz: host:port} is wanted") }
        return .xray
    }
}
