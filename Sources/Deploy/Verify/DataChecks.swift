import Base

/// Databases, caches, buckets, images, secrets.
enum DataChecks {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.shape != .host else { return budget(profile) }
        return database(profile) + cache(profile) + buckets(profile) + repositories(profile) + budget(profile)
    }

    private static func instance(_ look: Look) throws(Blocked) -> JSON {
        let answer = try look.aws([
            "rds", "describe-db-instances", "--db-instance-identifier", look.profile.name(.database),
        ])
        guard let found = answer.at("DBInstances", "0") else {
            throw Blocked(judgement: .fail("there is no database \(look.profile.name(.database))"))
        }
        return found
    }

    private static func database(_ profile: Profile) -> [Check] {
        guard let plan = profile.data.database else { return [] }
        return [
            Check("database", profile.name(.database), "MEGA 2; GP encryption; EPS Multi-AZ") {
                look throws(Blocked) in
                let found = try instance(look)
                var complaints: [String] = []
                if found["DBInstanceStatus"]?.text != "available" {
                    complaints.append("it is \(found["DBInstanceStatus"]?.text ?? "unknown")")
                }
                if found["StorageEncrypted"]?.isTrue != true { complaints.append("it is not encrypted") }
                if found["PubliclyAccessible"]?.isTrue == true { complaints.append("it is public") }
                if plan.multiZone, found["MultiAZ"]?.isTrue != true {
                    complaints.append("it stands in one zone")
                }
                if profile.environment.tier != .economy, found["DeletionProtection"]?.isTrue != true {
                    complaints.append("it can be deleted")
                }
                if (found["BackupRetentionPeriod"]?.number ?? 0) < plan.backupDays {
                    complaints.append("backups are kept \(found["BackupRetentionPeriod"]?.number ?? 0) days")
                }
                return .unless(complaints, "available, encrypted, private")
            }
        ] + databaseDoors(profile)
    }

    private static func databaseDoors(_ profile: Profile) -> [Check] {
        [
            Check("database-version", profile.name(.database), "GP versions in support") {
                look throws(Blocked) in
                let version = try instance(look)["EngineVersion"]?.text ?? ""
                let parts = version.split(separator: ".").compactMap { Int($0) }
                guard parts.count == 2, let least = Versions.postgres[parts[0]] else {
                    return .fail("\(version) is not in support")
                }
                return parts[1] >= least
                    ? .pass(version) : .fail("\(version) is older than \(parts[0]).\(least)")
            }
        ] + guards(profile)
    }

    /// Who may come in, from where, and what can be restored.
    private static func guards(_ profile: Profile) -> [Check] {
        [
            Check("database-group", profile.name(.databaseGroup), "MEGA 9 security group only from nodes") {
                look throws(Blocked) in
                let found = try look.aws([
                    "ec2", "describe-security-groups", "--filters",
                    "Name=group-name,Values=\(profile.name(.databaseGroup))",
                ])
                guard let group = found.at("SecurityGroups", "0") else {
                    return .fail("there is no such group")
                }
                let rules = group.list("IpPermissions")
                let open = rules.flatMap { $0.list("IpRanges") + $0.list("Ipv6Ranges") }
                    .compactMap { $0["CidrIp"]?.text ?? $0["CidrIpv6"]?.text }
                if let range = open.first(where: { $0.hasSuffix("/0") }) {
                    return .fail("\(range) may come in")
                }
                guard rules.contains(where: { !$0.list("UserIdGroupPairs").isEmpty }) else {
                    return .fail("no group of ours may come in")
                }
                return .pass("only groups of ours may come in")
            },
            Check("database-closed", profile.name(.database), "PIX checklist 6 nc, from outside") {
                look throws(Blocked) in
                guard let host = try instance(look).at("Endpoint", "Address")?.text else {
                    return .fail("it has no address")
                }
                return try isClosed(host, 5432, look)
            },
            Check("backups", profile.name(.database), "EPS backups") { look throws(Blocked) in
                let found = try instance(look)
                guard let last = found["LatestRestorableTime"]?.text.flatMap({ Instant($0) }) else {
                    return .fail("nothing can be restored")
                }
                let age = look.world.now.seconds - last.seconds
                let most = Int64(max(profile.recovery?.rpo ?? 900, 600))
                return age <= most
                    ? .pass("restorable until \(age) s ago")
                    : .fail("restorable until \(age) s ago only, \(most) s are promised")
            },
        ]
    }

    /// A door that opens from here is a failure; one that does not answer is as good as one that refuses.
    static func isClosed(_ host: String, _ port: Int, _ look: Look) throws(Blocked) -> Judgement {
        let reply = try look.run(
            "timeout", ["4", "bash", "-c", "exec 3<>\"/dev/tcp/$0/$1\"", host, String(port)], seconds: 10)
        return reply.isGood
            ? .fail("\(host):\(port) answers from outside") : .pass("\(host):\(port) is closed from here")
    }

    private static func cache(_ profile: Profile) -> [Check] {
        guard let cache = profile.data.cache else { return [] }
        let name = cache.existing ?? profile.name(.cache)
        func group(_ look: Look) throws(Blocked) -> JSON {
            let answer = try look.aws([
                "elasticache", "describe-replication-groups", "--replication-group-id", name,
            ])
            guard let found = answer.at("ReplicationGroups", "0") else {
                throw Blocked(judgement: .fail("there is no cache \(name)"))
            }
            return found
        }
        return [
            Check("cache", name, "GP encryption; PIX shared Redis with TLS") { look throws(Blocked) in
                let found = try group(look)
                var complaints: [String] = []
                if found["Status"]?.text != "available" {
                    complaints.append("it is \(found["Status"]?.text ?? "unknown")")
                }
                if cache.tls, found["TransitEncryptionEnabled"]?.isTrue != true {
                    complaints.append("it speaks no TLS")
                }
                if cache.existing == nil, found["AtRestEncryptionEnabled"]?.isTrue != true {
                    complaints.append("it is not encrypted")
                }
                return .unless(complaints, "available, TLS")
            },
            Check("cache-closed", name, "PIX checklist 7 nc, from outside") { look throws(Blocked) in
                let found = try group(look)
                let end = found.at("NodeGroups", "0", "PrimaryEndpoint") ?? found.at("ConfigurationEndpoint")
                guard let host = end?["Address"]?.text else { return .fail("it has no address") }
                return try isClosed(host, end?["Port"]?.number ?? 6379, look)
            },
        ]
    }

    /// All four blocks of public access.
    static func isPrivate(_ bucket: String, _ look: Look) throws(Blocked) -> Judgement {
        let found = try look.aws(["s3api", "get-public-access-block", "--bucket", bucket])
        let block = found["PublicAccessBlockConfiguration"]
        let names = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]
        let missing = names.filter { block?[$0]?.isTrue != true }
        return .unless(missing.map { "\($0) is off" }, "nobody outside reads it")
    }

    private static func buckets(_ profile: Profile) -> [Check] {
        profile.data.buckets.map { bucket in
            Check("bucket-private", bucket.name, "PIX 6; MEGA 3 bucket") { look throws(Blocked) in
                try isPrivate(bucket.name, look)
            }
        }
    }

    private static func repositories(_ profile: Profile) -> [Check] {
        let names = profile.services.map(\.image).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return names.map { name in
            Check("repository", name, "MEGA 8 ECR immutable and scanned") { look throws(Blocked) in
                let answer = try look.aws(["ecr", "describe-repositories", "--repository-names", name])
                guard let found = answer.at("repositories", "0") else {
                    return .fail("there is no such repository")
                }
                var complaints: [String] = []
                if found["imageTagMutability"]?.text != "IMMUTABLE" {
                    complaints.append("names can be given again")
                }
                if found.at("imageScanningConfiguration", "scanOnPush")?.isTrue != true {
                    complaints.append("images are not scanned")
                }
                return .unless(complaints, "immutable, scanned")
            }
        }
    }

    /// All copies at their most, with all their connections, against what the database takes.
    private static func budget(_ profile: Profile) -> [Check] {
        guard let database = profile.data.database, let most = database.connections ?? database.poolMax else {
            return []
        }
        return [
            Check("connection-budget", "", "BIL 7,000 connections; EPS > 150") { _ in
                let users = profile.services.filter { $0.uses.contains("database") }
                let wanted = users.reduce(0) { $0 + $1.scale.max * database.poolPerTask }
                let said = "\(wanted) connections at most, \(most) are allowed"
                return wanted <= most ? .pass(said) : .fail(said)
            }
        ]
    }
}
