extension GraphLint {
    /// What is kept, and how it is kept.
    static let stores: [Look] = [
        .each("AWS::RDS::DBInstance", "db-name-not-created") { database, _ in
            isCopy(database) || database.properties["DBName"] != nil ? nil : "no database is created in it"
        },
        .each("AWS::RDS::DBInstance", "reserved-master-user") { database, _ in
            let user = database.properties["MasterUsername"]?.plain ?? ""
            return Versions.reservedUsers.contains(user) ? "\(user) is a name of the service itself" : nil
        },
        .each("AWS::RDS::DBInstance", "no-deletion-protection") { database, _ in
            database.properties["DeletionProtection"] == true ? nil : "anybody may delete it"
        },
        .each("AWS::RDS::DBInstance", "no-final-snapshot") { database, _ in
            database.retention == .delete ? "nothing stays when it goes" : nil
        },
        .each("AWS::RDS::DBInstance", "no-multi-az") { database, graph in
            // One zone is what the economy tier is for.
            graph.profile.environment.tier == .economy || isCopy(database)
                || database.properties["MultiAZ"] == true ? nil : "one zone holds it"
        },
        .each("AWS::RDS::DBInstance", "replica-needs-key") { database, graph in
            isCopy(database) && database.region != graph.profile.regions.primary
                && database.properties["KmsKeyId"] == nil ? "a copy in another region names its key" : nil
        },
        .each("AWS::RDS::DBInstance", "replica-smaller-than-primary") { database, graph in
            guard isCopy(database), let size = database.properties["DBInstanceClass"]?.plain,
                let whole = graph.profile.data.database?.size, let one = InstanceSize(size),
                let other = InstanceSize(whole)
            else { return nil }
            return one.rank < other.rank ? "\(size) cannot take over from \(whole)" : nil
        },
        .each("AWS::RDS::DBInstance", "windows-overlap") { database, _ in
            guard let backup = database.properties["PreferredBackupWindow"]?.plain,
                let upkeep = database.properties["PreferredMaintenanceWindow"]?.plain
            else { return nil }
            return overlap(backup, upkeep) ? "\(backup) and \(upkeep) share time" : nil
        },
        .each("AWS::EKS::Cluster", "version-not-creatable") { cluster, _ in
            let version = cluster.properties["Version"]?.plain ?? ""
            return Versions.kubernetes.contains(version)
                ? nil : "Kubernetes \(version) is not in standard support"
        },
        .each("AWS::ElastiCache::ReplicationGroup", "redis-no-tls-auth") { cache, _ in
            cache.properties["TransitEncryptionEnabled"] == true
                && cache.properties["AtRestEncryptionEnabled"] == true
                ? nil : "it talks or rests unencrypted"
        },
        .each("AWS::SQS::Queue", "queue-no-dead-letter") { queue, _ in
            queue.properties["RedrivePolicy"] != nil || queue.properties["RedriveAllowPolicy"] != nil
                ? nil : "letters that nobody can work off are tried for ever"
        },
        .each("AWS::MSK::Cluster", "msk-size-throughput") { cluster, _ in
            let group = cluster.properties["BrokerNodeGroupInfo"]
            guard group?["StorageInfo"]?["EBSStorageInfo"]?["ProvisionedThroughput"] != nil,
                let size = group?["InstanceType"]?.plain, let one = InstanceSize(size)
            else { return nil }
            let least = one.family == "m5" ? InstanceSize("m5.4xlarge") : InstanceSize("m7g.2xlarge")
            return one.rank < least?.rank ?? 0 ? "\(size) has no throughput of its own" : nil
        },
        Look("state-unprotected") { graph in
            let kept = [
                "AWS::KMS::Key", "AWS::KMS::ReplicaKey", "AWS::S3::Bucket", "AWS::SecretsManager::Secret",
            ]
            return graph.resources.filter { kept.contains($0.type) && $0.retention == .delete }
                .map { ($0.id, "it goes with its stack") }
        },
    ]

    private static func isCopy(_ database: Resource) -> Bool {
        database.properties["SourceDBInstanceIdentifier"] != nil
    }

    /// Whether a daily and a weekly window share a minute; both end within their day or the next.
    private static func overlap(_ daily: String, _ weekly: String) -> Bool {
        func minutes(_ text: Substring) -> [Int] {
            text.split(separator: "-").compactMap { end in
                let parts = end.split(separator: ":").suffix(2).compactMap { Int($0) }
                return parts.count == 2 ? parts[0] * 60 + parts[1] : nil
            }
        }
        let (one, other) = (minutes(daily[...]), minutes(weekly[...]))
        guard one.count == 2, other.count == 2 else { return false }
        let (from, to) = (one[0], one[1] <= one[0] ? one[1] + 1440 : one[1])
        let (start, end) = (other[0], other[1] <= other[0] ? other[1] + 1440 : other[1])
        return [-1440, 0, 1440].contains { from < end + $0 && start + $0 < to }
    }
}
