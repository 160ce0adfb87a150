import YAML

/// What programs and people may do.
enum AccessRules {
    static let all: [Rule] = [
        rule(
            "iam-wildcard-bucket", .error, "A policy names its buckets.",
            why: "Bucket names are global: a wildcard reaches others of that prefix, also strangers'.",
            buckets),
        rule(
            "iam-broad-managed", .error, "No program holds a managed policy for a whole service.",
            why: "Least privilege: it could read every secret, or delete every bucket.", managed),
        rule(
            "irsa-no-audience", .warning, "A trust in a cluster's tokens checks their audience.",
            why: "AWS IRSA: check :aud for sts.amazonaws.com beside :sub.", audience),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "access", check: check)
    }

    private static func buckets(_ guide: Guide) -> [Spot] {
        guide.mappings.flatMap { statement -> [Spot] in
            guard let resource = statement["Resource"], statement["Effect"] != nil else { return [] }
            let nodes = resource.text == nil ? resource.elements : [resource]
            return nodes.compactMap { node in
                let bucket = (node.text ?? "").after("arn:aws:s3:::")?.prefix { $0 != "/" } ?? ""
                return bucket.contains("*") ? Spot(node.line, "\(bucket) is a prefix, not a bucket") : nil
            }
        }
    }

    private static func managed(_ guide: Guide) -> [Spot] {
        let broad = ["FullAccess", "ReadWrite", "AdministratorAccess", "PowerUserAccess"]
        return guide.commands.flatMap { $0.values(of: "--attach-policy-arn") + $0.values(of: "--policy-arn") }
            .filter { word in word.text.holds(":aws:policy/") && broad.contains { word.text.hasSuffix($0) } }
            .map { Spot($0.line, "\($0.text.split(separator: "/").last ?? "") covers a whole service") }
    }

    private static func audience(_ guide: Guide) -> [Spot] {
        guide.mappings.compactMap { statement in
            guard let action = statement["Action"], action.text == "sts:AssumeRoleWithWebIdentity" else {
                return nil
            }
            let keys = statement["Condition"]?.entries.flatMap { $0.value.entries.map(\.key) } ?? []
            return keys.contains { $0.hasSuffix(":aud") }
                ? nil : Spot(action.line, "the audience is not checked")
        }
    }
}
