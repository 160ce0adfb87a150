/// Versions that can still be created, as of 2026-11-20; older ones are refused by the services.
enum Versions {
    /// Kubernetes minors in standard support (EKS release calendar); extended support costs six times it.
    static let kubernetes = ["1.34", "1.35"]
    /// The least minor of each PostgreSQL major that RDS still creates (cfn-lint W3691).
    static let postgres: [Int: Int] = [15: 13, 16: 9, 17: 5]
    /// The least Kafka that MSK still creates.
    static let kafka = (major: 3, minor: 7)
    /// Parameters of PostgreSQL that change only with a restart (PostgreSQL documentation, context
    /// "postmaster").
    static let staticParameters: Set<String> = [
        "max_connections", "shared_buffers", "wal_level", "max_wal_senders", "max_worker_processes",
        "max_prepared_transactions", "max_locks_per_transaction", "shared_preload_libraries",
        "max_replication_slots", "huge_pages",
    ]
    /// User names that RDS for PostgreSQL reserves.
    static let reservedUsers: Set<String> = ["admin", "rdsadmin", "rds_superuser", "rdsrepladmin", "user"]
    /// Kubernetes interfaces that are no longer served, with what replaces them.
    static let removedAPIs: [String: String] = [
        "external-secrets.io/v1beta1": "external-secrets.io/v1",
        "external-secrets.io/v1alpha1": "external-secrets.io/v1",
        "extensions/v1beta1": "networking.k8s.io/v1", "networking.k8s.io/v1beta1": "networking.k8s.io/v1",
        "autoscaling/v2beta1": "autoscaling/v2", "autoscaling/v2beta2": "autoscaling/v2",
        "policy/v1beta1": "policy/v1", "apps/v1beta1": "apps/v1", "apps/v1beta2": "apps/v1",
        "batch/v1beta1": "batch/v1",
    ]
    /// The metrics of the namespaces that alarms use most; others are not judged.
    static let metrics: [String: Set<String>] = [
        "AWS/EKS": [
            "scheduler_schedule_attempts_total", "scheduler_pending_pods", "apiserver_request_total",
            "apiserver_request_total_5XX", "apiserver_request_duration_seconds_GET_P99",
            "apiserver_storage_size_bytes", "etcd_mvcc_db_total_size_in_bytes",
        ],
        "AWS/ApplicationELB": [
            "HTTPCode_Target_5XX_Count", "HTTPCode_Target_4XX_Count", "HTTPCode_ELB_5XX_Count",
            "TargetResponseTime", "RequestCount", "UnHealthyHostCount", "HealthyHostCount",
            "ActiveConnectionCount", "RejectedConnectionCount", "RequestCountPerTarget",
        ],
        "AWS/RDS": [
            "CPUUtilization", "FreeStorageSpace", "FreeableMemory", "DatabaseConnections", "ReplicaLag",
            "ReadLatency", "WriteLatency", "DiskQueueDepth", "CPUCreditBalance", "MaximumUsedTransactionIDs",
        ],
        "AWS/ECS": ["CPUUtilization", "MemoryUtilization"],
    ]
}
