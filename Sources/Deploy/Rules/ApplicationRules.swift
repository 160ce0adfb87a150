import YAML

/// What the application's own settings do: tables, proxy, cache, connections.
enum ApplicationRules {
    static let all: [Rule] = [
        rule(
            "partition-gap", .error, "Partitions meet, have a default, and are indexed in a way that works.",
            why: "PostgreSQL: an upper bound is exclusive; CONCURRENTLY is refused on a partitioned table.",
            partitions),
        rule(
            "proxy-incomplete", .error, "The proxy has a certificate, forwards what it knows, and limits.",
            why: "nginx: without forwarded-proto and upgrade headers, redirects loop and sockets fail.", proxy
        ),
        rule(
            "cache-cross-tenant", .error, "A cache key names who it is for, and something fills the cache.",
            why: "One tenant is otherwise shown another's answer.", cache),
        rule(
            "connection-budget", .error, "All replicas' pools together fit the database.",
            why: "At the peak the database refuses connections when they are needed most.", connections),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "application", check: check)
    }

    private static func partitions(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for block in guide.blocks where block.language == "sql" {
            let text = block.text.lowercased()
            let parents = block.lines.compactMap { $0.lower.after("partition of ")?.names.first }
            for line in block.lines {
                if let end = line.lower.after("to ('")?.prefix(10),
                    end.hasSuffix("-31") || end.hasSuffix("-30")
                {
                    spots.append(Spot(line.number, "the day \(end) itself belongs to no partition"))
                }
                let place = line.number - block.line
                let next = block.lines[safe: place + 1]?.lower ?? ""
                if line.lower.holds("index concurrently"),
                    parents.contains(where: { parent in
                        next.holds("on \(parent)(") || line.lower.holds("on \(parent)(")
                    })
                {
                    spots.append(Spot(line.number, "CONCURRENTLY is refused on a partitioned table"))
                }
            }
            if let first = block.lines.first(where: { $0.lower.holds("partition of ") }),
                !text.holds("default")
            {
                spots.append(Spot(first.number, "no default partition"))
            }
        }
        return spots
    }

    private static func proxy(_ guide: Guide) -> [Spot] {
        guide.blocks.filter { $0.language == "nginx" && $0.text.holds("proxy_pass") }.compactMap { block in
            let text = block.text.lowercased()
            let needs = [
                ("ssl_certificate", "a certificate"), ("x-forwarded-proto", "X-Forwarded-Proto"),
                ("upgrade", "upgrade headers"), ("limit_req", "request limits"),
                ("proxy_next_upstream", "a retry rule"),
            ]
            let missing = needs.filter { !text.holds($0.0) }.map(\.1)
            guard !missing.isEmpty else { return nil }
            let line = block.lines.first { $0.lower.trimmed.hasPrefix("server {") }?.number ?? block.line
            return Spot(line, "without \(missing.joined(separator: ", "))")
        }
    }

    private static func cache(_ guide: Guide) -> [Spot] {
        guide.code.flatMap { line -> [Spot] in
            guard line.lower.holds("cache:${"), line.lower.holds("url") else { return [] }
            var spots: [Spot] = []
            if !line.lower.holds(any: ["user", "tenant", "org"]) {
                spots.append(Spot(line.number, "the key names neither user nor tenant"))
            }
            if !guide.codeSays("redis.set") {
                spots.append(Spot(line.number, "nothing ever fills the cache"))
            }
            return spots
        }
    }

    private static func connections(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        let services = Set(guide.drawings.flatMap(\.text.names).filter { $0.hasSuffix("-service") }).count
        let instances = guide.prose.filter { $0.lower.holds(" instances,") }.flatMap { line in
            line.lower.after(":")?.numbers.prefix(1) ?? []
        }.max()
        for line in guide.code {
            guard let pool = line.text.after("max: ")?.numbers.first, guide.lowerCode.holds("new pool("),
                let instances
            else { continue }
            let total = pool * instances * max(services, 1)
            if total > 1000 {
                spots.append(
                    Spot(
                        line.number, "\(pool) by \(instances) by \(max(services, 1)) is \(total) connections")
                )
            }
        }
        let limit = guide.commands.flatMap(\.words).first { $0.text.holds("ParameterName=max_connections") }
        let most = guide.objects("HorizontalPodAutoscaler").compactMap {
            $0.at("spec", "maxReplicas")?.integer
        }.max()
        if let limit, let most, !guide.codeSays("pool") {
            spots.append(Spot(limit.line, "\(most) replicas, and no pool size is stated"))
        }
        return spots
    }
}
