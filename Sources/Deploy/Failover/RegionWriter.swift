import Base

/// Which instance writes and which follows in a region: by the profile at first, as a failover noted it
/// afterwards. The note stands in the instance's own region, so that the other may be gone.
struct RegionWriter {
    let account: Account
    let profile: Profile

    /// The instance that writes when the region has the writer.
    func writer(in region: String) -> String {
        noted("writer", region)
            ?? (region == profile.regions.primary
                ? profile.name(.database) : profile.replicaName(1, in: region))
    }

    /// The instance that follows when another region has the writer.
    func replica(in region: String) -> String {
        noted("replica", region) ?? profile.replicaName(1, in: region)
    }

    /// Notes an instance.
    func note(_ what: String, _ name: String, in region: String) throws(FailoverFault) {
        let put = account.put(region, parameter(what), name)
        guard put.isGood else { throw FailoverFault("what writes cannot be noted", put) }
    }

    /// A note; nil when there is none, or when the region does not answer soon.
    func noted(_ what: String, _ region: String) -> String? {
        let reply = account.aws(
            region, ["ssm", "get-parameter", "--name", parameter(what)], seconds: 20)
        return reply.json?.at("Parameter", "Value")?.text
    }

    private func parameter(_ what: String) -> String { profile.parameter("failover/\(what)") }

    /// Lets nobody reach the region's writer any more, now or when it comes back: its security group becomes
    /// one without a rule, and a restart ends the connections that were open. A region that does not answer
    /// cannot be asked: then the operator has to vouch for it.
    func fence(_ region: String, vouched: Bool) throws(FailoverFault) {
        let writer = writer(in: region)
        let seen = account.aws(
            region, ["rds", "describe-db-instances", "--db-instance-identifier", writer], seconds: 30)
        guard seen.isGood, let state = seen.json?.at("DBInstances", "0") else {
            if vouched || seen.errors.contains("DBInstanceNotFound") { return }
            throw FailoverFault(
                "\(region) does not answer, so nobody knows whether its writer goes on (\(seen.complaint)); "
                    + "cut it off and say so by --fenced")
        }
        let group = try closedGroup(region, network: state.at("DBSubnetGroup", "VpcId")?.text)
        let groups = state.list("VpcSecurityGroups").compactMap { $0["VpcSecurityGroupId"]?.text }
        if groups != [group] {
            let words = [
                "rds", "modify-db-instance", "--db-instance-identifier", writer, "--vpc-security-group-ids",
                group, "--apply-immediately",
            ]
            try must(account.aws(region, words), "the old writer cannot be cut off")
        }
        let wait = ["rds", "wait", "db-instance-available", "--db-instance-identifier", writer]
        try must(account.aws(region, wait, seconds: 900), "the old writer does not settle")
        // Connections that are open outlive a change of groups; a restart ends them.
        let restart = ["rds", "reboot-db-instance", "--db-instance-identifier", writer]
        try must(account.aws(region, restart), "the old writer's connections cannot be ended")
    }

    /// The group that lets nobody in.
    private func closedGroup(_ region: String, network: String?) throws(FailoverFault) -> String {
        let name = "\(profile.names.prefix)-fence"
        let filters =
            ["Name=group-name,Values=\(name)"] + (network.map { ["Name=vpc-id,Values=\($0)"] } ?? [])
        let found = account.aws(region, ["ec2", "describe-security-groups", "--filters"] + filters)
        try must(found, "the groups of \(region) cannot be seen")
        if let id = found.json?.at("SecurityGroups", "0", "GroupId")?.text { return id }
        let tags = [("hesap:system", profile.system), ("hesap:environment", profile.environment.name)]
            .map { "{Key=\($0),Value=\($1)}" }.joined(separator: ",")
        let made = account.aws(
            region,
            [
                "ec2", "create-security-group", "--group-name", name, "--description",
                "Lets nobody in: a writer that lost its turn", "--tag-specifications",
                "ResourceType=security-group,Tags=[\(tags)]",
            ] + (network.map { ["--vpc-id", $0] } ?? []))
        guard made.isGood, let id = made.json?["GroupId"]?.text else {
            throw FailoverFault("a group that lets nobody in cannot be made", made)
        }
        return id
    }

    private func must(_ reply: Reply, _ what: String) throws(FailoverFault) {
        guard reply.isGood else { throw FailoverFault(what, reply) }
    }
}
