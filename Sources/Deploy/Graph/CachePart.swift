/// The cache: ours, or one of somebody else's by its name.
extension Draft {
    /// Adds a region's cache, or looks up the one that exists.
    mutating func drawCache(_ at: Place) {
        guard let cache = profile.data.cache else { return }
        if let name = cache.existing {
            look(
                "cache-endpoint", at, "the address of the cache \(name)",
                ["elasticache", "describe-replication-groups", "--replication-group-id", name],
                "ReplicationGroups[0].NodeGroups[0].PrimaryEndpoint.Address")
            return
        }
        guard at.runs else { return }
        add(
            at("CacheSubnets"), "AWS::ElastiCache::SubnetGroup", .data, at, from: "data.cache",
            [
                "CacheSubnetGroupName": .text(profile.name(.cacheSubnets)),
                "Description": .text("Subnets of the cache of \(profile.names.prefix)"),
                "SubnetIds": .list(dataSubnets(at)),
            ])
        drawInnerGroup("CacheGroup", .cacheGroup, [6379], "Cache", at, from: "data.cache")
        drawLogs("CacheLogs", "/aws/elasticache/\(profile.name(.cache))", 90, .data, at, from: "data.cache")
        drawReplicationGroup(cache, at)
    }

    private mutating func drawReplicationGroup(_ cache: CachePlan, _ at: Place) {
        let token: Value? =
            cache.auth
            ? .text("{{resolve:secretsmanager:\(profile.name(.cacheSecret)):SecretString:token}}") : nil
        let several = cache.nodes > 1
        let logs: [Value] = ["slow-log", "engine-log"].map { kind in
            [
                "LogType": .text(kind), "LogFormat": "json", "DestinationType": "cloudwatch-logs",
                "DestinationDetails": ["CloudWatchLogsDetails": ["LogGroup": .reference(at("CacheLogs"))]],
            ]
        }
        let body: Value = [
            "ReplicationGroupId": .text(profile.name(.cache)),
            "ReplicationGroupDescription": .text("Cache of \(profile.names.prefix)"), "Engine": "redis",
            "EngineVersion": .text(cache.version), "CacheNodeType": .text(cache.size),
            "NumCacheClusters": .integer(cache.nodes), "AutomaticFailoverEnabled": .truth(several),
            "MultiAZEnabled": .truth(several), "CacheSubnetGroupName": .reference(at("CacheSubnets")),
            "SecurityGroupIds": [.attribute(at("CacheGroup"), "GroupId")], "AtRestEncryptionEnabled": true,
            "KmsKeyId": key("data", at), "TransitEncryptionEnabled": true, "AutoMinorVersionUpgrade": true,
            "SnapshotRetentionLimit": .integer(cache.snapshotDays),
            "SnapshotWindow": .text(cache.snapshotWindow),
            "PreferredMaintenanceWindow": .text(cache.upkeepWindow), "LogDeliveryConfigurations": .list(logs),
        ]
        let waivers =
            cache.auth
            ? []
            : LinterWaiver.because(
                "The profile asks for no token: only the workers' security group reaches it, over TLS.",
                "CKV_AWS_31")
        add(
            at("Cache"), "AWS::ElastiCache::ReplicationGroup", .data, at, from: "data.cache",
            needs: cache.auth ? [profile.home("CacheSecret")] : [], keep: .snapshot, waive: waivers,
            body.with("AuthToken", token))
    }
}
