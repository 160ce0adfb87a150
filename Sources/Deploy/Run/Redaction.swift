/// Keeps values of secrets out of everything that is shown or written down.
public struct Redaction: Sendable {
    private let secrets: [String]

    /// What of the environment is a secret: variables whose names say so.
    public init(environment: [String: String]) {
        let words = [
            "SECRET", "PASSWORD", "TOKEN", "CREDENTIAL", "PRIVATE", "PASSPHRASE", "API_KEY", "PGPASS",
        ]
        let values = environment.filter { name, value in
            value.utf8.count >= 6 && words.contains { name.uppercased().contains($0) }
        }
        // The longest first, so that one inside another leaves nothing.
        secrets = values.values.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// The text without them.
    public func clean(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.contains(secret)
                ? text.split(separator: secret, omittingEmptySubsequences: false)
                    .joined(separator: "***") : text
        }
    }
}
