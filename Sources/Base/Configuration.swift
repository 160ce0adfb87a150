/// Every setting of the server, read once from the environment.
///
/// Several names for one setting are understood, those of the deployments that Hesap replaces among them.
public struct Configuration: Sendable {
    /// What kind of place the server runs in.
    public enum Place: String, Sendable {
        /// Guests and money are real.
        case production
        /// Like production, with nothing real.
        case staging
        /// A test run.
        case test
        /// A developer's machine.
        case development
    }

    /// The kind of place: `NODE_ENV`, `ENVIRONMENT` or `SPRING_PROFILES_ACTIVE`; development when none is
    /// set.
    public let place: Place
    /// The port of HTTP: `PORT` or `API_PORT`.
    public let port: Int
    /// The address that HTTP listens on: `HOST`.
    public let host: String
    /// Certificate chain and key for HTTPS: `TLS_CERT_FILE`, `TLS_KEY_FILE`.
    public let tls: (certificateFile: String, keyFile: String)?
    /// The database; without it the server runs a private cluster in the data folder.
    public let database: DatabaseSettings
    /// Redis, when there is one.
    public let redis: RedisSettings?
    /// Kafka, when there is one.
    public let kafka: KafkaSettings?
    /// How tokens of people are signed.
    public let tokens: TokenSettings
    /// Origins whose pages may call the API: `CORS_ORIGINS`.
    public let corsOrigins: [String]
    /// From which level on lines are logged: `LOG_LEVEL`.
    public let logLevel: Log.Level
    /// JSON lines or text: `LOG_FORMAT`; nil lets the terminal decide.
    public let logForm: Log.Form?
    /// Where spans are posted: `OTEL_EXPORTER_OTLP_ENDPOINT`.
    public let traceEndpoint: String?
    /// The service's name in traces: `OTEL_SERVICE_NAME`.
    public let traceService: String
    /// The domain whose subdomains are organizations' menus: `HESAP_MENU_DOMAIN`.
    public let menuDomain: String?
    /// How the outside reaches this server: `HESAP_PUBLIC_URL`.
    public let publicURL: String?
    /// The data folder: `HESAP_DATA`.
    public let dataFolder: String
    /// The folder of the built screens: `HESAP_WEB`.
    public let webFolder: String?
    /// Which roles run here: `HESAP_ROLES`; nil is all.
    public let roles: Set<ServerRole>?
    /// Whose `X-Forwarded-For` is believed: `TRUSTED_PROXIES`, addresses and ranges.
    public let trustedProxies: [AddressRange]
    /// What a scraper from elsewhere must show: `HESAP_METRICS_TOKEN`.
    public let metricsToken: Secret?

    /// Reads all settings from an environment.
    ///
    /// - Throws: every fault at once. Their texts name variables, never values.
    public init(_ values: [String: String]) throws(ConfigurationFault) {
        var reader = ConfigurationReader(values)
        place = Configuration.place(&reader)
        port = reader.port("PORT", "API_PORT") ?? 3000
        host = reader.text("HOST", "HESAP_HOST")?.value ?? "0.0.0.0"
        tls = Configuration.tls(&reader)
        database = DatabaseSettings(&reader)
        redis = RedisSettings(&reader)
        kafka = KafkaSettings(&reader)
        tokens = TokenSettings(&reader, isProduction: place == .production)
        corsOrigins = Configuration.origins(&reader)
        logLevel = Configuration.logLevel(&reader)
        logForm = reader.value("LOG_FORMAT", expected: "json or text") {
            $0 == "json" ? .json : $0 == "text" ? .text : nil
        }
        traceEndpoint = reader.url("OTEL_EXPORTER_OTLP_ENDPOINT", schemes: ["http", "https"])
        traceService = reader.text("OTEL_SERVICE_NAME")?.value ?? "hesap"
        menuDomain = reader.value("HESAP_MENU_DOMAIN", expected: "a host name") { Configuration.hostName($0) }
        publicURL = reader.url("HESAP_PUBLIC_URL", schemes: ["http", "https"])
        dataFolder = reader.text("HESAP_DATA")?.value ?? "./data"
        webFolder = reader.text("HESAP_WEB")?.value
        roles = Configuration.roles(&reader)
        trustedProxies = Configuration.proxies(&reader)
        metricsToken = reader.text("HESAP_METRICS_TOKEN").map { Secret($0.value) }
        guard reader.complaints.isEmpty else { throw ConfigurationFault(complaints: reader.complaints) }
    }
}

/// Everything that is wrong with the settings.
public struct ConfigurationFault: Error, Sendable, CustomStringConvertible {
    /// One entry per wrong setting.
    public let complaints: [ConfigurationComplaint]

    /// One line per wrong setting.
    public var description: String { complaints.map(\.description).joined(separator: "\n") }
}

/// A part of the server that can run by itself.
public enum ServerRole: String, CaseIterable, Sendable {
    /// HTTP API and apps.
    case gateway
    /// Sockets.
    case realtime
    /// Payment recovery, expiry, inbound webhooks.
    case processor
    /// Settlement files and matching.
    case reconciler
    /// Mail, SMS, outgoing webhooks.
    case notifier
    /// Roll-ups.
    case analytics
    /// Outbox to Kafka.
    case relay
    /// The screens alone.
    case web
}

extension Configuration {
    private static func place(_ reader: inout ConfigurationReader) -> Place {
        let names: [String: Place] = [
            "production": .production, "prod": .production, "live": .production, "staging": .staging,
            "stage": .staging, "test": .test, "testing": .test, "development": .development,
            "dev": .development,
            "local": .development,
        ]
        var found: [(name: String, place: Place)] = []
        for name in ["ENVIRONMENT", "NODE_ENV", "SPRING_PROFILES_ACTIVE"] {
            let expected = "production, staging, test or development"
            if let place = reader.value(name, expected: expected, { names[$0.lowercased()] }) {
                if let first = found.first, first.place != place {
                    reader.complain(name, "says something else than \(first.name)")
                }
                found.append((name, place))
            }
        }
        return found.first?.place ?? .development
    }

    private static func tls(_ reader: inout ConfigurationReader) -> (
        certificateFile: String, keyFile: String
    )? {
        switch (reader.text("TLS_CERT_FILE")?.value, reader.text("TLS_KEY_FILE")?.value) {
        case (let certificate?, let key?): return (certificate, key)
        case (nil, nil): return nil
        case (nil, _): reader.complain("TLS_CERT_FILE", "is needed beside TLS_KEY_FILE")
        case (_, nil): reader.complain("TLS_KEY_FILE", "is needed beside TLS_CERT_FILE")
        }
        return nil
    }

    private static func origins(_ reader: inout ConfigurationReader) -> [String] {
        let origins = reader.list("CORS_ORIGINS") ?? []
        for origin in origins where origin != "*" {
            guard origin.hasPrefix("https://") || origin.hasPrefix("http://"),
                origin.split(separator: "/").count == 2
            else {
                reader.complain(
                    "CORS_ORIGINS", "origins such as https://pos.example.com, parted by commas, are expected")
                break
            }
        }
        return origins.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private static func logLevel(_ reader: inout ConfigurationReader) -> Log.Level {
        let others: [String: Log.Level] = ["warn": .warning, "fatal": .critical, "verbose": .trace]
        let expected = Log.Level.allCases.map(\.rawValue).joined(separator: ", ")
        return reader.value("LOG_LEVEL", expected: "one of \(expected)") { text in
            Log.Level(rawValue: text.lowercased()) ?? others[text.lowercased()]
        } ?? .info
    }

    private static func hostName(_ text: String) -> String? {
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        let isGood = labels.allSatisfy { label in
            (1...63).contains(label.count)
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        }
        return isGood ? text.lowercased() : nil
    }

    private static func roles(_ reader: inout ConfigurationReader) -> Set<ServerRole>? {
        guard let names = reader.list("HESAP_ROLES") else { return nil }
        var roles: Set<ServerRole> = []
        for name in names {
            guard let role = ServerRole(rawValue: name) else {
                let known = ServerRole.allCases.map(\.rawValue).joined(separator: ", ")
                reader.complain("HESAP_ROLES", "roles among \(known), parted by commas, are expected")
                break
            }
            roles.insert(role)
        }
        return roles
    }

    private static func proxies(_ reader: inout ConfigurationReader) -> [AddressRange] {
        let texts = reader.list("TRUSTED_PROXIES") ?? []
        let ranges = texts.compactMap { AddressRange($0) }
        if ranges.count != texts.count {
            reader.complain(
                "TRUSTED_PROXIES", "addresses or ranges such as 10.0.0.0/8, parted by commas, are expected")
        }
        return ranges
    }
}
