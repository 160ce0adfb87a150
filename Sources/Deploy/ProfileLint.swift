/// Checks a profile by the rules that a profile can break. Errors are refused on reading already; here are
/// those that may be waived for a while, and notes.
public enum ProfileLint {
    /// The findings in a profile, by line and rule; those that the profile waives carry the reason.
    public static func findings(in read: ReadProfile) -> [Finding] {
        let profile = read.profile
        var findings = breaches(profile).map { breach in
            let severity = RuleCatalogue.all.first { $0.id == breach.rule }?.severity ?? .warning
            return Finding(line: breach.line, rule: breach.rule, severity: severity, message: breach.message)
        }
        for index in findings.indices {
            findings[index].waived = profile.waivers.first { $0.rule == findings[index].rule }?.reason
        }
        for note in read.notes {
            let adjacent = note.message.hasSuffix("touch")
            findings.append(
                Finding(
                    line: note.line, rule: adjacent ? "windows-adjacent" : "note", severity: .note,
                    message: note.message))
        }
        for waiver in profile.waivers where !findings.contains(where: { $0.rule == waiver.rule }) {
            findings.append(
                Finding(
                    line: waiver.line, rule: waiver.rule, severity: .note,
                    message: "the waiver permits nothing here any more; take it out"))
        }
        return findings.sorted { ($0.line, $0.rule, $0.message) < ($1.line, $1.rule, $1.message) }
    }

    private struct Breach {
        let rule: String
        let line: Int
        let message: String

        init(_ rule: String, _ line: Int, _ message: String) {
            self.rule = rule
            self.line = line
            self.message = message
        }
    }

    private static func breaches(_ profile: Profile) -> [Breach] {
        services(profile) + database(profile) + network(profile) + shared(profile) + edge(profile)
    }

    private static func services(_ profile: Profile) -> [Breach] {
        profile.services.flatMap { service -> [Breach] in
            var found: [Breach] = []
            let isPublic = !service.isWorker && !service.isInternal
            if isPublic, service.scale.min < 2, !profile.environment.small {
                found.append(
                    Breach(
                        "single-replica", service.line,
                        "\(service.name): one copy answers a public host; min: 2 outlives its loss"))
            }
            if service.roles.contains("realtime"), service.scale.max > 1, service.websocket == nil {
                found.append(
                    Breach(
                        "websocket-affinity", service.line,
                        "\(service.name): sockets on several copies need websocket: {stickiness: 1h}"))
            }
            return found
        } + nodes(profile)
    }

    private static func nodes(_ profile: Profile) -> [Breach] {
        guard let nodes = profile.platform.nodes, let size = InstanceSize(nodes.type) else { return [] }
        let wanted = profile.services.reduce(0) { $0 + $1.scale.max * $1.size.cpu }
        let there = nodes.max * size.processors * 900
        guard wanted > there else { return [] }
        return [
            Breach(
                "hpa-exceeds-nodes", profile.services.first?.line ?? 1,
                "all services at their most want \(wanted)m, and \(nodes.max) × \(nodes.type) have \(there)m")
        ]
    }

    private static func database(_ profile: Profile) -> [Breach] {
        guard let database = profile.data.database else { return [] }
        var found: [Breach] = []
        if !database.multiZone, !profile.environment.small {
            let line = database.line
            found.append(Breach("no-multi-az", line, "the database is gone with its zone; multi-az: true"))
        }
        for replica in database.replicas {
            guard let own = InstanceSize(database.size), let other = InstanceSize(replica.size),
                other.memory < own.memory
            else { continue }
            found.append(
                Breach(
                    "replica-smaller-than-primary", database.line,
                    "\(replica.size) in \(replica.region) would have to carry what \(database.size) does"))
        }
        return found
    }

    private static func network(_ profile: Profile) -> [Breach] {
        guard let network = profile.network else { return [] }
        let line = profile.services.first?.line ?? 1
        var found: [Breach] = []
        if network.nat == .single, network.zones > 1, profile.environment.tier != .economy {
            found.append(Breach("single-nat", line, "all zones leave by one; nat: per-zone"))
        }
        if network.endpoints.isEmpty {
            found.append(Breach("no-vpc-endpoints", line, "endpoints: [s3, ecr, secrets, logs]"))
        }
        if network.flowLogDays == nil {
            found.append(Breach("no-flow-logs", line, "nobody can say who spoke with whom; flow-logs: 90d"))
        }
        return found
    }

    private static func shared(_ profile: Profile) -> [Breach] {
        var found: [Breach] = []
        var others: [String] = []
        if let cluster = profile.platform.existing { others.append("the cluster \(cluster)") }
        if let cache = profile.data.cache, let existing = cache.existing {
            others.append("the cache \(existing)")
            if cache.prefix == nil {
                found.append(
                    Breach(
                        "shared-cache-no-prefix", cache.line,
                        "\(existing) holds other keys too; prefix: \"\(profile.system):\""))
            }
        }
        if !others.isEmpty {
            found.append(
                Breach(
                    "shared-account-blast-radius", profile.services.first?.line ?? 1,
                    "\(others.joined(separator: " and ")) serve another product too; its faults are ours"))
        }
        if !profile.audit.trail {
            found.append(Breach("no-audit-trail", 1, "nobody can say who changed what; audit: [cloudtrail]"))
        }
        return found
    }

    private static func edge(_ profile: Profile) -> [Breach] {
        let edge = profile.edge
        let isAPI = profile.services.contains { !$0.isWorker && !$0.isInternal }
        var bare: [String] = []
        if isAPI, !edge.attach.contains(.api) { bare.append("the load balancer") }
        if !profile.web.isEmpty, edge.provider == .cloudfront, !edge.attach.contains(.cdn) {
            bare.append("the content network")
        }
        guard !bare.isEmpty else { return [] }
        return [
            Breach(
                "waf-scope", profile.services.first?.line ?? 1,
                "\(bare.joined(separator: " and ")) stand open; edge: {attach: [cdn, api]}")
        ]
    }
}
