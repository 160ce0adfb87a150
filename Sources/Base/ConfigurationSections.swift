import struct FoundationEssentials.URLComponents

/// The database's settings.
public struct DatabaseSettings: Sendable {
    /// `DATABASE_URL`, or `DATABASE_HOST`, `_PORT`, `_NAME`, `_USERNAME`, `_PASSWORD` (or `DB_…`); nil: a
    /// private cluster.
    public let primary: DatabaseAddress?
    /// A replica for reads: `DATABASE_READ_URL`.
    public let replica: DatabaseAddress?
    /// Connections for requests: `DATABASE_POOL_SIZE`.
    public let poolSize: Int
    /// After how long unused connections are closed: `DATABASE_IDLE_TIMEOUT`.
    public let idleTimeout: Duration
    /// How long a connection may take to open or to become free: `DATABASE_CONNECT_TIMEOUT`.
    public let connectTimeout: Duration

    init(_ reader: inout ConfigurationReader) {
        let urlForm = "postgres://user:password@host:5432/name"
        let url = reader.value("DATABASE_URL", expected: urlForm) { DatabaseAddress(url: $0) }
        let parts = DatabaseSettings.parts(&reader)
        if reader.values["DATABASE_URL"] != nil, parts != nil {
            reader.complain("DATABASE_URL", "is set beside DATABASE_HOST or DB_HOST; one of them is enough")
        }
        primary = url ?? parts
        replica = reader.value("DATABASE_READ_URL", expected: urlForm) { DatabaseAddress(url: $0) }
        poolSize = reader.count("DATABASE_POOL_SIZE", 1...500) ?? reader.count("DB_POOL_SIZE", 1...500) ?? 16
        idleTimeout = reader.duration("DATABASE_IDLE_TIMEOUT", "DB_IDLE_TIMEOUT") ?? .seconds(300)
        connectTimeout = reader.duration("DATABASE_CONNECT_TIMEOUT", "DB_CONNECT_TIMEOUT") ?? .seconds(5)
    }

    private static func parts(_ reader: inout ConfigurationReader) -> DatabaseAddress? {
        let host = reader.text("DATABASE_HOST", "DB_HOST")
        let port = reader.port("DATABASE_PORT", "DB_PORT")
        let name = reader.text("DATABASE_NAME", "DB_NAME")
        let user = reader.text("DATABASE_USERNAME", "DATABASE_USER", "DB_USERNAME", "DB_USER")
        let password = reader.text("DATABASE_PASSWORD", "DB_PASSWORD")
        guard let host else {
            if let other = name ?? user ?? password {
                reader.complain(other.name, "needs DATABASE_HOST or DB_HOST")
            }
            return nil
        }
        var options: [String: String] = [:]
        if let mode = reader.text("DATABASE_SSLMODE", "DB_SSLMODE", "PGSSLMODE")?.value {
            options["sslmode"] = mode
        }
        return DatabaseAddress(
            host: host.value, port: port ?? 5432, database: name?.value ?? "hesap",
            user: user?.value ?? "hesap",
            password: password.map { Secret($0.value) }, options: options)
    }
}

/// Where Redis is: fan-out, limits and caches go through it, never truth.
public struct RedisSettings: Sendable {
    /// Its host.
    public let host: String
    /// Its port.
    public let port: Int
    /// The user, with access lists.
    public let user: String?
    /// The password.
    public let password: Secret?
    /// Whether TLS is spoken.
    public let usesTLS: Bool
    /// What all keys begin with.
    public let prefix: String
    /// Whether it is a cluster.
    public let isCluster: Bool

    /// `REDIS_URL`, or `REDIS_HOST`, `_PORT`, `_PASSWORD`, `_TLS`, `_PREFIX`, `REDIS_CLUSTER_MODE`; nil
    /// without a host.
    init?(_ reader: inout ConfigurationReader) {
        let parts: URLComponents? = reader.value(
            "REDIS_URL", expected: "redis://host:6379 or rediss://host:6379"
        ) {
            guard let parts = URLComponents(string: $0), ["redis", "rediss"].contains(parts.scheme ?? ""),
                parts.host?.isEmpty == false
            else { return nil }
            return parts
        }
        let port = reader.port("REDIS_PORT")
        let usesTLS = reader.flag("REDIS_TLS")
        let isCluster = reader.flag("REDIS_CLUSTER_MODE") ?? false
        guard let host = parts?.host ?? reader.text("REDIS_HOST")?.value else { return nil }
        self.host = host
        self.port = parts?.port ?? port ?? 6379
        user = parts?.user.flatMap { $0.isEmpty ? nil : $0 }
        password = (parts?.password ?? reader.text("REDIS_PASSWORD", "REDIS_AUTH_TOKEN")?.value).map {
            Secret($0)
        }
        self.usesTLS = usesTLS ?? (parts?.scheme == "rediss")
        prefix = reader.text("REDIS_PREFIX")?.value ?? "hesap:"
        self.isCluster = isCluster
    }
}

/// Where Kafka is: the outbox is mirrored there.
public struct KafkaSettings: Sendable {
    /// `host:port` of the brokers: `KAFKA_BROKERS`.
    public let brokers: [String]
    /// `KAFKA_CLIENT_ID`.
    public let clientID: String
    /// The user of SCRAM, over TLS: `KAFKA_USERNAME`; nil where the brokers ask for none.
    public let user: String?
    /// The user's password: `KAFKA_PASSWORD`.
    public let password: Secret?

    init?(_ reader: inout ConfigurationReader) {
        let clientID = reader.text("KAFKA_CLIENT_ID")?.value ?? "hesap"
        guard let brokers = reader.list("KAFKA_BROKERS") else { return nil }
        for broker in brokers {
            let parts = broker.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (1...65_535).contains(port)
            else {
                reader.complain("KAFKA_BROKERS", "host:port, parted by commas, is expected")
                break
            }
        }
        self.brokers = brokers
        self.clientID = clientID
        user = reader.text("KAFKA_USERNAME")?.value
        password = reader.text("KAFKA_PASSWORD").map { Secret($0.value) }
        if (user == nil) != (password == nil) {
            reader.complain("KAFKA_USERNAME", "and KAFKA_PASSWORD are set together or not at all")
        }
    }
}

/// How tokens of people are signed and checked.
public struct TokenSettings: Sendable {
    /// The shared secret: `JWT_SECRET`; nil when a key pair is used, or when one has to be made for the data
    /// folder.
    public let secret: Secret?
    /// The secret before the last rotation, still accepted: `JWT_PREVIOUS_SECRET`.
    public let previousSecret: Secret?
    /// An Ed25519 key pair instead of a secret: `JWT_PRIVATE_KEY_FILE`.
    public let privateKeyFile: String?
    /// Public keys that are accepted beside: `JWT_PUBLIC_KEY_FILE`.
    public let publicKeyFile: String?
    /// How long a token holds: `JWT_LIFETIME`, 7 days when not set.
    public let lifetime: Duration

    /// Bytes that a secret must have at least: as many as SHA-256 gives (RFC 7518 §3.2).
    public static let secretBytesMin = 32

    init(_ reader: inout ConfigurationReader, isProduction: Bool) {
        secret = TokenSettings.secret("JWT_SECRET", &reader, isProduction)
        previousSecret = TokenSettings.secret("JWT_PREVIOUS_SECRET", &reader, isProduction)
        privateKeyFile = reader.text("JWT_PRIVATE_KEY_FILE")?.value
        publicKeyFile = reader.text("JWT_PUBLIC_KEY_FILE")?.value
        let lifetime = reader.duration("JWT_LIFETIME", "JWT_EXPIRES_IN") ?? .seconds(7 * 86_400)
        if lifetime < .seconds(60) || lifetime > .seconds(90 * 86_400) {
            reader.complain("JWT_LIFETIME", "between one minute and 90 days are expected")
        }
        self.lifetime = lifetime
        if isProduction, secret == nil, privateKeyFile == nil, reader.values["JWT_SECRET"] == nil {
            reader.complain("JWT_SECRET", "is needed in production (or JWT_PRIVATE_KEY_FILE)")
        }
    }

    private static func secret(_ name: String, _ reader: inout ConfigurationReader, _ isProduction: Bool)
        -> Secret?
    {
        guard let text = reader.text(name)?.value else { return nil }
        if isProduction, text.utf8.count < secretBytesMin {
            reader.complain(name, "at least \(secretBytesMin) bytes are expected in production")
        }
        return Secret(text)
    }
}
