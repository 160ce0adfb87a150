import Base

/// GP troubleshooting 2 and EPS's last: a database that cannot be reached.
enum StoreCauses {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.data.database != nil else { return [] }
        return [
            Check(
                "database-connection", profile.name(.database),
                "GP troubleshooting 2; EPS Database Connection Issues"
            ) {
                look throws(Blocked) in
                if let cause = try state(look) { return .fail(cause) }
                if let cause = try door(look) { return .fail(cause) }
                if let cause = try room(look) { return .fail(cause) }
                return .pass("it is available, reachable from our groups, and has connections left")
            }
        ]
    }

    private static func state(_ look: Look) throws(Blocked) -> String? {
        let name = look.profile.name(.database)
        let found = try look.aws(["rds", "describe-db-instances", "--db-instance-identifier", name]).at(
            "DBInstances", "0")
        let status = found?["DBInstanceStatus"]?.text ?? "not there"
        let remedies = [
            "incompatible-parameters":
                "a parameter asks for more than the class has: look at data.database.parameters",
            "storage-full": "the storage is full: raise data.database.storage",
            "stopped": "start it: `aws rds start-db-instance`",
            "incompatible-network": "its subnets or group are gone: apply the network again",
        ]
        guard status != "available" else { return nil }
        return "cause: the database is \(status); do: \(remedies[status] ?? "wait until it is available")"
    }

    private static func door(_ look: Look) throws(Blocked) -> String? {
        let name = look.profile.name(.databaseGroup)
        let answer = try look.aws([
            "ec2", "describe-security-groups", "--filters", "Name=group-name,Values=\(name)",
        ])
        let rules = answer.at("SecurityGroups", "0")?.list("IpPermissions") ?? []
        let open = rules.contains { rule in
            (rule["FromPort"]?.number ?? 0) <= 5432 && (rule["ToPort"]?.number ?? 65_535) >= 5432
                && (!rule.list("UserIdGroupPairs").isEmpty || !rule.list("IpRanges").isEmpty)
        }
        return open
            ? nil
            : "cause: \(name) lets nobody in on 5432; do: apply the profile again (a failover's fence also does this)"
    }

    private static func room(_ look: Look) throws(Blocked) -> String? {
        guard let most = look.profile.data.database?.connections else { return nil }
        let used = try Figures.most(
            "AWS/RDS", "DatabaseConnections",
            ["Name=DBInstanceIdentifier,Value=\(look.profile.name(.database))"], look)
        guard let used, used * 100 >= most * 95 else { return nil }
        return
            "cause: \(used) of \(most) connections are taken; do: lower pool.per-task or scale.max, or take a larger class"
    }
}
