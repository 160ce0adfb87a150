/// Where a private cluster lives and how it is set up.
public struct ClusterSettings: Sendable {
    /// The folder of the cluster, its socket and its log; made when missing.
    public var folder: String
    /// `shared_buffers`, in MiB.
    public var sharedBuffersMebibytes: Int
    /// `max_connections`.
    public var connectionsMax: Int
    /// False for tests only: a crash of the machine may then lose everything.
    public var isDurable: Bool

    /// A durable cluster with little memory.
    public init(
        folder: String, sharedBuffersMebibytes: Int = 32, connectionsMax: Int = 64, isDurable: Bool = true
    ) {
        self.folder = folder
        self.sharedBuffersMebibytes = sharedBuffersMebibytes
        self.connectionsMax = connectionsMax
        self.isDurable = isDurable
    }

    /// The server's settings, with its socket in `socketFolder`.
    func parameters(socketFolder: String) -> [(String, String)] {
        var parameters = [
            ("listen_addresses", ""), ("unix_socket_directories", socketFolder), ("port", "5432"),
            ("unix_socket_permissions", "0700"), ("max_connections", String(connectionsMax)),
            ("shared_buffers", "\(sharedBuffersMebibytes)MB"), ("work_mem", "4MB"),
            ("maintenance_work_mem", "32MB"),
            ("max_wal_size", "1GB"), ("min_wal_size", "80MB"), ("wal_compression", "lz4"),
            ("update_process_title", "off"),
            ("random_page_cost", "1.1"),
            ("jit", "off"), ("timezone", "UTC"), ("log_timezone", "UTC"), ("lc_messages", "C"),
            ("log_min_messages", "warning"), ("log_checkpoints", "off"), ("max_wal_senders", "4"),
            ("wal_level", "replica"), ("huge_pages", "off"), ("archive_mode", "on"),
        ]
        if !isDurable {
            parameters += [
                ("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off"),
                ("autovacuum", "off"),
            ]
        }
        return parameters
    }
}
