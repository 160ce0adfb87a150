/// Secrets stay in Secrets Manager; External Secrets brings them into the namespace, with a store that only
/// our own account may open.
enum SecretObjects {
    private static let api = "external-secrets.io/v1"
    private static let store = "aws-secrets-manager"

    /// A secret as the server gets it: the object's name, its keys, and the variable of each.
    struct Brought: Equatable {
        var object: String
        var remote: String
        var keys: [Key]
        var origin: String
        /// The only service that gets it; nil for every service that uses what it opens.
        var service: String?
    }

    /// A key inside a secret.
    struct Key: Equatable {
        var name: String
        var property: String
        var variable: String
        /// Whether the service starts without it: what people fill in may still be empty.
        var isOptional = false
    }

    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let brought = brought(place.profile)
        return brought.isEmpty ? [] : [secretStore(place)] + brought.map { external(place, $0) }
    }

    /// Every secret that services get.
    static func brought(_ profile: Profile) -> [Brought] {
        let used = Set(profile.services.flatMap(\.uses) + ["jwt", Profile.metricsToken])
        return database(profile) + cache(profile) + events(profile)
            + profile.data.secrets.filter { used.contains($0.use) }.map { drawn(profile, $0) }
    }

    /// Those that one service gets: the database's, the tokens' key and that of the figures always, because
    /// every role needs them.
    static func brought(_ profile: Profile, for service: ServicePlan) -> [Brought] {
        brought(profile).filter { secret in
            if let only = secret.service { return only == service.name }
            let use = secret.origin.split(separator: ".").last.map(String.init) ?? ""
            return ["database", "jwt", Profile.metricsToken].contains(use) || service.uses.contains(use)
        }
    }

    private static func database(_ profile: Profile) -> [Brought] {
        guard profile.data.database != nil else { return [] }
        return [
            Brought(
                object: profile.name(.databaseSecretObject), remote: profile.name(.databaseSecret),
                keys: [
                    Key(name: "username", property: "username", variable: "DATABASE_USERNAME"),
                    Key(name: "password", property: "password", variable: "DATABASE_PASSWORD"),
                ], origin: "data.database")
        ]
    }

    private static func cache(_ profile: Profile) -> [Brought] {
        guard let cache = profile.data.cache, cache.auth else { return [] }
        return [
            Brought(
                object: profile.name(.secretObject, "redis"), remote: profile.name(.cacheSecret),
                keys: [Key(name: "token", property: "token", variable: "REDIS_PASSWORD")],
                origin: "data.cache")
        ]
    }

    private static func events(_ profile: Profile) -> [Brought] {
        profile.eventRights.map { rights in
            Brought(
                object: profile.name(.secretObject, "events-\(rights.service)"),
                remote: profile.eventsSecret(rights.service),
                keys: [
                    Key(name: "username", property: "username", variable: "KAFKA_USERNAME"),
                    Key(name: "password", property: "password", variable: "KAFKA_PASSWORD"),
                ], origin: "data.events", service: rights.service)
        }
    }

    private static func drawn(_ profile: Profile, _ secret: SecretPlan) -> Brought {
        let variable = secret.use.replacing("-", with: "_").uppercased()
        let keys =
            secret.generated
            ? [
                Key(
                    name: "secret", property: "secret",
                    variable: secret.use == Profile.metricsToken
                        ? "HESAP_METRICS_TOKEN" : "\(variable)_SECRET")
            ]
            : secret.fields.map {
                Key(
                    name: $0, property: $0, variable: $0.replacing("-", with: "_").uppercased(),
                    isOptional: true)
            }
        return Brought(
            object: profile.name(.secretObject, secret.use), remote: profile.name(.secret, secret.use),
            keys: keys,
            origin: "data.\(secret.use)")
    }

    /// External Secrets reads as our role and as nobody else. In a cluster of our own its controller has an
    /// identity of its own (EKS Pod Identity) and passes itself on to the role. In somebody else's cluster
    /// nobody knows what the controller is: there it takes a token of our account (IRSA), the only way of a
    /// store that names an account: Pod Identity gives a role to the pod that asks, which is the controller.
    private static func secretStore(_ place: ClusterPlace) -> KubernetesObject {
        let profile = place.profile
        let account: Value = ["name": .text(profile.name(.account, Profile.secretReader))]
        let isOurs = profile.platform.existing == nil
        let provider = Value.some([
            ("service", "SecretsManager"), ("region", .text(place.region)),
            ("role", isOurs ? .text(profile.roleARN(of: Profile.secretReader, region: place.region)) : nil),
            ("auth", isOurs ? nil : ["jwt": ["serviceAccountRef": account]]),
        ])
        return place.object(
            .base, 25, "data", api, "SecretStore", place.metadata(store),
            [("spec", ["provider": ["aws": provider]])])
    }

    private static func external(_ place: ClusterPlace, _ secret: Brought) -> KubernetesObject {
        let data = secret.keys.map { key -> Value in
            [
                "secretKey": .text(key.name),
                "remoteRef": ["key": .text(secret.remote), "property": .text(key.property)],
            ]
        }
        let spec: Value = [
            "refreshInterval": "1h", "secretStoreRef": ["name": .text(store), "kind": "SecretStore"],
            "target": ["name": .text(secret.object), "creationPolicy": "Owner"], "data": .list(data),
        ]
        return place.object(
            .base, 26, secret.origin, api, "ExternalSecret", place.metadata(secret.object), [("spec", spec)])
    }

    /// The variables of a container that come from secrets.
    static func variables(_ profile: Profile, for service: ServicePlan) -> [Value] {
        brought(profile, for: service).flatMap { secret in
            secret.keys.map { key -> Value in
                let place = Value.some([
                    ("name", .text(secret.object)), ("key", .text(key.name)),
                    ("optional", key.isOptional ? true : nil),
                ])
                return ["name": .text(key.variable), "valueFrom": ["secretKeyRef": place]]
            }
        }
    }
}
