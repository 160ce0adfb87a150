/// Where the system keeps what it knows.
public struct DataPlan: Sendable, Equatable {
    /// The database.
    public var database: DatabasePlan?
    /// The cache.
    public var cache: CachePlan?
    /// Buckets for files, in the order written.
    public var buckets: [BucketPlan]
    /// The event log.
    public var events: EventsPlan?
    /// Keys of encryption.
    public var keys: KeysPlan?
    /// Secrets: those that a machine draws, the tokens' keys, and those that people fill in.
    public var secrets: [SecretPlan]
    /// Snapshots of the nodes' volumes, days; nil for none.
    public var volumeSnapshotDays: Int?
}

/// A PostgreSQL database.
public struct DatabasePlan: Sendable, Equatable {
    /// The major version, `17`.
    public var version: String
    /// The instance class, `db.t3.medium`.
    public var size: String
    /// GB.
    public var storage: Int
    /// GB up to which it grows by itself.
    public var storageMax: Int
    /// Operations a second; nil for what comes with the storage.
    public var iops: Int?
    /// The database's name.
    public var name: String
    /// The owner's name.
    public var user: String
    /// Whether a second zone holds a synchronous copy.
    public var multiZone: Bool
    /// Days that backups are kept.
    public var backupDays: Int
    /// The window of backups, UTC, `01:00-02:00`.
    public var backupWindow: String
    /// The window of upkeep, UTC, `sun:03:00-sun:04:00`.
    public var upkeepWindow: String
    /// Logs that leave the database: `postgresql`, `upgrade`.
    public var logs: [String]
    /// Copies that answer reads.
    public var replicas: [ReplicaPlan]
    /// Parameters that differ from the engine's.
    public var parameters: [Setting]
    /// Connections at most; nil for what the class gives.
    public var connections: Int?
    /// Connections of one copy of a service.
    public var poolPerTask: Int
    /// Connections of all copies at most.
    public var poolMax: Int?
    /// Tables kept in parts by month.
    public var partitions: [PartitionPlan]
    /// How a standby region gets the data when no replica stands there.
    public var standby: DatabaseStandby
    /// Its line in the profile.
    public var line: Int
}

/// How a standby region gets the data.
public enum DatabaseStandby: String, Sendable, CaseIterable {
    /// It does not.
    case none
    /// A replica follows.
    case replica
    /// Backups are copied.
    case crossRegionBackups = "cross-region-backups"
}

/// A copy that answers reads.
public struct ReplicaPlan: Sendable, Equatable {
    /// Its region.
    public var region: String
    /// Its instance class.
    public var size: String
}

/// A table kept in parts.
public struct PartitionPlan: Sendable, Equatable {
    /// The table.
    public var table: String
    /// Months made beforehand.
    public var ahead: Int
    /// Whether a part takes what no other does.
    public var hasDefault: Bool
}

/// A Redis cache.
public struct CachePlan: Sendable, Equatable {
    /// Somebody else's cache by its name; nil to create one.
    public var existing: String?
    /// The node type, `cache.t4g.small`.
    public var size: String
    /// Nodes.
    public var nodes: Int
    /// Whether connections are encrypted.
    public var tls: Bool
    /// Whether a drawn token is asked for.
    public var auth: Bool
    /// What our keys begin with in a shared cache.
    public var prefix: String?
    /// Days that snapshots are kept.
    public var snapshotDays: Int
    /// The window of snapshots, UTC, `03:00-05:00`.
    public var snapshotWindow: String
    /// The window of upkeep, UTC, `mon:05:00-mon:07:00`.
    public var upkeepWindow: String
    /// Engine version, `7.1`.
    public var version: String
    /// What a standby region does: `rebuild`, start empty.
    public var standby: String
    /// Its line in the profile.
    public var line: Int
}

/// A bucket.
public struct BucketPlan: Sendable, Equatable {
    /// What services call it in `uses`: `files`.
    public var use: String
    /// The bucket's name.
    public var name: String
    /// Whether earlier versions are kept.
    public var versions: Bool
    /// Days after which files go to the archive; nil for never.
    public var archiveDays: Int?
    /// Whether it is copied to the standby region.
    public var replicate: Bool
}

/// A Kafka cluster.
public struct EventsPlan: Sendable, Equatable {
    /// Brokers, a multiple of the zones.
    public var brokers: Int
    /// The broker's class, `kafka.m7g.2xlarge`.
    public var size: String
    /// GB a broker.
    public var storage: Int
    /// MiB a second that are provisioned; nil for none.
    public var throughput: Int?
    /// Version, `3.9.x`.
    public var version: String
    /// How clients prove who they are: `scram` for the services, `tls` for whoever has a certificate; AWS's
    /// own identities may always.
    public var auth: [String]
    /// Private authorities, as ARNs, whose certificates `tls` takes: one or more in every region that has a
    /// cluster.
    public var authorities: [String]
    /// Topics, made before anybody writes: one for each kind of thing that the outbox tells of.
    public var topics: [String]
    /// How finely metrics are kept: `PER_TOPIC_PER_PARTITION`.
    public var monitoring: String
    /// Whether the standby region follows.
    public var replicate: Bool
    /// Its line in the profile.
    public var line: Int
}

extension EventsPlan {
    /// The authorities of a region.
    public func authorities(in region: String) -> [String] {
        authorities.filter { $0.split(separator: ":", omittingEmptySubsequences: false)[3] == region }
    }
}

/// Keys of encryption.
public struct KeysPlan: Sendable, Equatable {
    /// The keys' uses, `data`, `secrets`; each becomes a key.
    public var names: [String]
    /// Whether the standby region holds the same keys.
    public var multiRegion: Bool
    /// Days after which a key is renewed.
    public var rotateDays: Int
}

/// A secret: drawn by a machine, or filled in by people after the apply, never in a file.
public struct SecretPlan: Sendable, Equatable {
    /// Its use: `jwt`.
    public var use: String
    /// Whether a machine draws it; otherwise it is created empty and people fill it in.
    public var generated: Bool
    /// The names inside a secret that people fill in: `stripe_key`.
    public var fields: [String]
    /// Characters.
    public var length: Int
    /// Days after which it is drawn anew; nil for never.
    public var rotateDays: Int?
}
