import Base
import Testing

@Suite struct ConfigurationTests {
    func complaints(_ values: [String: String]) -> [String] {
        do {
            _ = try Configuration(values)
            return []
        } catch { return error.complaints.map(\.name) }
    }

    @Test func `nothing set gives a developer's server with a database of its own`() throws {
        let configuration = try Configuration([:])
        #expect(configuration.place == .development && configuration.port == 3000)
        #expect(
            configuration.database.primary == nil && configuration.redis == nil && configuration.kafka == nil)
        #expect(configuration.dataFolder == "./data" && configuration.tokens.lifetime == .seconds(604_800))
        #expect(configuration.roles == nil && configuration.logLevel == .info && configuration.tls == nil)
    }

    @Test func `an empty variable is one that is not set`() throws {
        #expect(try Configuration(["PORT": "", "REDIS_URL": "", "HESAP_ROLES": ""]).port == 3000)
    }

    @Test func `every name of the old deployments is understood`() throws {
        let configuration = try Configuration([
            "NODE_ENV": "production", "API_PORT": "8080", "DB_HOST": "db.internal", "DB_PORT": "5433",
            "DB_NAME": "pixpos", "DB_USERNAME": "app", "DB_PASSWORD": "s3cret", "DATABASE_POOL_SIZE": "20",
            "DATABASE_IDLE_TIMEOUT": "10m", "DATABASE_CONNECT_TIMEOUT": "2s", "REDIS_HOST": "redis.internal",
            "REDIS_PORT": "6380", "REDIS_PASSWORD": "r3dis", "REDIS_TLS": "true", "REDIS_PREFIX": "pix:",
            "REDIS_CLUSTER_MODE": "true", "KAFKA_BROKERS": "a:9092, b:9092", "KAFKA_CLIENT_ID": "pix",
            "JWT_SECRET": "a secret that is at least 32 bytes",
            "JWT_PREVIOUS_SECRET": "another that is at least 32 bytes",
            "JWT_LIFETIME": "12h", "CORS_ORIGINS": "https://pos.example.com,https://boss.example.com/",
            "LOG_LEVEL": "warn", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318/",
            "HESAP_MENU_DOMAIN": "menu.example.com", "HESAP_PUBLIC_URL": "https://example.com",
            "HESAP_DATA": "/var/lib/hesap", "HESAP_WEB": "/srv/web", "HESAP_ROLES": "gateway,realtime",
            "TRUSTED_PROXIES": "10.0.0.0/8,2001:db8::/32", "HESAP_METRICS_TOKEN": "m3trics",
            "TLS_CERT_FILE": "/c.pem", "TLS_KEY_FILE": "/k.pem",
        ])
        #expect(configuration.place == .production && configuration.port == 8080)
        let database = try #require(configuration.database.primary)
        #expect(database.parameters.map(\.value) == ["db.internal", "5433", "pixpos", "app", "s3cret"])
        #expect(configuration.database.poolSize == 20 && configuration.database.idleTimeout == .seconds(600))
        #expect(configuration.redis?.port == 6380 && configuration.redis?.usesTLS == true)
        #expect(configuration.redis?.isCluster == true && configuration.redis?.prefix == "pix:")
        #expect(configuration.kafka?.brokers == ["a:9092", "b:9092"])
        #expect(configuration.corsOrigins == ["https://pos.example.com", "https://boss.example.com"])
        #expect(configuration.logLevel == .warning && configuration.traceEndpoint == "http://collector:4318")
        #expect(
            configuration.roles == [.gateway, .realtime] && configuration.tokens.lifetime == .seconds(43_200))
        #expect(configuration.tls?.keyFile == "/k.pem" && configuration.metricsToken?.reveal == "m3trics")
        let proxy = try #require(IPAddress("10.1.2.3"))
        #expect(configuration.trustedProxies.contains { $0.contains(proxy) })
        for name in ["ENVIRONMENT", "SPRING_PROFILES_ACTIVE"] {
            #expect(try Configuration([name: "test"]).place == .test)
        }
    }

    @Test func `a database may be named by libpq's service file`() throws {
        let address = try #require(DatabaseAddress(url: "postgres://till@/hesap?service=cafe"))
        let words = address.parameters.map { "\($0.keyword)=\($0.value)" }
        #expect(words == ["dbname=hesap", "user=till", "service=cafe"])
        #expect(DatabaseAddress(url: "postgres:///hesap?service=cafe")?.parameters.count == 3)
        #expect(DatabaseAddress(url: "postgres:///hesap") == nil)
    }

    @Test func `a database URL is taken apart`() throws {
        let url = "postgres://us%40er:p%2Fw@db:6543/hesap?sslmode=require"
        let configuration = try Configuration([
            "DATABASE_URL": url, "DATABASE_READ_URL": "postgresql:///x?host=/run/pg",
        ])
        let primary = try #require(configuration.database.primary)
        #expect(primary.host == "db" && primary.port == 6543 && primary.database == "hesap")
        #expect(
            primary.user == "us@er" && primary.password?.reveal == "p/w"
                && primary.options == ["sslmode": "require"])
        #expect(
            configuration.database.replica?.host == "/run/pg" && configuration.database.replica?.port == 5432)
        let redis = try #require(try Configuration(["REDIS_URL": "rediss://:pw@cache:7000"]).redis)
        #expect(
            redis.host == "cache" && redis.port == 7000 && redis.usesTLS && redis.password?.reveal == "pw")
    }

    @Test func `all faults are reported at once, without any value`() {
        let values = [
            "PORT": "eighty", "NODE_ENV": "moon", "DATABASE_URL": "mysql://topsecret@h/x",
            "DATABASE_POOL_SIZE": "0",
            "DATABASE_IDLE_TIMEOUT": "soon", "REDIS_URL": "http://topsecret", "REDIS_TLS": "maybe",
            "KAFKA_BROKERS": "a", "CORS_ORIGINS": "example.com", "LOG_LEVEL": "loud", "LOG_FORMAT": "xml",
            "OTEL_EXPORTER_OTLP_ENDPOINT": "collector", "HESAP_MENU_DOMAIN": "a b", "HESAP_PUBLIC_URL": "x",
            "HESAP_ROLES": "cook", "TRUSTED_PROXIES": "10.0.0.0/33", "TLS_CERT_FILE": "/c",
            "JWT_LIFETIME": "1s",
        ]
        do {
            _ = try Configuration(values)
            Issue.record("wrong settings were taken")
        } catch {
            let expected = Set(values.keys).subtracting(["TLS_CERT_FILE"]).union(["TLS_KEY_FILE"])
            #expect(Set(error.complaints.map(\.name)) == expected)
            #expect(!"\(error)".contains("topsecret") && "\(error)".contains("PORT: a port"))
        }
    }

    @Test func `production needs a secret of 32 bytes, or a key pair`() {
        #expect(complaints(["NODE_ENV": "production"]) == ["JWT_SECRET"])
        #expect(complaints(["NODE_ENV": "production", "JWT_SECRET": "short"]) == ["JWT_SECRET"])
        #expect(complaints(["NODE_ENV": "production", "JWT_PRIVATE_KEY_FILE": "/key.pem"]) == [])
        #expect(complaints(["NODE_ENV": "development", "JWT_SECRET": "short"]) == [])
    }

    @Test func `names that contradict each other are a fault`() {
        #expect(complaints(["PORT": "1", "API_PORT": "2"]) == ["API_PORT"])
        #expect(complaints(["PORT": "1", "API_PORT": "1"]) == [])
        #expect(
            complaints(["NODE_ENV": "production", "ENVIRONMENT": "dev", "JWT_SECRET": "x"]) == ["NODE_ENV"])
        #expect(complaints(["DB_HOST": "a", "DATABASE_URL": "postgres://u@h/d"]) == ["DATABASE_URL"])
        #expect(complaints(["DB_NAME": "a"]) == ["DB_NAME"])
    }

    @Test func `secrets do not print`() throws {
        let secret = Secret("topsecret")
        let configuration = try Configuration([
            "JWT_SECRET": "topsecret", "DATABASE_URL": "postgres://u:topsecret@h/d",
        ])
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(
            "\(secret) \(String(reflecting: secret)) \(String(reflecting: [secret]))".contains("topsecret")
                == false)
        #expect(!dumped.contains("topsecret") && dumped.contains("primary"))
    }

    @Test(arguments: [
        ("500ms", 500), ("30s", 30_000), ("30", 30_000), ("15m", 900_000), ("12h", 43_200_000),
        ("7d", 604_800_000),
    ])
    func `durations are read`(text: String, milliseconds: Int64) {
        #expect(SettingText.duration(text) == .milliseconds(milliseconds))
    }

    @Test func `what is no duration, size or flag is refused`() {
        for text in ["", "m", "-1s", "1w", "1 s", "99999999999s"] {
            #expect(SettingText.duration(text) == nil)
        }
        #expect(SettingText.bytes("64MiB") == 64 << 20 && SettingText.bytes("4096") == 4096)
        for text in ["", "k", "-1", "1tb", "9999999999"] { #expect(SettingText.bytes(text) == nil) }
        #expect(
            SettingText.flag("Yes") == true && SettingText.flag("0") == false
                && SettingText.flag("maybe") == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("192.168.1.7", "192.168.1.7", true),
        ("192.168.1.0/25", "192.168.1.128", false), ("0.0.0.0/0", "8.8.8.8", true), ("::1", "::1", true),
        ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("10.0.0.0/8", "::1", false),
    ])
    func `ranges of addresses`(range: String, address: String, isIn: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(IPAddress(address))) == isIn)
    }

    @Test func `what is no address is refused`() {
        for text in [
            "", "10.0.0", "10.0.0.256", "10.0.0.1.1", "1:2:3", "::1::", "1:2:3:4:5:6:7:8:9", "g::",
            "+1.0.0.0",
        ] {
            #expect(IPAddress(text) == nil, "\(text)")
        }
        #expect(IPAddress("127.0.0.9")?.isLoopback == true && IPAddress("::1")?.isLoopback == true)
        #expect(IPAddress("10.0.0.1")?.isLoopback == false && AddressRange("10.0.0.0/-1") == nil)
        #expect(IPAddress("2001:DB8::1") == IPAddress("2001:db8:0:0:0:0:0:1"))
    }
}
