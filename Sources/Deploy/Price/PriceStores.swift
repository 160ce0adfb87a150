/// Databases, caches, event logs, buckets, secrets and keys.
enum PriceStores {
    /// Adds the lines of a resource; false when it is none of these.
    static func add(_ resource: Resource, _ pricing: inout Pricing) -> Bool {
        switch resource.type {
        case "AWS::RDS::DBInstance": database(resource, &pricing)
        case "AWS::ElastiCache::ReplicationGroup": cache(resource, &pricing)
        case "AWS::MSK::Cluster": events(resource, &pricing)
        case "AWS::MSK::Replicator": replicator(resource, &pricing)
        case "AWS::S3::Bucket": bucket(resource, &pricing)
        case "AWS::ECR::Repository": images(resource, &pricing)
        case "AWS::KMS::Key", "AWS::KMS::ReplicaKey":
            pricing.add(
                .secrets, "Keys of encryption", "key", .month, in: resource.region, origin: resource.origin)
        case "AWS::SecretsManager::Secret":
            let copies = 1 + (resource.properties["ReplicaRegions"]?.items.count ?? 0)
            secrets(copies, resource, &pricing)
        case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable": table(resource, &pricing)
        case "AWS::SQS::Queue":
            pricing.add(
                .events, "Queues' requests", "sqs", .million, in: resource.region, thousandths: 10...1_000,
                use: "10,000 to 1,000,000 messages a queue are assumed", origin: resource.origin)
        default: return false
        }
        return true
    }

    private static func database(_ resource: Resource, _ pricing: inout Pricing) {
        let properties = resource.properties
        let size = properties["DBInstanceClass"]?.string ?? "no class"
        let copies = properties["MultiAZ"]?.flag == true ? 2 : 1
        let isReplica = properties["SourceDBInstanceIdentifier"] != nil
        let name = isReplica ? "Database's copy" : "Database"
        pricing.add(
            .database, "\(name) \(size)\(copies == 2 ? ", two zones" : "")", size, .hour, in: resource.region,
            pieces: copies...copies, hours: isReplica ? 730 : PriceCompute.hours(pricing),
            origin: resource.origin)
        let storage =
            properties["AllocatedStorage"]?.number ?? pricing.graph.profile.data.database?.storage ?? 20
        pricing.add(
            .database, "\(name)'s storage gp3, \(storage) GB\(copies == 2 ? " twice" : "")", "db-gp3",
            .gbMonth,
            in: resource.region, pieces: (storage * copies)...(storage * copies), origin: resource.origin)
        let included = storage >= 400 ? 12_000 : 3_000
        let extra = max(0, (properties["Iops"]?.number ?? 0) - included) * copies
        pricing.add(
            .database, "\(name)'s operations above \(included) a second", "db-iops", .month,
            in: resource.region,
            pieces: extra...extra, origin: resource.origin)
        if !isReplica {
            pricing.add(
                .database, "Backups beyond the database's own size", "db-backup", .gbMonth,
                in: resource.region,
                pieces: 0...storage, use: "nothing, to once the database's size", origin: resource.origin)
        }
        if properties["ManageMasterUserPassword"]?.flag == true { secrets(1, resource, &pricing) }
    }

    private static func secrets(_ count: Int, _ resource: Resource, _ pricing: inout Pricing) {
        pricing.add(
            .secrets, "Secrets", "secret", .month, in: resource.region, pieces: count...count,
            origin: resource.origin)
    }

    private static func cache(_ resource: Resource, _ pricing: inout Pricing) {
        let properties = resource.properties
        let type = properties["CacheNodeType"]?.string ?? "no node type"
        let shards = properties["NumNodeGroups"]?.number ?? 1
        let nodes =
            properties["NumCacheClusters"]?.number
            ?? shards * (1 + (properties["ReplicasPerNodeGroup"]?.number ?? 0))
        pricing.add(
            .cache, "Cache \(type)", type, .hour, in: resource.region, pieces: nodes...nodes,
            origin: resource.origin)
    }

    private static func events(_ resource: Resource, _ pricing: inout Pricing) {
        let properties = resource.properties
        let type = properties.at("BrokerNodeGroupInfo", "InstanceType")?.string ?? "no broker type"
        let brokers = properties["NumberOfBrokerNodes"]?.number ?? 3
        let storage =
            properties.at("BrokerNodeGroupInfo", "StorageInfo", "EBSStorageInfo", "VolumeSize")?.number ?? 100
        pricing.add(
            .events, "Event log's brokers \(type)", type, .hour, in: resource.region,
            pieces: brokers...brokers,
            origin: resource.origin)
        pricing.add(
            .events, "Event log's storage", "kafka-storage", .gbMonth, in: resource.region,
            pieces: (brokers * storage)...(brokers * storage), origin: resource.origin)
        let throughput =
            properties.at(
                "BrokerNodeGroupInfo", "StorageInfo", "EBSStorageInfo", "ProvisionedThroughput",
                "VolumeThroughput")?.number ?? 0
        guard throughput > 0 else { return }
        pricing.add(
            .events, "Event log's throughput, \(throughput) MB a second a broker", "kafka-throughput", .month,
            in: resource.region, pieces: (brokers * throughput)...(brokers * throughput),
            origin: resource.origin)
    }

    /// Paid by the hour, and by what it copies.
    private static func replicator(_ resource: Resource, _ pricing: inout Pricing) {
        pricing.add(
            .events, "Event log's copier", "kafka-replicator", .hour, in: resource.region,
            origin: resource.origin)
        let requests = pricing.usage.requests
        pricing.add(
            .events, "Events that are copied", "kafka-replicator", .gb, in: resource.region,
            thousandths: requests.lowerBound...requests.upperBound, use: "a kilobyte a request",
            origin: resource.origin)
    }

    private static func bucket(_ resource: Resource, _ pricing: inout Pricing) {
        let files = pricing.usage.files
        let holdsFiles = resource.origin.hasPrefix("data.")
        let stored = holdsFiles ? (files.lowerBound * 1_000)...(files.upperBound * 1_000) : 50...1_000
        let use = holdsFiles ? pricing.usage.basis : "50 MB to 1 GB of screens or logs are assumed"
        pricing.add(
            .storage, holdsFiles ? "Files" : "Screens and logs in buckets", "s3", .gbMonth,
            in: resource.region,
            thousandths: stored, use: use, origin: resource.origin)
        pricing.add(
            .storage, "Buckets' requests that write", "s3-put", .million, in: resource.region,
            thousandths: 1...10,
            use: "1,000 to 10,000 a bucket are assumed", origin: resource.origin)
    }

    private static func images(_ resource: Resource, _ pricing: inout Pricing) {
        let kept = max(1, pricing.graph.profile.images.keep)
        pricing.add(
            .images, "Images, at most \(kept) of 60 MB a repository", "ecr", .gbMonth, in: resource.region,
            thousandths: 60...(60 * kept), use: "one to \(kept) images", origin: resource.origin)
    }

    private static func table(_ resource: Resource, _ pricing: inout Pricing) {
        pricing.add(
            .storage, "Tables' storage", "table", .gbMonth, in: resource.region, thousandths: 10...1_000,
            use: "10 MB to 1 GB a table are assumed", origin: resource.origin)
        pricing.add(
            .storage, "Tables' writes", "table-write", .million, in: resource.region, thousandths: 1...100,
            use: "1,000 to 100,000 a table are assumed", origin: resource.origin)
    }
}
