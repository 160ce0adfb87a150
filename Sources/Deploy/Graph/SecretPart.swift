/// Secrets: drawn by AWS, or made empty for people to fill in; their values stand nowhere else.
extension Draft {
    /// Adds the primary region's secrets, with their copies in the others.
    mutating func drawSecrets(_ at: Place) {
        guard at.isPrimary else { return }
        if let database = profile.data.database {
            drawSecret(
                "DatabaseSecret", profile.name(.databaseSecret), "Owner of the database", "password", 32,
                ["username": .text(database.user), "database": .text(database.name)], from: "data.database")
        }
        if let cache = profile.data.cache, cache.existing == nil, cache.auth {
            drawSecret(
                "CacheSecret", profile.name(.cacheSecret), "Token of the cache", "token", 64, [:],
                from: "data.cache")
        }
        for secret in profile.data.secrets {
            let id = secret.use.graphName + "Secret"
            if secret.generated {
                drawSecret(
                    id, profile.name(.secret, secret.use), "Drawn secret: \(secret.use)", "secret",
                    secret.length,
                    [:], from: "data.\(secret.use)")
            } else {
                drawEmpty(id, profile.name(.secret, secret.use), secret.fields, from: "data.\(secret.use)")
            }
        }
        for target in profile.alarms.to {
            switch target {
            case .slack(let secret), .pager(let secret):
                let id = secret.graphName + "Secret"
                if !has(at(id)) {
                    drawEmpty(id, profile.name(.secret, secret), ["url"], from: "alarms.to")
                }
            case .email, .topic: continue
            }
        }
    }

    /// Adds a secret that AWS draws.
    mutating func drawSecret(
        _ id: String, _ name: String, _ what: String, _ field: String, _ length: Int, _ beside: Value,
        from origin: String
    ) {
        let at = profile.home
        add(
            at(id), "AWS::SecretsManager::Secret", .data, at, from: origin, keep: .retain,
            Value.object([
                Value.Field("Name", .text(name)), Value.Field("Description", .text(what)),
                Value.Field("KmsKeyId", key("secrets", at)),
                Value.Field(
                    "GenerateSecretString",
                    [
                        "SecretStringTemplate": .jsonText(beside), "GenerateStringKey": .text(field),
                        "PasswordLength": .integer(length), "ExcludePunctuation": true,
                    ]),
            ]).with("ReplicaRegions", copies))
    }

    private mutating func drawEmpty(_ id: String, _ name: String, _ fields: [String], from origin: String) {
        let at = profile.home
        let inside = fields.isEmpty ? "" : " with " + fields.joined(separator: ", ")
        add(
            at(id), "AWS::SecretsManager::Secret", .data, at, from: origin, keep: .retain,
            Value.object([
                Value.Field("Name", .text(name)),
                Value.Field("Description", .text("Filled in by people\(inside)")),
                Value.Field("KmsKeyId", key("secrets", at)),
            ]).with("ReplicaRegions", copies))
    }

    /// Where secrets are copied to, each under that region's key.
    private var copies: Value? {
        let others = profile.places.filter { !$0.isPrimary }
        guard !others.isEmpty else { return nil }
        return .list(others.map { ["Region": .text($0.region), "KmsKeyId": key("secrets", $0)] })
    }
}
