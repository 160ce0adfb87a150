import YAML

/// Hosts and their records.
enum NameRules {
    static let all: [Rule] = [
        rule(
            "dns-target-conflict", .error, "A host has one target, which can be one.",
            why: "A load balancer cannot route to CloudFront; a wildcard certificate covers one level.",
            conflict),
        rule(
            "dns-record-missing", .error,
            "Every host has an alias record, written so that it can be repeated.",
            why: "Route 53: UPSERT is repeatable, alias records are free and serve the apex.", records),
        rule(
            "cors-incomplete", .warning, "Every screen's origin may call the API.",
            why: "A browser refuses the answers to an origin that is not listed.", origins),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "names", check: check)
    }

    /// Whether a text looks like a host, possibly with a wildcard in front.
    private static func isHost(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts.last?.allSatisfy(\.isLetter) == true && (parts.last?.count ?? 0) >= 2
            && parts.dropFirst().allSatisfy { !$0.isEmpty } && !text.holds(any: ["/", " ", ":", "$"])
            && (parts[0] == "*" || parts[0].first?.isLetter == true)
    }

    private static func conflict(_ guide: Guide) -> [Spot] {
        var spots = guide.code.filter {
            $0.lower.holds("→ cloudfront") && $0.text.trimmed.hasPrefix("/")
        }.map { Spot($0.number, "a load balancer cannot send requests to CloudFront") }
        let edge = guide.code.compactMap { $0.lower.after("alternate domain:")?.trimmed }
        let rows = guide.tableRows.filter { $0.cells.dropFirst().first == "ALB" }
        for row in rows where edge.contains(row.cells.first ?? "-") {
            spots.append(Spot(row.line, "\(row.cells[0]) is both the load balancer's and the distribution's"))
        }
        let wildcards = guide.code.flatMap { $0.text.hostNames }.filter { $0.hasPrefix("*.") }
        for row in rows {
            guard let host = row.cells.first, let wildcard = wildcards.first else { continue }
            let parent = String(wildcard.dropFirst(2))
            let levels = host.split(separator: ".").count - parent.split(separator: ".").count
            if host.hasSuffix("." + parent), levels > 1 {
                spots.append(Spot(row.line, "\(wildcard) does not cover \(host)"))
            }
        }
        return spots
    }

    private static func changes(_ guide: Guide) -> [(set: YAMLNode, loop: (name: String, values: [String])?)]
    {
        guide.aws("route53", "change-resource-record-sets").flatMap { command in
            guide.mappings.filter { node in
                let last =
                    command.words.last.map { $0.line + $0.text.filter { $0 == "\n" }.count } ?? command.line
                let end = max(
                    last, command.words.map { $0.line + $0.text.filter { $0 == "\n" }.count }.max() ?? 0)
                return node["ResourceRecordSet"] != nil && node.line >= command.line && node.line <= end
            }.map { ($0, command.loop) }
        }
    }

    private static func records(_ guide: Guide) -> [Spot] {
        guard let zone = guide.aws("route53", "create-hosted-zone").first else { return [] }
        var spots: [Spot] = []
        var made: Set<String> = []
        for change in changes(guide) {
            let record = change.set["ResourceRecordSet"]
            if let action = change.set["Action"], action.text == "CREATE" {
                spots.append(Spot(action.line, "CREATE fails when it is repeated; use UPSERT"))
            }
            if let value = record?["ResourceRecords"]?.elements.first?["Value"],
                record?["Type"]?.text == "CNAME",
                value.text?.hasSuffix("cloudfront.net") == true
            {
                spots.append(Spot(value.line, "an alias record is wanted, not a CNAME"))
            }
            let name = record?["Name"]?.text ?? ""
            made.insert(name)
            for value in change.loop?.values ?? [] {
                let variable = change.loop?.name ?? ""
                made.insert(name.after("${\(variable)}").map { value + $0 } ?? name)
                made.insert(name.after("$\(variable)").map { value + $0 } ?? name)
            }
        }
        return spots
            + hosts(guide).filter { !made.contains($0.host) }
            .map { Spot(zone.line, "\($0.host) has no record") }
    }

    /// Hosts that tables and certificates name, in the zones that are made.
    private static func hosts(_ guide: Guide) -> [(host: String, line: Int)] {
        let zones = guide.aws("route53", "create-hosted-zone").compactMap { $0.option("--name")?.text }
        let cells = guide.tableRows.flatMap { row in row.cells.map { ($0, row.line) } }
        let names = guide.aws("acm", "request-certificate").flatMap {
            $0.values(of: "--domain-name") + $0.values(of: "--subject-alternative-names")
        }.map { ($0.text, $0.line) }
        var seen: Set<String> = []
        return (cells + names).filter { text, _ in
            isHost(text) && zones.contains { text == $0 || text.hasSuffix("." + $0) }
                && !(text.hasPrefix("*.") && !cells.contains { $0.0 == text })
        }
        .filter { seen.insert($0.0).inserted }.map { (host: $0.0, line: $0.1) }
    }

    private static func origins(_ guide: Guide) -> [Spot] {
        let lists = guide.mappings.compactMap { $0["CORS_ORIGINS"] }
        let screens = guide.tableRows.filter { row in
            row.cells.contains { $0.lowercased().holds(any: ["cloudfront", "s3"]) }
        }.flatMap(\.cells).filter(isHost)
        return lists.flatMap { list in
            let allowed = (list.text ?? "").split(separator: ",").map { $0.after("://") ?? String($0) }
            return screens.filter { !allowed.contains($0) }.map { Spot(list.line, "\($0) is not allowed") }
        }
    }
}

extension StringProtocol {
    /// Names, with `*` allowed in them.
    var hostNames: [String] { runs { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "*" } }
}
