/// Secrets and keys.
enum SecretRules {
    static let all: [Rule] = [
        rule(
            "secret-on-command-line", .error, "No secret is an argument or an exported variable.",
            why: "Arguments stand in process lists and histories; Terraform variables also in its state.",
            commandLine),
        rule(
            "secret-literal-marker", .error, "No text stands where a secret belongs.",
            why: "The marker becomes the password when nobody replaces it.", markers),
        rule(
            "long-lived-cloud-key", .error, "Nobody and nothing holds long-lived keys of the cloud account.",
            why: "AWS: use federation (OIDC, SSO) and roles; keys leak and do not expire.", longLived),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "secrets", check: check)
    }

    private static let words = ["password", "secret", "token", "private_key", "stripe_key", "_key\""]

    private static func commandLine(_ guide: Guide) -> [Spot] {
        guide.commands.flatMap { command -> [Spot] in
            let options = ["--master-user-password", "--auth-token", "--password", "--secret-string"]
            var spots = options.flatMap { command.values(of: $0) }
                .filter { !$0.text.hasPrefix("file://") }
                .filter { !command.has("--secret-string") || $0.text.lowercased().holds(any: words) }
                .map { Spot($0.line, "a secret is an argument of \(command.words[1].text)") }
            if command.calls("export"), let word = command.words[safe: 1],
                word.text.lowercased().hasPrefix("tf_var_"),
                word.text.prefix(while: { $0 != "=" }).lowercased().holds(any: words)
            {
                spots.append(Spot(word.line, "a secret is exported, and Terraform writes it into its state"))
            }
            return spots
        }
    }

    private static func markers(_ guide: Guide) -> [Spot] {
        let values = ["stored-in", "changeme", "change-me", "see-secret", "from-secret", "replace-me"]
        return guide.code.compactMap { line in
            if line.text.holds(":PASSWORD@") { return Spot(line.number, "the word PASSWORD is the password") }
            guard let mark = line.lower.firstIndex(where: { $0 == "=" || $0 == ":" }),
                line.lower[..<mark].holds(any: words), line.lower[mark...].holds(any: values)
            else { return nil }
            return Spot(line.number, "a marker stands where the secret belongs")
        }
    }

    private static func longLived(_ guide: Guide) -> [Spot] {
        var spots = guide.code.filter { $0.text.holds("AWS_SECRET_ACCESS_KEY") }
            .map { Spot($0.number, "an access key is stored; use OIDC and a role") }
        spots += guide.commands.filter { $0.calls("aws", "configure") && $0.words.count == 2 }
            .map { Spot($0.line, "aws configure stores a long-lived key") }
        spots += guide.prose.filter { line in
            line.lower.holds("iam user") || (line.lower.holds("aws cli") && line.lower.holds(" user)"))
        }.map { Spot($0.number, "a user of the account with long-lived keys is expected") }
        return spots
    }
}
