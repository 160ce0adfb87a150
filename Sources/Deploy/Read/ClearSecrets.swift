import YAML

/// Finds secrets that are written in clear; a message never shows them.
enum ClearSecrets {
    private static let names = [
        "password", "passwd", "secret", "token", "credential", "api-key", "apikey", "api_key", "private-key",
        "private_key", "access-key", "access_key", "webhook", "dsn", "auth",
    ]
    private static let words: Set<String> = [
        "generated", "given", "managed", "secret", "required", "true", "false", "none", "scram", "tls", "iam",
    ]
    private static let beginnings = [
        "AKIA", "ASIA", "sk_live_", "sk_test_", "rk_live_", "xoxb-", "xoxp-", "ghp_", "gho_", "github_pat_",
        "-----BEGIN", "eyJ", "whsec_", "https://hooks.slack.com/", "glpat-",
    ]

    /// `names` says what secrets are called, so a key there is no sign of a value.
    static func find(in node: YAMLNode, _ reading: ProfileReading, key: String = "", names: Bool = false) {
        switch node.content {
        case .scalar(let text, _):
            guard isSecret(text, names ? "" : key) else { return }
            reading.secrets.append(text)
            reading.fault(
                node,
                "\(key.isEmpty ? "a value" : key) holds a secret in clear: take it out (and renew it), write "
                    + "{secret: generated}, or {secret: given} and fill it in after the apply")
        case .sequence(let nodes): for node in nodes { find(in: node, reading, key: key, names: names) }
        case .mapping(let entries):
            for entry in entries {
                find(in: entry.value, reading, key: entry.key, names: names || entry.key == "names")
            }
        }
    }

    private static func isSecret(_ text: String, _ key: String) -> Bool {
        if beginnings.contains(where: { text.hasPrefix($0) && text.count > $0.count + 3 }) { return true }
        if let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...].prefix { $0 != "/" }
            if let at = rest.lastIndex(of: "@"), rest[..<at].contains(":") { return true }
        }
        let name = key.lowercased()
        return names.contains { name == $0 || name.hasSuffix("-\($0)") || name.hasSuffix("_\($0)") }
            && !words.contains(text) && !text.isEmpty
    }
}
