import Base

/// Reads what stands in an account, as far as a plan of a graph asks.
public struct ObservedReader {
    let graph: Graph
    let runner: Runner
    private let ahead: AnswersAhead

    /// A reader for a graph.
    public init(_ graph: Graph, by runner: Runner) {
        self.graph = graph
        self.runner = runner
        ahead = AnswersAhead(runner)
    }

    /// Reads stacks, parameters, lookups, and which types are known, region by region.
    public func read() throws(RunFault) -> Observed {
        try checkAccount()
        defer { ahead.forget() }
        try askAhead()
        var observed = Observed.nothing
        observed.isRead = true
        observed.hasStateBucket = try hasStateBucket()
        for region in regions {
            observed.stacks += try stacks(in: region)
            observed.parameters[region] = try parameters(in: region)
            observed.unknownTypes[region] = try unknownTypes(in: region)
        }
        for part in StackPart.all(of: graph, direct: []) {
            for name in part.secretsOfPeople(in: graph) where try isFilled(name, in: part.region) {
                observed.filled[part.region, default: []].insert(name)
            }
        }
        for lookup in graph.lookups {
            if let value = try answer(to: lookup, observed.parameters[lookup.region] ?? [:]) {
                observed.lookups[lookup.region, default: [:]][lookup.id.name] = value
            }
        }
        return observed
    }

    /// What does not wait for another answer is asked at once.
    private func askAhead() throws(RunFault) {
        var asked = [Asked(words: stateBucketWords, region: profile.regions.primary)]
        for region in regions {
            asked.append(Asked(words: Self.stackWords, region: region))
            asked.append(Asked(words: Self.parameterWords(profile), region: region))
            let types = typeWords(in: region)
            if !types.isEmpty { asked.append(Asked(words: types, region: region)) }
        }
        for lookup in graph.lookups where lookup.words.allSatisfy({ LateValues.names(in: $0).isEmpty }) {
            asked.append(Asked(words: lookup.question(lookup.words), region: lookup.region))
        }
        for part in StackPart.all(of: graph, direct: []) {
            asked += part.secretsOfPeople(in: graph).map {
                Asked(words: Self.filledWords($0), region: part.region)
            }
        }
        try ahead.ask(asked)
    }

    /// Reads what a destruction needs: stacks with what they made, and parameters; nothing that must exist.
    public func readForDestruction() throws(RunFault) -> Observed {
        try checkAccount()
        defer { ahead.forget() }
        var observed = Observed.nothing
        observed.isRead = true
        observed.hasStateBucket = try hasStateBucket()
        for region in regions {
            for var stack in try stacks(in: region) {
                stack.physical = try physical(stack.name, in: region)
                observed.stacks.append(stack)
            }
            observed.parameters[region] = try parameters(in: region)
        }
        return observed
    }

    /// What bears the system's tags, by its whole name.
    public func survivors() throws(RunFault) -> [String] {
        var names: [String] = []
        for region in regions {
            let filters = Ownership.tags(of: profile).prefix(2).map { "Key=\($0.key),Values=\($0.value)" }
            let text = try runner.text(
                "aws",
                ["resourcegroupstaggingapi", "get-resources", "--tag-filters"] + filters
                    + ["--query", "ResourceTagMappingList[].ResourceARN", "--output", "json"], region: region)
            for name in ((try? JSON(parsing: text))?.array ?? []).compactMap(\.text)
            where !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }

    private func physical(_ stack: String, in region: String) throws(RunFault) -> [String: String] {
        let text = try runner.text(
            "aws",
            [
                "cloudformation", "list-stack-resources", "--stack-name", stack, "--query",
                "StackResourceSummaries[].[LogicalResourceId,PhysicalResourceId]", "--output", "json",
            ], region: region)
        return Self.parameters(text)
    }

    /// Regions in which something is made or looked up.
    var regions: [String] {
        var regions = graph.profile.regions.all
        for region in graph.resources.map(\.region) + graph.lookups.map(\.region)
        where !regions.contains(region) {
            regions.append(region)
        }
        return regions
    }

    private var profile: Profile { graph.profile }

    /// Nothing is read or changed in an account that the environment does not name.
    private func checkAccount() throws(RunFault) {
        let account = try runner.text(
            "aws", ["sts", "get-caller-identity", "--query", "Account", "--output", "text"],
            region: profile.regions.primary
        ).trimmed
        guard account == profile.environment.account else {
            throw RunFault(
                3,
                "The credentials are of account \(account); \(profile.environment.name) is account"
                    + " \(profile.environment.account). Sign in there, or put the profile right.")
        }
    }

    private static func filledWords(_ secret: String) -> [String] {
        [
            "secretsmanager", "describe-secret", "--secret-id", secret, "--query", "VersionIdsToStages",
            "--output", "text",
        ]
    }

    private func isFilled(_ secret: String, in region: String) throws(RunFault) -> Bool {
        let words = Self.filledWords(secret)
        let answer = try ahead.run(words, region: region)
        if answer.isGood { return !answer.line.isEmpty && answer.line != "None" }
        guard answer.errors.contains("ResourceNotFound") else { throw runner.fault(answer, "aws", words) }
        return false
    }

    private var stateBucketWords: [String] {
        ["s3api", "head-bucket", "--bucket", StateBucket.name(of: profile)]
    }

    private func hasStateBucket() throws(RunFault) -> Bool {
        let words = stateBucketWords
        let answer = try ahead.run(words, region: profile.regions.primary)
        if answer.isGood { return true }
        guard answer.errors.contains("404") || answer.errors.contains("Not Found") else {
            throw runner.fault(answer, "aws", words)
        }
        return false
    }

    private static let stackWords = [
        "cloudformation", "describe-stacks", "--query",
        "Stacks[].{name:StackName,status:StackStatus,kept:EnableTerminationProtection,tags:Tags}",
        "--output", "json",
    ]

    private func stacks(in region: String) throws(RunFault) -> [ObservedStack] {
        let text = try ahead.text(Self.stackWords, region: region)
        let start = "\(profile.system)-\(profile.environment.name)-"
        let names = names
        let found = ((try? JSON(parsing: text))?.array ?? []).filter { json in
            guard let name = json["name"]?.text, name.hasPrefix(start), let status = json["status"]?.text
            else { return false }
            return status != "DELETE_COMPLETE"
                && (names.contains(name) || owned(json["tags"]?.array ?? []))
        }
        try ahead.ask(
            found.filter { $0["status"]?.text != "REVIEW_IN_PROGRESS" }.compactMap { $0["name"]?.text }
                .map { Asked(words: Self.templateWords($0), region: region) })
        var stacks: [ObservedStack] = []
        for json in found {
            guard let name = json["name"]?.text, let status = json["status"]?.text else { continue }
            let isOurs = owned(json["tags"]?.array ?? [])
            stacks.append(
                ObservedStack(
                    name: name, region: region, status: status,
                    template: status == "REVIEW_IN_PROGRESS" ? .null : try template(of: name, in: region),
                    isProtected: json["kept"] == .bool(true), isOurs: isOurs))
        }
        return stacks
    }

    private var names: Set<String> { Set(StackPart.all(of: graph, direct: []).map(\.stack)) }

    private func owned(_ tags: [JSON]) -> Bool {
        Ownership.tags(of: profile).prefix(2).allSatisfy { tag in
            tags.contains { $0["Key"]?.text == tag.key && $0["Value"]?.text == tag.value }
        }
    }

    private static func templateWords(_ stack: String) -> [String] {
        [
            "cloudformation", "get-template", "--stack-name", stack, "--query", "TemplateBody", "--output",
            "json",
        ]
    }

    private func template(of stack: String, in region: String) throws(RunFault) -> JSON {
        let text = try ahead.text(Self.templateWords(stack), region: region)
        let json = (try? JSON(parsing: text)) ?? .null
        // A template that was uploaded as text comes back as one.
        if case .string(let inner) = json { return ((try? JSON(parsing: inner)) ?? .null).sorted }
        return json.sorted
    }

    func parameters(in region: String) throws(RunFault) -> [String: String] {
        Self.parameters(try ahead.text(Self.parameterWords(profile), region: region))
    }

    static func parameterWords(_ profile: Profile) -> [String] {
        [
            "ssm", "get-parameters-by-path", "--path", String(ParameterName.root(of: profile).dropLast()),
            "--recursive", "--query", "Parameters[].[Name,Value]", "--output", "json",
        ]
    }

    static func parameters(_ text: String) -> [String: String] {
        let pairs = ((try? JSON(parsing: text))?.array ?? []).compactMap { pair -> (String, String)? in
            guard let pair = pair.array, pair.count == 2, let name = pair[0].text, let value = pair[1].text
            else { return nil }
            return (name, value)
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    /// Asks CloudFormation itself which types of the graph it does not know in a region.
    private func typeWords(in region: String) -> [String] {
        let types = Set(graph.resources.filter { $0.region == region }.map(\.type)).sorted()
        guard !types.isEmpty else { return [] }
        let resources = types.enumerated().map {
            ("T\($0.offset)", JSON.object([("Type", .string($0.element))]))
        }
        return [
            "cloudformation", "validate-template", "--template-body",
            JSON.object([("Resources", .object(resources))]).written, "--query", "Description", "--output",
            "text",
        ]
    }

    private func unknownTypes(in region: String) throws(RunFault) -> Set<String> {
        let words = typeWords(in: region)
        guard !words.isEmpty else { return [] }
        let answer = try ahead.run(words, region: region)
        if answer.isGood { return [] }
        guard let start = answer.errors.firstRange(of: "Unrecognized resource types: [")?.upperBound else {
            throw runner.fault(answer, "aws", words)
        }
        let list = answer.errors[start...].prefix { $0 != "]" }
        return Set(list.split(separator: ",").map { String($0).trimmed })
    }

    /// What a lookup answers now; nil for one that is made later and is not there yet.
    private func answer(
        to lookup: Lookup, _ parameters: [String: String]
    ) throws(RunFault) -> String? {
        let asked = lookup.words.map { LateValues.fill($0, parameters) }
        if asked.contains(where: { !LateValues.names(in: $0).isEmpty }) { return nil }
        let answer = try ahead.run(lookup.question(asked), region: lookup.region)
        let value = lookup.value(of: answer.output)
        if answer.isGood, let value { return value }
        if lookup.moment != .first { return nil }
        throw RunFault(
            2,
            "\(lookup.meaning) was not found in \(lookup.region)"
                + (answer.isGood ? "" : ": \(runner.redaction.clean(answer.said))")
                + ". The profile says that it exists: create it, or put the profile right.")
    }
}

extension Lookup {
    /// The command that reads it, from its words filled in.
    func question(_ words: [String]) -> [String] { words + ["--query", query, "--output", "text"] }

    /// The value in an answer; nil when there is none.
    func value(of answer: String) -> String? {
        var value = answer.trimmed
        if let cut, let end = value.firstRange(of: cut)?.upperBound { value = String(value[end...]) }
        return value.isEmpty || value == "None" || value == "null" ? nil : value
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}

extension StackPart {
    /// Secrets whose values this part reads and that a person fills: a pager's address. The stack is made
    /// once they have one.
    func secretsOfPeople(in graph: Graph) -> [String] {
        guard group == "pager" else { return [] }
        return (resources + direct).compactMap { graph[$0] }.flatMap { $0.properties.secretNames }
    }
}

extension Value {
    /// Names of secrets that texts of this value read.
    fileprivate var secretNames: [String] {
        switch self {
        case .text(let text):
            text.split(separator: "{{resolve:secretsmanager:", omittingEmptySubsequences: false).dropFirst()
                .map {
                    String($0.prefix { $0 != ":" })
                }
        case .list(let values), .join(let values): values.flatMap(\.secretNames)
        case .object(let fields): fields.flatMap(\.value.secretNames)
        default: []
        }
    }
}
