/// The settings that all services share, by the names that the server reads.
enum SettingObjects {
    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let metadata = place.metadata(place.profile.name(.config))
        return [
            place.object(
                .base, 20, "services", "v1", "ConfigMap", metadata,
                [("data", .some(settings(place).map { ($0.0, Optional($0.1)) }))])
        ]
    }

    /// Names and values, in a fixed order.
    static func settings(_ place: ClusterPlace) -> [(String, Value)] {
        server(place) + database(place) + cache(place) + events(place) + outside(place) + traces(place)
    }

    private static func server(_ place: ClusterPlace) -> [(String, Value)] {
        [
            ("ENVIRONMENT", .text(kind(of: place.profile.environment.name))), ("LOG_LEVEL", "info"),
            ("LOG_FORMAT", "json"), ("HOST", "0.0.0.0"), ("HESAP_DATA", "/tmp/hesap"),
            ("HESAP_WEB", "/usr/share/hesap/web"),
            ("TRUSTED_PROXIES", .text((place.ranges + contentNetwork(place)).joined(separator: ","))),
        ]
    }

    /// Somebody else's content network stands between the viewer and the balancer.
    private static func contentNetwork(_ place: ClusterPlace) -> [String] {
        place.profile.edge.provider == .cloudflare ? OutsideAddresses.cloudflare : []
    }

    /// The kind of place that the server knows: everything that is no test is production.
    static func kind(of environment: String) -> String {
        let others = [("stag", "staging"), ("dev", "development"), ("test", "test")]
        return others.first { environment.hasPrefix($0.0) }?.1 ?? "production"
    }

    private static func database(_ place: ClusterPlace) -> [(String, Value)] {
        guard let database = place.profile.data.database else { return [] }
        return [
            ("DATABASE_HOST", .text(place.profile.databaseHost)), ("DATABASE_PORT", "5432"),
            ("DATABASE_NAME", .text(database.name)), ("DATABASE_SSLMODE", "require"),
            ("DATABASE_POOL_SIZE", .text(String(database.poolPerTask))),
        ]
    }

    private static func cache(_ place: ClusterPlace) -> [(String, Value)] {
        guard let cache = place.profile.data.cache else { return [] }
        let fixed: [(String, Value)] = [
            ("REDIS_HOST", place.cacheHost), ("REDIS_PORT", "6379"),
            ("REDIS_TLS", cache.tls ? "true" : "false"),
            ("REDIS_CLUSTER_MODE", "false"),
        ]
        return fixed + (cache.prefix.map { [("REDIS_PREFIX", .text($0))] } ?? [])
    }

    private static func events(_ place: ClusterPlace) -> [(String, Value)] {
        guard place.profile.data.events != nil else { return [] }
        return [
            ("KAFKA_BROKERS", .lookup(ClusterPlace.brokers)),
            ("KAFKA_CLIENT_ID", .text("\(place.profile.system)-api")),
        ]
    }

    private static func outside(_ place: ClusterPlace) -> [(String, Value)] {
        let profile = place.profile
        let origins = profile.web.map(\.host).filter { !$0.hasPrefix("*.") }.map { "https://\($0)" }
        let menu = profile.domains.first { $0.wildcard != nil }?.name
        let host = profile.gateway?.host ?? profile.services.lazy.compactMap(\.host).first
        let address = host ?? profile.web.first { !$0.host.hasPrefix("*.") }?.host
        return [
            ("CORS_ORIGINS", origins.isEmpty ? nil : .text(origins.joined(separator: ","))),
            ("HESAP_MENU_DOMAIN", menu.map { .text($0) }),
            ("HESAP_PUBLIC_URL", address.map { .text("https://\($0)") }),
        ].compactMap { name, value in value.map { (name, $0) } }
    }

    private static func traces(_ place: ClusterPlace) -> [(String, Value)] {
        guard !place.profile.observation.traces.isEmpty else { return [] }
        return [("OTEL_EXPORTER_OTLP_ENDPOINT", .text("http://\(CollectorObjects.name(place)):4318"))]
    }
}

extension ClusterPlace {
    /// The bootstrap brokers of the event log.
    static let brokers: LookupID = "events-brokers"

    /// The addresses from which the content network asks its origins.
    static let contentNetwork: LookupID = "content-network-prefix-list"

    /// The cache's name.
    var cacheHost: Value {
        guard profile.data.cache?.existing == nil else { return .lookup("cache-endpoint") }
        return .attribute(resource("Cache"), "PrimaryEndPoint.Address")
    }
}
