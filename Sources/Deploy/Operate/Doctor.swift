import Base

/// A look at an operator's own account before anything is made: programs, sign-in, names, quotas, what is
/// on sale. It only reads.
public enum Doctor {
    /// Every look of a profile, one after another.
    public static func run(_ profile: Profile, _ account: Account, each: (CheckResult) -> Void = { _ in })
        -> [CheckResult]
    {
        let look = Look(profile, account)
        return checks(profile).map { check in
            let result = Verify.run(check, look)
            each(result)
            return result
        }
    }

    static func checks(_ profile: Profile) -> [Check] {
        let programs = tools(profile).map { tool($0) }
        guard profile.shape != .host else { return programs }
        return programs + [signIn(profile)] + profile.regions.all.flatMap { places(profile, $0) }
            + names(profile) + sale(profile) + quotas(profile) + existing(profile)
            + SingleThings.checks(profile)
    }

    // MARK: - This machine

    private static func tools(_ profile: Profile) -> [String] {
        let always = ["curl", "openssl"]
        switch profile.shape {
        case .host: return always + ["nginx", "psql", "sha256sum", "ss"]
        case .eks:
            return ["aws", "kubectl"] + (profile.platform.existing == nil ? ["helm"] : []) + ["dig"] + always
        case .ecsFargate: return ["aws", "dig"] + always
        }
    }

    private static func tool(_ program: String) -> Check {
        Check("tool", program, "the documents' prerequisites") { look throws(Blocked) in
            let words: [String: [String]] = [
                "kubectl": ["version", "--client", "-o", "json"], "dig": ["-v"], "nginx": ["-v"],
                "helm": ["version", "--short"], "openssl": ["version"], "ss": ["-V"],
            ]
            let reply = try look.run(program, words[program] ?? ["--version"])
            let said = reply.output + reply.errors
            let marks = ["aws": "aws-cli/", "kubectl": "\"gitVersion\": \"v", "helm": "v"]
            guard let mark = marks[program], let least = Preflight.oldest[program] else {
                return .pass(said.split(separator: "\n").first.map(String.init) ?? "it is there")
            }
            guard let version = Preflight.number(in: said, after: mark) else {
                return .cannot("\(program) does not say its version")
            }
            let text = version.map(String.init).joined(separator: ".")
            if Preflight.older(version, than: least) { return .fail("\(text): \(Preflight.advice(program))") }
            if program == "aws", version.first == 1 {
                return .pass(
                    "\(text); version 1 has no `logs tail` and ends on 2027-07-15: move to version 2")
            }
            return .pass(text)
        }
    }

    // MARK: - The account

    private static func signIn(_ profile: Profile) -> Check {
        Check("credentials", profile.environment.account, "aws configure") { look throws(Blocked) in
            let reply = look.account.aws("us-east-1", ["sts", "get-caller-identity"])
            if reply.isMissing { return .cannot("aws is not installed") }
            guard reply.isGood, let who = reply.json else {
                return .fail(
                    "nobody is signed in: \(reply.complaint); run `aws sso login` or set AWS_PROFILE")
            }
            let account = who["Account"]?.text ?? ""
            guard account == profile.environment.account else {
                return .fail(
                    "signed in to \(account), the environment \(profile.environment.name) is \(profile.environment.account)"
                )
            }
            let name = who["Arn"]?.text ?? ""
            return name.hasSuffix(":root") ? .fail("signed in as root; use a role") : .pass(name)
        }
    }

    private static func places(_ profile: Profile, _ region: String) -> [Check] {
        [
            Check("region", region, "regions of the profile") { look throws(Blocked) in
                let found = try look.aws(
                    ["ec2", "describe-regions", "--region-names", region], region: region)
                let state = found.at("Regions", "0", "OptInStatus")?.text ?? "not there"
                return ["opt-in-not-required", "opted-in"].contains(state)
                    ? .pass(state) : .fail("\(region) is \(state)")
            },
            Check("zones", region, "GP three zones") { look throws(Blocked) in
                let wanted = profile.network?.zones ?? 2
                let place = profile.places.first { $0.region == region }
                let named = profile.network == nil ? [] : place?.zones(wanted) ?? []
                let found = try look.aws(
                    ["ec2", "describe-availability-zones", "--filters", "Name=state,Values=available"],
                    region: region)
                let zones = found.list("AvailabilityZones").filter { $0["ZoneType"]?.text != "local-zone" }
                guard zones.count >= wanted else {
                    return .fail("\(zones.count) zones, \(wanted) are needed")
                }
                let there = zones.compactMap { $0["ZoneName"]?.text }
                return .unless(
                    named.filter { !there.contains($0) }.map { "this account has no \($0)" },
                    "\(zones.count) zones")
            },
        ]
    }

    private static func names(_ profile: Profile) -> [Check] {
        profile.domains.map { domain in
            Check("domain", domain.name, "PIX 1 zones; MEGA hsdcore.com") { look throws(Blocked) in
                let zones = try look.global([
                    "route53", "list-hosted-zones-by-name", "--dns-name", domain.name,
                ])
                let mine = zones.list("HostedZones").filter {
                    Look.bare($0["Name"]?.text ?? "") == domain.name
                }
                if domain.create {
                    return mine.isEmpty
                        ? .pass("the zone will be made; its name servers are printed then")
                        : .pass("the zone is there already")
                }
                guard let id = mine.first?["Id"]?.text else {
                    return .fail(
                        "the account has no zone \(domain.name); write {zone: create} or move it here")
                }
                let set = try look.global(["route53", "get-hosted-zone", "--id", id])
                let ours = Set(
                    (set.at("DelegationSet")?.list("NameServers") ?? []).compactMap(\.text).map(Look.bare))
                let seen = try look.nameServers(domain.name)
                return seen == ours
                    ? .pass("delegated") : .fail("the registrar names \(seen.sorted()), not \(ours.sorted())")
            }
        }
    }

    // MARK: - What is on sale

    private static func offered(
        _ subject: String, _ words: [String], _ list: String, in region: String
    ) -> Check {
        Check("on-sale", "\(subject) in \(region)", "versions and sizes of the profile") {
            look throws(Blocked) in
            let found = try look.aws(words, region: region)
            return found.list(list).isEmpty ? .fail("\(subject) is not sold in \(region)") : .pass(subject)
        }
    }

    private static func sale(_ profile: Profile) -> [Check] {
        let region = profile.regions.primary
        var found: [Check] = []
        if let database = profile.data.database {
            let engine = ["--engine", "postgres", "--engine-version", database.version]
            found.append(
                offered(
                    "PostgreSQL \(database.version)", ["rds", "describe-db-engine-versions"] + engine,
                    "DBEngineVersions", in: region))
            for (place, size) in [(region, database.size)] + database.replicas.map({ ($0.region, $0.size) }) {
                found.append(
                    offered(
                        size,
                        ["rds", "describe-orderable-db-instance-options"] + engine + [
                            "--db-instance-class", size,
                        ],
                        "OrderableDBInstanceOptions", in: place))
            }
        }
        if let cache = profile.data.cache, cache.existing == nil {
            found.append(
                offered(
                    "Redis \(cache.version)",
                    [
                        "elasticache", "describe-cache-engine-versions", "--engine", "redis",
                        "--engine-version", cache.version,
                    ],
                    "CacheEngineVersions", in: region))
        }
        if profile.shape == .eks, profile.platform.existing == nil {
            found.append(
                offered(
                    "Kubernetes \(profile.platform.kubernetes)",
                    [
                        "eks", "describe-addon-versions", "--kubernetes-version", profile.platform.kubernetes,
                        "--addon-name", "vpc-cni",
                    ],
                    "addons", in: region))
        }
        if let nodes = profile.platform.nodes {
            found.append(
                offered(
                    nodes.type,
                    [
                        "ec2", "describe-instance-type-offerings", "--filters",
                        "Name=instance-type,Values=\(nodes.type)",
                    ],
                    "InstanceTypeOfferings", in: region))
        }
        if let events = profile.data.events {
            found.append(
                Check("on-sale", "Kafka \(events.version) in \(region)", "GP Kafka 3.5.1") {
                    look throws(Blocked) in
                    let list = try look.aws(["kafka", "list-kafka-versions"]).list("KafkaVersions")
                    let one = list.first { $0["Version"]?.text == events.version }
                    return one?["Status"]?.text == "ACTIVE"
                        ? .pass("ACTIVE") : .fail(one?["Status"]?.text ?? "not sold")
                })
        }
        return found
    }

    // MARK: - Quotas

    /// What a service lets an account have, and how much of it the profile needs.
    private static func quota(_ service: String, _ code: String, _ what: String, need: Int, _ region: String)
        -> Check
    {
        Check("quota", "\(what) in \(region)", "GP quotas") { look throws(Blocked) in
            let found = try look.aws(
                ["service-quotas", "get-service-quota", "--service-code", service, "--quota-code", code],
                region: region)
            guard let most = found.at("Quota", "Value")?.number else {
                return .cannot("\(what) has no figure")
            }
            return most >= need
                ? .pass("\(need) of \(most)")
                : .fail("\(need) are needed, \(most) are allowed: ask for more of \(service)/\(code)")
        }
    }

    private static func quotas(_ profile: Profile) -> [Check] {
        let region = profile.regions.primary
        var found: [Check] = []
        if let network = profile.network {
            let gates = network.nat == .perZone ? network.zones : 1
            found += [
                quota("vpc", "L-F678F1CE", "networks", need: 1, region),
                quota("ec2", "L-0263D0A3", "public addresses", need: gates, region),
            ]
        }
        if let nodes = profile.platform.nodes, let size = InstanceSize(nodes.type) {
            found.append(
                quota("ec2", "L-1216C47A", "processors of nodes", need: nodes.max * size.processors, region))
        }
        if profile.shape == .ecsFargate {
            let most = profile.services.reduce(0) { $0 + $1.scale.max * max(250, $1.size.cpu) }
            found.append(
                quota("fargate", "L-3032A538", "processors of tasks", need: (most + 999) / 1000, region))
        }
        if let database = profile.data.database {
            let here = 1 + database.replicas.filter { $0.region == region }.count
            found.append(quota("rds", "L-7B6409FD", "databases", need: here, region))
        }
        if !profile.web.isEmpty, profile.edge.provider == .cloudfront {
            found.append(
                quota("cloudfront", "L-24B04930", "distributions", need: profile.web.count, "us-east-1"))
        }
        return found
    }

    /// Other products' things that the profile leans on.
    private static func existing(_ profile: Profile) -> [Check] {
        var found: [Check] = []
        if let cluster = profile.platform.existing {
            found.append(
                Check("existing", cluster, "PIX, MEGA shared cluster") { look throws(Blocked) in
                    let state = try look.aws(["eks", "describe-cluster", "--name", cluster])
                    let status = state.at("cluster", "status")?.text ?? "none"
                    return status == "ACTIVE" ? .pass(status) : .fail("it is \(status)")
                })
        }
        if let cache = profile.data.cache?.existing {
            found.append(
                Check("existing", cache, "PIX, MEGA shared Redis") { look throws(Blocked) in
                    let state = try look.aws([
                        "elasticache", "describe-replication-groups", "--replication-group-id", cache,
                    ]).at("ReplicationGroups", "0")
                    guard state?["TransitEncryptionEnabled"]?.isTrue == true else {
                        return .fail("it speaks no TLS, and the profile asks for it")
                    }
                    return .pass(state?["Status"]?.text ?? "it is there")
                })
        }
        return found
    }
}
