import Base

/// What a failover does with the stores beside the database: the cache and the event log.
///
/// A cache of the standby region starts empty by design (`standby: rebuild`): it holds what can be made anew;
/// where an operator joined both to a global datastore, that is failed over. The event log's copy takes the
/// consumers' places along; its replicator is taken away, so that the old region, when it is back, writes
/// nothing into the new one, and made anew in the other direction.
struct RegionStores {
    let account: Account
    let profile: Profile
    let old: String
    let new: String

    /// What of them the new region lacks.
    func lacking() -> [String] {
        var missing: [String] = []
        if profile.data.cache != nil, profile.data.cache?.existing == nil {
            let state = cache()?["Status"]?.text ?? "none"
            if state != "available" { missing.append("a cache that is available (\(state))") }
        }
        if profile.data.events?.replicate == true {
            let state = events(in: new)?["State"]?.text ?? "none"
            if state != "ACTIVE" { missing.append("an event log that is active (\(state))") }
        }
        return missing
    }

    /// Makes the new region's stores the ones that are written to.
    func promote() throws(FailoverFault) {
        if profile.data.cache?.existing == nil, let group = cache() {
            let whole = group.at("GlobalReplicationGroupInfo", "GlobalReplicationGroupId")?.text
            let isSecond =
                group.at("GlobalReplicationGroupInfo", "GlobalReplicationGroupMemberRole")?.text
                == "SECONDARY"
            if let whole, isSecond {
                try must(
                    [
                        "elasticache", "failover-global-replication-group",
                        "--global-replication-group-id", whole, "--primary-region", new,
                        "--primary-replication-group-id", profile.name(.cache),
                    ], "the cache cannot be failed over")
            }
        }
        if let replicator = try replicator() {
            try must(
                ["kafka", "delete-replicator", "--replicator-arn", replicator],
                "the event log's replicator cannot be stopped")
        }
    }

    /// Sends the event log's changes back to the old region: by the same replicator, its two ends exchanged.
    func turnRound() throws(FailoverFault) {
        guard profile.data.events?.replicate == true else { return }
        let name = "\(profile.names.prefix)-events"
        let known = account.aws(old, ["kafka", "list-replicators", "--replicator-name-filter", name])
        if known.json?.list("Replicators").isEmpty == false { return }
        guard let source = events(in: new)?["ClusterArn"]?.text, let target = events(in: old)
        else { throw FailoverFault("the event log of one region cannot be seen") }
        guard
            let role = account.aws(old, ["iam", "get-role", "--role-name", role]).json?.at("Role", "Arn")?
                .text
        else { throw FailoverFault("the replicator's role is missing; `hesap deploy apply` makes it") }
        let brokers = target.at("Provisioned", "BrokerNodeGroupInfo")
        let other = events(in: new)?.at("Provisioned", "BrokerNodeGroupInfo")
        func cluster(_ arn: String, _ nodes: JSON?) -> JSON {
            [
                "AmazonMskCluster": ["MskClusterArn": .string(arn)],
                "VpcConfig": [
                    "SubnetIds": nodes?["ClientSubnets"] ?? [],
                    "SecurityGroupIds": nodes?["SecurityGroups"] ?? [],
                ],
            ]
        }
        let goal = target["ClusterArn"]?.text ?? ""
        let body: JSON = [
            "ReplicatorName": .string(name), "ServiceExecutionRoleArn": .string(role),
            "KafkaClusters": [cluster(source, other), cluster(goal, brokers)],
            "ReplicationInfoList": [
                [
                    "SourceKafkaClusterArn": .string(source), "TargetKafkaClusterArn": .string(goal),
                    "TargetCompressionType": "ZSTD",
                    "TopicReplication": [
                        "TopicsToReplicate": [".*"], "TopicNameConfiguration": ["Type": "IDENTICAL"],
                    ],
                    "ConsumerGroupReplication": [
                        "ConsumerGroupsToReplicate": [".*"],
                        "SynchroniseConsumerGroupOffsets": .bool(true),
                    ],
                ]
            ],
        ]
        let made = account.aws(old, ["kafka", "create-replicator", "--cli-input-json", body.written])
        guard made.isGood else { throw FailoverFault("the event log cannot be sent back", made) }
    }

    private var role: String { "\(profile.names.prefix)-events-replicator-\(old)" }

    private func cache() -> JSON? {
        account.aws(
            new,
            [
                "elasticache", "describe-replication-groups", "--replication-group-id", profile.name(.cache),
            ]
        ).json?.at("ReplicationGroups", "0")
    }

    private func events(in region: String) -> JSON? {
        account.aws(
            region, ["kafka", "list-clusters-v2", "--cluster-name-filter", profile.name(.events)], seconds: 60
        ).json?.at("ClusterInfoList", "0")
    }

    /// The replicator that writes into the new region; nil when there is none any more.
    private func replicator() throws(FailoverFault) -> String? {
        guard profile.data.events?.replicate == true else { return nil }
        let reply = account.aws(
            new,
            ["kafka", "list-replicators", "--replicator-name-filter", "\(profile.names.prefix)-events"])
        guard reply.isGood else { throw FailoverFault("the replicators cannot be seen", reply) }
        return (reply.json?.list("Replicators") ?? [])
            .first { $0["ReplicatorState"]?.text != "DELETING" }?["ReplicatorArn"]?.text
    }

    private func must(_ words: [String], _ what: String) throws(FailoverFault) {
        let reply = account.aws(new, words)
        guard reply.isGood else { throw FailoverFault(what, reply) }
    }
}

/// The public names: the health check of each region's own name decides who answers.
struct RegionTraffic {
    let account: Account
    let profile: Profile
    /// The region that is left: health checks are everywhere's, and the command line asks for one.
    let place: String

    /// Keeps a region out of the traffic, whatever its health check would find when it comes back, or lets
    /// the check decide again. A check that is off and turned round counts as failed.
    func keep(_ region: String, out: Bool) throws(FailoverFault) {
        guard profile.recovery?.mode == "warm" else { return }
        let list = account.aws(place, ["route53", "list-health-checks"])
        guard list.isGood else { throw FailoverFault("the health checks cannot be seen", list) }
        let names = Set(profile.balancerHosts.map { profile.regionalHost($0, region) })
        for check in list.json?.list("HealthChecks") ?? [] {
            guard let name = check.at("HealthCheckConfig", "FullyQualifiedDomainName")?.text,
                names.contains(name), let id = check["Id"]?.text
            else { continue }
            let how = out ? ["--disabled", "--inverted"] : ["--no-disabled", "--no-inverted"]
            let reply = account.aws(
                place, ["route53", "update-health-check", "--health-check-id", id] + how)
            guard reply.isGood else { throw FailoverFault("\(name) cannot be kept out", reply) }
        }
    }
}
