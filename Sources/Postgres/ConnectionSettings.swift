/// How to reach a server and what every connection to it is fixed to.
public struct ConnectionSettings: Sendable {
    /// `postgres://user:password@host:port/database?sslmode=…`, or libpq's `key=value` form.
    public var url: String
    /// Shown in `pg_stat_activity`.
    public var applicationName: String
    /// Seconds to connect.
    public var connectSeconds: Int
    /// Milliseconds that one statement may take; 0 is no limit.
    public var statementMilliseconds: Int
    /// Milliseconds to wait for a lock; 0 is no limit.
    public var lockMilliseconds: Int
    /// Milliseconds that an open transaction may idle between statements; 0 is no limit.
    public var idleInTransactionMilliseconds: Int
    /// Whether a prepared statement is planned once for all values. Worth it where every statement finds its
    /// rows by key: planning `= any(…)` anew for each call costs more than running it.
    public var plansOnce = false
    /// Whether every statement leads from keys to rows: then no plan joins whole tables, however small they
    /// were when it was made.
    public var joinsByKey = false
    /// Whether a commit returns before it is on the disk; the next commit of a connection that waits brings
    /// it there too. For what can be made again, never for what somebody was told.
    public var flushesLater = false

    /// Settings with the usual limits.
    public init(
        url: String, applicationName: String = "hesap", connectSeconds: Int = 5,
        statementMilliseconds: Int = 15_000,
        lockMilliseconds: Int = 5_000, idleInTransactionMilliseconds: Int = 15_000
    ) {
        self.url = url
        self.applicationName = applicationName
        self.connectSeconds = connectSeconds
        self.statementMilliseconds = statementMilliseconds
        self.lockMilliseconds = lockMilliseconds
        self.idleInTransactionMilliseconds = idleInTransactionMilliseconds
    }

    /// The same without time limits, for migrations and other long work.
    public var unlimited: ConnectionSettings {
        var copy = self
        copy.statementMilliseconds = 0
        copy.lockMilliseconds = 0
        copy.idleInTransactionMilliseconds = 0
        return copy
    }

    /// Keywords for libpq; `dbname` comes first, so that what follows wins over the address.
    var keywords: [(String, String)] {
        [
            ("dbname", url), ("fallback_application_name", applicationName), ("client_encoding", "UTF8"),
            ("connect_timeout", String(connectSeconds)), ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
        ]
    }

    /// The one statement that fixes a fresh connection: text forms of values, and the time limits.
    var fixing: String {
        let values = [
            ("datestyle", "ISO"), ("timezone", "UTC"), ("intervalstyle", "iso_8601"), ("bytea_output", "hex"),
            ("client_min_messages", "warning"), ("statement_timeout", String(statementMilliseconds)),
            ("lock_timeout", String(lockMilliseconds)),
            ("idle_in_transaction_session_timeout", String(idleInTransactionMilliseconds)),
        ]
        // A plan is kept for long and must stay right when the table has grown: reading a whole table is the
        // last resort, or one made while the tables were small would do so for ever.
        let plan = [
            ("plan_cache_mode", plansOnce ? "force_generic_plan" : "auto"), ("enable_seqscan", "off"),
        ]
        let joins = joinsByKey ? [("enable_hashjoin", "off"), ("enable_mergejoin", "off")] : []
        let flush = flushesLater ? [("synchronous_commit", "off")] : []
        return "select "
            + (values + plan + joins + flush).map { "set_config('\($0.0)', '\($0.1)', false)" }.joined(
                separator: ", ")
    }
}
