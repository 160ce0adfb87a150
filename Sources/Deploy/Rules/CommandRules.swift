import YAML

/// Commands that cannot work as they are written.
enum CommandRules {
    static let all: [Rule] = [
        rule(
            "unknown-command", .error, "Every command exists in the command line that is asked for.",
            why: "The service models of awscli 1.46; commands of version 2 alone need it named.", unknown),
        rule(
            "malformed-argument", .error, "Arguments have the shape that the service reads.",
            why: "The client refuses the call before it is sent, or the service does after.", malformed),
        rule(
            "placeholder", .error, "Nothing is left to be filled in by hand.",
            why: "A value that a machine can know is looked up; one that a person knows is asked for.",
            placeholders),
        rule(
            "missing-file", .error, "Every file that a command reads is given or made before.",
            why: "The command fails on a machine that has only the guide.", missingFiles),
        rule(
            "order-of-use", .error, "A thing is made, and ready, before it is used.",
            why: "Steps that are followed from top to bottom must not need a later one.", order),
        rule(
            "hard-coded-account", .warning, "Account, network and zone identifiers are not written down.",
            why: "The guide would act on another's account, or fail in one's own.", account),
        rule(
            "script-path", .error, "A script leaves the folder that it enters.",
            why: "A second relative change of folder starts from the first.", paths),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "commands", check: check)
    }

    private static func unknown(_ guide: Guide) -> [Spot] {
        guide.commands.compactMap { command in
            guard command.calls("aws"), let service = command.words[safe: 1]?.text,
                let verb = command.words[safe: 2]?.text, !verb.hasPrefix("-")
            else { return nil }
            if CommandCatalogue.versionTwoOnly.contains("\(service) \(verb)") {
                return Spot(command.line, "aws \(service) \(verb) needs version 2 of the command line")
            }
            guard let verbs = CommandCatalogue.verbs[service], !verbs.contains(verb) else { return nil }
            return Spot(command.line, "there is no command aws \(service) \(verb)")
        }
    }

    private static let needed: [String: [String]] = [
        "elasticache create-cache-cluster": ["--engine", "--cache-node-type", "--num-cache-nodes"],
        "elasticache create-replication-group": ["--cache-node-type"],
        "rds create-db-instance": ["--db-instance-class", "--engine", "--allocated-storage"],
        "sqs create-queue": ["--queue-name"],
        "cloudwatch put-metric-alarm": ["--evaluation-periods", "--comparison-operator"],
    ]

    private static func malformed(_ guide: Guide) -> [Spot] {
        var spots = guide.mappings.flatMap { behaviour -> [Spot] in
            guard behaviour["AllowedMethods"] != nil,
                let entry = behaviour.entries.first(where: { $0.key == "CachedMethods" })
            else { return [] }
            return [Spot(entry.line, "CachedMethods belongs inside AllowedMethods")]
        }
        for command in guide.commands where command.calls("aws") && command.words.count > 2 {
            let name = command.words[1].text + " " + command.words[2].text
            let missing = (needed[name] ?? []).filter { !command.has($0) }
            if !missing.isEmpty {
                spots.append(Spot(command.line, "\(name) lacks \(missing.joined(separator: ", "))"))
            }
            for word in command.words where word.text.hasPrefix("{") && word.text.holds("\n") {
                if (try? YAML.documents(word.text)) == nil {
                    spots.append(Spot(word.line, "this is not JSON"))
                }
            }
        }
        return spots
    }

    private static func placeholders(_ guide: Guide) -> [Spot] {
        let code = guide.blocks.filter {
            !["", "typescript", "javascript", "sql", "nginx"].contains($0.language)
        }
        var spots = code.flatMap(\.lines).flatMap { line in
            placeholders(in: line.text).map { Spot(line.number, "\($0) is left to be filled in") }
        }
        let identifiers = [
            "--group-id", "--group-ids", "--source-group", "--vpc-security-group-ids", "--security-group-ids",
            "--subnet-ids", "--vpc-id",
        ]
        for command in guide.commands {
            for word in identifiers.flatMap({ command.values(of: $0) }) {
                let parts = word.text.split(separator: "-", maxSplits: 1)
                guard parts.count == 2, ["sg", "subnet", "vpc"].contains(parts[0]),
                    !parts[1].allSatisfy(\.isHexDigit), placeholders(in: word.text).isEmpty
                else { continue }
                spots.append(Spot(word.line, "\(word.text) is no identifier"))
            }
        }
        return spots
    }

    private static func placeholders(in text: String) -> [String] {
        var found: [String] = []
        for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
            guard let end = piece.firstIndex(of: ">") else { continue }
            let name = piece[..<end]
            let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
            if name.count > 1, isName { found.append("<\(name)>") }
        }
        for word in text.runs({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "$" }) {
            let lower = word.lowercased()
            let ends = ["_URL", "_ARN", "_ENDPOINT", "_HOST"]
            let isName =
                word.allSatisfy { $0.isUppercase || $0 == "_" } && ends.contains { word.hasSuffix($0) }
            let isKey =
                text.holds(word + "=") || text.holds("name: " + word) || text.holds("key: " + word)
                || text.holds("{" + word) || text.trimmed.hasPrefix(word + ":")
                || text.holds("/" + word + "/")
            if lower.holds("xxxx") || lower.hasPrefix("your-") || lower.holds("-your-") || (isName && !isKey)
            {
                found.append(word)
            }
        }
        if text.holds("certificate/...") { found.append("certificate/...") }
        return found
    }

    private static func missingFiles(_ guide: Guide) -> [Spot] {
        var seen: Set<String> = []
        return guide.commands.flatMap(\.words).compactMap { word in
            guard let path = word.text.after("file://") else { return nil }
            return (path, word.line)
        }
        .appended(applied(guide))
        .filter { guide.files[$0.0] == nil && !isWritten($0.0, guide) && seen.insert($0.0).inserted }
        .map { Spot($0.1, "\($0.0) is nowhere given") }
    }

    /// Whether a command of the guide writes a folder of files and the guide enters it.
    private static func isWritten(_ path: String, _ guide: Guide) -> Bool {
        let folders = guide.commands.compactMap { $0.option("--out")?.text }
        return guide.commands.contains { command in
            command.calls("cd") && folders.contains(command.words.last?.text ?? "") && !path.hasPrefix("/")
        }
    }

    private static func applied(_ guide: Guide) -> [(String, Int)] {
        guide.commands.filter { $0.calls("kubectl", "apply") }.compactMap { command in
            guard let place = command.words.firstIndex(where: { $0.text == "-f" }),
                let file = command.words[safe: place + 1], !file.text.holds("://"), file.text != "-"
            else { return nil }
            return (file.text, file.line)
        }
    }

    private static func order(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        if let made = guide.aws("kms", "create-key").first?.line,
            let word = guide.commands.flatMap({
                $0.values(of: "--kms-key-id") + $0.values(of: "--encryption-info")
            })
            .first, word.line < made
        {
            spots.append(Spot(word.line, "the key is used here and made on line \(made)"))
        }
        if !guide.aws("acm", "request-certificate").isEmpty,
            let use = guide.aws("cloudfront", "create-distribution").first,
            !guide.aws("acm", "wait").contains(where: { $0.line < use.line })
        {
            spots.append(Spot(use.line, "nothing waits for the certificate to be validated"))
        }
        if let apply = guide.commands.first(where: { $0.calls("terraform", "apply") }),
            let push = guide.commands.first(where: { $0.calls("docker", "push") }), apply.line < push.line,
            guide.codeSays("--force-new-deployment")
        {
            spots.append(
                Spot(apply.line, "services are started here, their images are pushed on line \(push.line)"))
        }
        return spots + migrations(guide)
    }

    private static func migrations(_ guide: Guide) -> [Spot] {
        let steps = guide.prose.filter { $0.text.trimmed.first?.isNumber == true }
        guard let migrate = steps.first(where: { $0.lower.holds("**migrate") }),
            let deploy = steps.first(where: { $0.lower.holds("**deploy") }), deploy.number < migrate.number
        else { return [] }
        return [Spot(migrate.number, "migrations run after the roll-out that needs them")]
    }

    private static func account(_ guide: Guide) -> [Spot] {
        var seen: Set<String> = []
        let checked = Set(guide.commands.filter { $0.calls("grep") }.flatMap(\.words).map(\.text))
        let asks = !guide.aws("sts", "get-caller-identity").isEmpty
        return guide.code.flatMap { line -> [Spot] in
            let words = line.text.runs { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
            let found = words.flatMap { identifiers(in: $0) }.filter {
                seen.insert($0).inserted && !(asks && checked.contains($0))
            }
            return found.map { Spot(line.number, "\($0) belongs to one account or region") }
        }
    }

    private static func identifiers(in word: String) -> [String] {
        let parts = word.split(separator: "-").map(String.init)
        if let number = parts.first(where: { $0.count == 12 && $0.allSatisfy(\.isNumber) }) {
            return [number]
        }
        if parts.count == 2, ["vpc", "subnet", "sg"].contains(parts[0]), parts[1].count >= 8,
            parts[1].allSatisfy(\.isHexDigit)
        {
            return [word]
        }
        if word.count == 32, word.allSatisfy({ $0.isHexDigit && !$0.isLowercase }) { return [word] }
        if parts.count == 3, parts[0].count == 2, isDirection(parts[1]), parts[2].count == 2,
            let last = parts[2].last,
            last.isLetter,
            parts[2].first?.isNumber == true
        {
            return [word]
        }
        return []
    }

    private static func isDirection(_ text: String) -> Bool {
        text.holds(any: ["north", "south", "east", "west", "central"])
    }

    private static func paths(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for block in guide.blocks {
            var entered: [String] = []
            for command in guide.commands where command.block == block.number && command.calls("cd") {
                let target = command.words[safe: 1]?.text ?? "~"
                if target.hasPrefix("..") || target == "-" || target.hasPrefix("/") {
                    entered = target.hasPrefix("..") ? Array(entered.dropLast()) : []
                    continue
                }
                let top = target.split(separator: "/").first.map(String.init) ?? target
                if entered.contains(top) {
                    spots.append(Spot(command.line, "cd \(target) starts inside another \(top) folder"))
                }
                entered.append(top)
            }
        }
        return spots
    }
}

extension Array {
    func appended(_ others: [Element]) -> [Element] { self + others }
}
