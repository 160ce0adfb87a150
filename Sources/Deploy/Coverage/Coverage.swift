/// What became of every fact of a document in the profile that stands for it.
public struct Coverage: Sendable {
    /// A fact and what became of it; nil for a gap.
    public struct Row: Sendable {
        /// The fact.
        public let item: DocumentItem
        /// What became of it.
        public let verdict: CoverageVerdict?
    }

    /// The rows, by line of the document.
    public let rows: [Row]
    /// Reviewed answers that no fact needs, or whose place does not hold what they say.
    public let stale: [String]

    /// Judges every fact: by a reviewed answer where there is one, otherwise by what is found in the output.
    /// `shared` are answers that several documents share.
    /// `verbs` are the commands of `hesap deploy`; without them, whether a named command exists is not
    /// judged.
    public init(
        _ items: [DocumentItem], in index: CoverageIndex, reasons: [CoverageReason],
        shared: [CoverageReason] = [], verbs: Set<String>? = nil
    ) {
        var search = CoverageSearch(index: index)
        var used: Set<Int> = []
        var common: Set<Int> = []
        var rows: [Row] = []
        var command: CoverageVerdict?
        for (position, item) in items.enumerated() {
            // A heading is answered for by what stands below it, when something does.
            let heads = item.kind == .step && items[safe: position + 1].map { $0.kind != .step } ?? false
            let reason = heads ? nil : reasons.first { $0.answers(item) }
            if let reason { used.insert(reason.line) }
            if item.kind == .command || item.kind == .step {
                search.home = item.kind == .command ? search.home(of: items[position...]) : nil
                command = nil
            }
            let follows = item.kind == .setting ? command.flatMap { search.following($0, item) } : nil
            var verdict = reason?.verdict ?? follows ?? search.verdict(item)
            if verdict == nil, !heads, let answer = shared.first(where: { $0.answers(item) }) {
                verdict = answer.verdict
                common.insert(answer.line)
            }
            if item.kind == .command { command = verdict }
            let below = item.kind == .step && position + 1 < items.count
            rows.append(Row(item: item, verdict: verdict ?? (below ? .below : nil)))
        }
        self.rows = rows
        let judge = CoverageJudge(index: index, verbs: verbs)
        stale =
            reasons.compactMap { reason in
                used.contains(reason.line) ? judge.fault(of: reason) : "\(reason.line): no fact needs it"
            }
            + shared.filter { common.contains($0.line) }.compactMap { reason in
                judge.fault(of: reason).map { "common.reasons:\($0)" }
            }
    }

    /// Facts that nobody answers for.
    public var gaps: [DocumentItem] { rows.filter { $0.verdict == nil }.map(\.item) }

    /// The table as Markdown.
    public func page(_ title: String) -> String {
        var text = "# What became of \(title)\n\n"
        text += "\(rows.count) facts, \(gaps.count) open. Written by `hesap deploy coverage`.\n\n"
        text += "| Line | Fact | In Hesap |\n|---|---|---|\n"
        for row in rows {
            let fact =
                (row.item.context.isEmpty || row.item.kind == .command ? "" : row.item.context + ": ")
                + row.item.text
            text += "| \(row.item.line) | \(Self.cell(fact)) | \(Self.cell(row.verdict?.text ?? "OPEN")) |\n"
        }
        return text
    }

    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    }
}

/// Judges reviewed answers: what they name must exist.
struct CoverageJudge {
    let index: CoverageIndex
    let verbs: Set<String>?
    private let rules = Set(RuleCatalogue.all.map(\.id))

    init(index: CoverageIndex, verbs: Set<String>?) {
        self.index = index
        self.verbs = verbs
    }

    /// What is wrong with an answer, with its line; nil for nothing.
    func fault(of reason: CoverageReason) -> String? {
        let wrong: String? =
            switch reason.verdict {
            case .rendered(let place):
                index.holds(place, reason.value) ? nil : "\(place) does not hold \(reason.value)"
            case .rule(let rule, _): rules.contains(rule) ? nil : "there is no rule \(rule)"
            case .checked(let text): check(text)
            case .done(let text): command(text)
            case .contradiction, .absent, .below: nil
            }
        return wrong.map { "\(reason.line): \($0)" }
    }

    /// `verify dns, delegation: in words`; several are parted by semicolons.
    private func check(_ text: String) -> String? {
        let claims = (text.split(separator: ":", maxSplits: 1).first.map(String.init) ?? "").split(
            separator: ";")
        for claim in claims {
            let words = claim.split { $0 == " " || $0 == "," }.map(String.init)
            guard let tool = words.first, let known = index.checks[tool], words.count > 1 else {
                return "\"\(claim)\" names no check: verify, diagnose or doctor KIND[, KIND]: is wanted"
            }
            for kind in words.dropFirst() where !known.contains(kind) {
                return "\(tool) has no check \(kind) for this system"
            }
        }
        return claims.isEmpty ? "no check is named" : nil
    }

    /// Every `hesap deploy VERB` is a command, and every `step NAME` after it one of the plan's.
    private func command(_ text: String) -> String? {
        let words = text.split { " ():;,".contains($0) }.map(String.init)
        var count = 0
        for (place, word) in words.enumerated() {
            if word == "hesap", words[safe: place + 1] == "deploy", let verb = words[safe: place + 2] {
                count += 1
                if let verbs, !verbs.contains(verb) { return "there is no command \(verb)" }
            }
            if word == "step", let step = words[safe: place + 1],
                !index.steps.contains(where: { $0.hasPrefix(step) })
            {
                return "the plan has no step \(step)"
            }
        }
        return count == 0 ? "no command is named: hesap deploy VERB is wanted" : nil
    }
}

/// Finds a fact in the output.
struct CoverageSearch {
    let index: CoverageIndex
    /// The thing that stands for the command whose settings are looked for.
    var home: String?

    init(index: CoverageIndex) { self.index = index }

    /// The thing that stands for a command, by the values of its options.
    func home(of items: ArraySlice<DocumentItem>) -> String? {
        guard let item = items.first else { return nil }
        let words = item.value.split(separator: " ").map(String.init)
        guard words.count >= 3, words[0] == "aws", let types = CommandTypes.types(words[1], words[2]) else {
            return nil
        }
        let options = items.dropFirst().prefix { $0.kind == .setting && $0.context == item.context }
        let values = options.flatMap { option -> [String] in
            let value = option.value.replacing("986906625644", with: index.account)
            return [value] + (Self.tagName(value).map { [$0] } ?? [])
        }
        return index.home(of: types, holding: values)
    }

    /// The name inside `Tags=[{Key=Name,Value=public-subnet-1a}]`.
    private static func tagName(_ value: String) -> String? {
        guard let start = value.firstRange(of: "Key=Name,Value=")?.upperBound else { return nil }
        return String(value[start...].prefix { $0 != "}" && $0 != "," })
    }

    /// What is done or checked by a command of ours is so with all that its own says.
    func following(_ command: CoverageVerdict, _ item: DocumentItem) -> CoverageVerdict? {
        switch command {
        case .done, .checked:
            item.key == "--region" ? nil : placeholder(item.value) ?? command
        default: nil
        }
    }

    func verdict(_ item: DocumentItem) -> CoverageVerdict? {
        switch item.kind {
        case .step: return nil
        case .command: return command(item)
        case .setting: return setting(item)
        case .leaf: return leaf(item)
        case .row, .point, .picture: return named(item.value)
        case .code: return nil
        }
    }

    // MARK: Commands

    private func command(_ item: DocumentItem) -> CoverageVerdict? {
        let words = item.value.split(separator: " ").map(String.init)
        guard words.count >= 3 else { return nil }
        if words[0] == "kubectl", words[1] == "create", words[2] == "namespace" {
            return index.types["Namespace"].map { .rendered($0) }
        }
        return home.map { .rendered($0) }
    }

    private func fits(_ context: String) -> (String) -> Bool {
        let words = context.split(separator: " ").map(String.init)
        guard words.first == "aws", words.count > 1 else {
            return words.first == "kubectl" ? { !$0.hasPrefix("AWS::") } : { $0 == context }
        }
        let space = CommandTypes.space(words[1])
        return { $0.hasPrefix(space) }
    }

    private func setting(_ item: DocumentItem) -> CoverageVerdict? {
        if let filled = placeholder(item.value) { return filled }
        let fits = fits(item.context)
        var key = CoverageIndex.plain(item.key)
        if key == "region" {
            return index.regions.contains(item.value) ? .rendered("region \(item.value)") : nil
        }
        if key == "namespace" || key == "n" { return index.place(value: item.value).map { .rendered($0) } }
        if item.value.hasPrefix("file://") {
            return .rule("missing-file", "the body stands in the template itself, not in a file beside it")
        }
        var value = item.value.replacing("986906625644", with: index.account)
        if value.isEmpty {
            value = key.hasPrefix("no") ? "false" : "true"
            if key.hasPrefix("no") { key = String(key.dropFirst(2)) }
        }
        if key.hasSuffix("description") || key == "comment" || key == "callerreference" {
            if let home,
                let place = ["description", "groupdescription", "alarmdescription", key]
                    .lazy.compactMap({ index.place(key: $0, inside: home) }).first
            {
                return .rendered("\(place), in our words")
            }
            if let place = index.place(key: "description", fits: fits) ?? index.place(key: key, fits: fits)
                ?? index.place(key: "groupdescription", fits: fits)
            {
                return .rendered("\(place), in our words")
            }
        }
        if let name = Self.tagName(value), let home {
            let place =
                index.place(key: "value", value: name, inside: home)
                ?? index.place(key: "value", value: name, fits: fits)
            return place.map { .rendered($0) }
        }
        if value.contains("$(") {
            return .absent("a text made by the clock; a template is declared once and needs none")
        }
        if let home {
            for name in [key] + CommandTypes.keys(key) {
                if let place = index.place(key: name, value: value, inside: home) { return .rendered(place) }
            }
        }
        if let place = pairs(value, fits) { return .rendered(place) }
        if let place = index.place(key: key, value: value, fits: fits) { return .rendered(place) }
        for name in CommandTypes.keys(key) {
            if let place = index.place(key: name, value: value, fits: fits) { return .rendered(place) }
        }
        guard value.contains(where: \.isLetter), value.count > 3 else { return nil }
        return (index.place(value: value, fits: fits)).map { .rendered($0) }
    }

    // MARK: Documents

    private func leaf(_ item: DocumentItem) -> CoverageVerdict? {
        if let filled = placeholder(item.value) { return filled }
        let parts = item.key.split(separator: ".").map(String.init)
        let key = parts.last ?? item.key
        if key == "Quantity" { return .rendered("a count of the list beside it") }
        let value = item.value.replacing("986906625644", with: index.account)
        let fits = fits(item.context)
        for start in parts.indices.reversed() {
            let name = parts[start...].joined(separator: ".")
            if let place = index.place(key: name, value: value, fits: fits) { return .rendered(place) }
        }
        if key == "name" || value.contains("."), value.count > 4,
            let place = index.place(value: value, fits: fits)
        {
            return .rendered(place)
        }
        for written in [
            "\"\(key)\":\"\(value)\"", "\"\(key)\": \"\(value)\"", "\"\(key)\":\(value)",
            "\"\(key)\": \(value)",
        ] {
            if let place = index.place(holding: written, fits: fits) { return .rendered(place) }
        }
        guard item.context.hasPrefix("aws ") || item.context.isEmpty else { return nil }
        return index.place(key: key, value: value, fits: { _ in true }).map { .rendered($0) }
    }

    /// `Name=…,Value=…`: each pair of them.
    private func pairs(_ value: String, _ fits: (String) -> Bool) -> String? {
        let pairs = value.split { $0 == "," || $0 == " " }.map { $0.split(separator: "=", maxSplits: 1) }
        guard pairs.allSatisfy({ $0.count == 2 }), !pairs.isEmpty else { return nil }
        let places = pairs.compactMap { pair in
            index.place(key: String(pair[0]), value: String(pair[1]), fits: fits)
                ?? index.place(value: String(pair[1]), fits: fits)
        }
        return places.count == pairs.count ? places.first : nil
    }

    private func placeholder(_ value: String) -> CoverageVerdict? {
        let isOne =
            value.hasPrefix("<") || value.contains("xxxxx") || value.contains("XXXXX") || value.contains("<")
            || value == "ECR_REPO_URL" || value == "ACM_CERT_ARN"
        return isOne ? .rule("placeholder", "the machine knows it and fills it in") : nil
    }

    // MARK: Prose

    /// Names such as hosts, classes and resources stand somewhere in the output, all of them.
    private func named(_ text: String) -> CoverageVerdict? {
        let words = text.runs { $0.isASCII && ($0.isLetter || $0.isNumber) || "-./*_".contains($0) }
            .map { String($0.drop { $0 == "." || $0 == "-" }) }
            .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
        let hard = words.filter { word in
            word.count > 4 && word.contains(where: \.isLetter) && word.contains { "-._*".contains($0) }
        }
        let numbers = words.filter { $0.allSatisfy(\.isNumber) && !$0.isEmpty }
        guard !hard.isEmpty, numbers.isEmpty else { return nil }
        let places = hard.compactMap { index.place(value: $0) ?? index.place(holding: $0) }
        return places.count == hard.count ? places.first.map { .rendered($0) } : nil
    }
}
