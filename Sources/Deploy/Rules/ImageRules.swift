import YAML

/// Images, and what is fetched from elsewhere.
enum ImageRules {
    static let all: [Rule] = [
        rule(
            "image-not-by-digest", .error, "An image is run by its digest.",
            why: "A tag can be moved between the scan and the start.", digest),
        rule(
            "latest-tag", .error, "No image is called latest, and tags cannot be moved.",
            why: "Nobody can say which version runs, or go back to the one before.", latest),
        rule(
            "no-op-deploy", .error, "A roll-out changes the image, and pushes what was built.",
            why: "Setting the same name again changes nothing; the same tag has no way back.", noOp),
        rule(
            "unpinned-remote-manifest", .error, "What is fetched is named by version and checked.",
            why: "A branch, or a page that moved, changes what is installed with cluster rights.", remote),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "images", check: check)
    }

    private static func images(_ guide: Guide) -> [YAMLNode] {
        guide.mappings.compactMap { $0["image"] }.filter { $0.text?.isEmpty == false }
    }

    private static func digest(_ guide: Guide) -> [Spot] {
        var spots = images(guide).filter {
            $0.text?.holds("@sha256:") == false && $0.text?.holds("@$") == false
                && !isReference($0.text ?? "")
        }
        .map { Spot($0.line, "\($0.text ?? "") is not named by its digest") }
        if images(guide).isEmpty, !guide.codeSays("digest"),
            let push = guide.commands.first(where: { $0.calls("docker", "push") })
        {
            spots.append(Spot(push.line, "the digest of what is pushed is not kept"))
        }
        return spots
    }

    /// Whether the name stands elsewhere and is filled in: a value that the release writes down.
    private static func isReference(_ name: String) -> Bool { name.hasPrefix("{{resolve:") }

    /// Whether an image's name has no tag and no digest.
    private static func isBare(_ name: String) -> Bool {
        if isReference(name) { return false }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return !last.holds(":") && !last.holds("@") && !last.holds("$")
    }

    private static func built(_ command: ShellCommand) -> [ShellWord] {
        if command.calls("docker", "build") { return command.values(ofShort: "-t") }
        if command.calls("docker", "push") || command.calls("docker", "tag") {
            return Array(command.words.dropFirst(2))
        }
        return []
    }

    private static func latest(_ guide: Guide) -> [Spot] {
        var spots = images(guide).filter { $0.text?.hasSuffix(":latest") == true || isBare($0.text ?? "x:1") }
            .map { Spot($0.line, "\($0.text ?? "") names no version") }
        for word in guide.commands.flatMap({ built($0) })
        where word.text.hasSuffix(":latest") || (isBare(word.text) && word.text.holds("/")) {
            spots.append(Spot(word.line, "\(word.text) names no version"))
        }
        spots += guide.code.filter {
            $0.lower.holds("mutability: mutable") || $0.lower.holds("mutability mutable")
        }
        .map { Spot($0.number, "tags can be moved") }
        return spots
    }

    private static func noOp(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for command in guide.commands where command.calls("kubectl", "set", "image") {
            for word in command.words.dropFirst(3) where word.text.holds("=") {
                let image = word.text.after("=") ?? ""
                if isBare(image) || image.hasSuffix(":latest") {
                    spots.append(Spot(word.line, "\(image) is the same name as before: nothing changes"))
                }
            }
        }
        for command in guide.commands where command.has("--force-new-deployment") && guide.codeSays(":latest")
        {
            spots.append(Spot(command.line, "the same tag again has no way back"))
        }
        let made = Set(
            guide.commands.filter { !$0.calls("docker", "push") }.flatMap { built($0) }.map(\.text))
        for command in guide.commands where command.calls("docker", "push") && !made.isEmpty {
            for word in built(command) where !made.contains(word.text) {
                spots.append(Spot(word.line, "\(word.text) is pushed and was not built"))
            }
        }
        return spots
    }

    private static func remote(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for command in guide.commands where command.calls("kubectl", "apply") {
            for word in command.words where word.text.hasPrefix("http") {
                let parts = word.text.split(separator: "/").map(String.init)
                let isPinned = parts.contains { part in
                    let bare = part.hasPrefix("v") ? String(part.dropFirst()) : part
                    return bare.holds(".")
                        && bare.split(separator: ".").prefix(2).allSatisfy { $0.allSatisfy(\.isNumber) }
                }
                if !isPinned || parts.contains("master") || parts.contains("latest") {
                    spots.append(Spot(word.line, "\(parts.last ?? "") is fetched without a version"))
                }
            }
        }
        for command in guide.commands where command.calls("curl") || command.calls("wget") {
            let archive = command.words.first { word in
                [".zip", ".tar.gz", ".tgz"].contains { word.text.hasSuffix($0) }
                    && word.text.hasPrefix("http")
            }
            let isChecked = guide.commands.contains {
                $0.block == command.block && $0.text.holds("sha256sum")
            }
            if let archive, !isChecked { spots.append(Spot(archive.line, "a download without a checksum")) }
        }
        return spots
    }
}

extension ShellCommand {
    /// The single word after each short option of that name.
    func values(ofShort option: String) -> [ShellWord] {
        words.indices.filter { words[$0].text == option }.compactMap { words[safe: $0 + 1] }
    }
}
