import Base
import Crypto

/// Types that are made by commands of their own where CloudFormation does not know them.
struct DirectType: Sendable {
    /// The words that make it; JSON goes into `--cli-input-json`.
    let make: @Sendable (DirectPlace) -> [[Word]]
    /// The words that find what was made; nil when nothing asks for it.
    var find: (@Sendable (DirectPlace) -> [Word])?
    /// What stands for it in the answer of `find`, and its attributes, in JMESPath.
    var answers: [String: String] = [:]
    /// The words that take it away; none when it goes with what it is part of.
    var remove: @Sendable (DirectPlace) -> [[Word]] = { _ in [] }
    /// What to wait for, after it was made: the query in the answer of `find`, and the good value.
    var settles: (query: String, good: [String], bad: [String])?
    /// Whether making it again changes it.
    var isUpsert = false
    /// Errors that say that it is there.
    var forgives: [String] = []
    /// The region in which it is asked for, when that is not its own.
    var region: String?
    /// The property whose resource's region it is made in, when that is another than its own.
    var madeBeside: String?
}

/// A resource that is made directly, in its graph.
struct DirectPlace: Sendable {
    let resource: Resource
    let graph: Graph

    /// A property.
    func value(_ name: String) -> Value { resource.properties[name] ?? "" }

    /// A property as a word.
    func word(_ name: String) -> Word { words.plain(value(name)) }

    /// What is told apart by: system, environment and the resource's name.
    var mark: String { "\(graph.profile.system)/\(graph.profile.environment.name)/\(resource.id.name)" }

    /// A short name that is always the same.
    var token: String { Hex.text(Array(Digest.sha256(Array(mark.utf8)).prefix(16))) }

    /// JSON input.
    func input(_ fields: [Value.Field]) -> [Word] { ["--cli-input-json", words.word(.object(fields))] }

    /// A query with the resource's own texts in it: `{Name}` is a property, `{token}` its short name.
    func query(_ pattern: String) -> String {
        var query = pattern.replacing("{token}", with: token)
        for field in resource.properties.except([]) {
            guard case .text(let text) = field.value else { continue }
            query = query.replacing("{\(field.name)}", with: text.replacing("https://", with: ""))
        }
        return query
    }

    /// Tags in EC2's form, with the resource's own mark.
    func tagSpecification(_ type: String) -> Value.Field {
        let tags = Ownership.tags(of: graph.profile) + [Tag(key: "hesap:resource", value: mark)]
        return Value.Field(
            "TagSpecifications",
            [
                [
                    "ResourceType": .text(type),
                    "Tags": .list(tags.map { ["Key": .text($0.key), "Value": .text($0.value)] }),
                ]
            ])
    }

    /// EC2's filter by the resource's own mark.
    var filter: Word { .text("Name=tag:hesap:resource,Values=\(mark)") }

    var words: ValueWords { ValueWords(graph: graph, region: resource.region) }
}

extension DirectTypes {
    /// The steps that make a resource, or change it; none when it was made of the same properties before.
    static func steps(
        for resource: Resource, in graph: Graph, _ observed: Observed
    ) -> [Step] {
        guard let type = of[resource.type] else { return [] }
        let place = DirectPlace(resource: resource, graph: graph)
        let digest = String(Hex.text(Digest.sha256(Array("\(resource.properties)".utf8))).prefix(32))
        let made = ParameterName.made(resource.id, in: graph)
        let before = observed.parameter(made, in: resource.region)
        guard before != digest else { return [] }
        var steps: [Step] = []
        let isNew = before == nil
        if !isNew, !type.isUpsert { steps += removal(of: resource, in: graph) }
        steps += making(type, place, isNew: isNew || !type.isUpsert)
        steps += telling(type, place)
        steps.append(
            ParameterSteps.put(
                "made-\(resource.id.name)", "Note how \(resource.id.name) was made",
                isNew ? .create : .update,
                made, .text(digest), region: resource.region))
        return steps
    }

    /// The steps that take a resource away.
    static func removal(of resource: Resource, in graph: Graph) -> [Step] {
        guard let type = of[resource.type] else { return [] }
        let place = DirectPlace(resource: resource, graph: graph)
        return type.remove(place).enumerated().map { index, words in
            Step(
                "remove-\(resource.id.name)\(index == 0 ? "" : "-\(index)")",
                "Take \(resource.type) \(resource.id.name) away", .delete, words,
                region: type.region ?? resource.region, forgives: ["NotFound", "DoesNotExist", "NoSuch"])
        }
    }

    private static func making(_ type: DirectType, _ place: DirectPlace, isNew: Bool) -> [Step] {
        let id = place.resource.id
        let region = type.region ?? place.resource.region
        let beside = type.madeBeside.flatMap { place.resource.properties[$0]?.references.first }
        let home = beside.flatMap { place.graph[$0]?.region } ?? region
        var steps = type.make(place).enumerated().map { index, words in
            Step(
                "make-\(id.name)\(index == 0 ? "" : "-\(index)")",
                "\(isNew ? "Create" : "Change") \(place.resource.type) \(id.name)", isNew ? .create : .update,
                words,
                region: home, resources: [id], forgives: type.forgives)
        }
        guard let find = type.find else { return steps }
        let words = find(place)
        if let first = type.answers["ref"], isNew, type.forgives.isEmpty, !steps.isEmpty {
            // `None` is the answer when nothing was made; any name holds one of these signs.
            steps[0].done = DoneCheck(
                words + ["--query", .text("\(place.query(first)) != null"), "--output", "text"], holds: "True"
            )
        }
        if let settles = type.settles {
            steps.append(
                Step(
                    "settled-\(id.name)", "Wait until \(id.name) is ready", .wait,
                    words + ["--query", .text(place.query(settles.query)), "--output", "text"],
                    region: region,
                    patience: Patience(every: 10, most: 3600),
                    awaits: Awaited(settles.good, bad: settles.bad, mayBeMissing: true)))
        }
        return steps
    }

    /// What others ask of the resource, and what its own end will ask, becomes parameters.
    private static func telling(_ type: DirectType, _ place: DirectPlace) -> [Step] {
        guard let find = type.find else { return [] }
        let id = place.resource.id
        var asked = Set(place.graph.resources.flatMap(\.properties.named).filter { $0.id == id })
        asked.formUnion(place.graph.objects.flatMap(\.body.named).filter { $0.id == id })
        let ending = type.remove(place).joined()
        for answer in type.answers.keys {
            let attribute = answer == "ref" ? nil : answer
            if ending.contains(place.own(attribute)) { asked.insert(StackPart.Published(id, attribute)) }
        }
        return asked.sorted { ($0.attribute ?? "") < ($1.attribute ?? "") }.flatMap { asked -> [Step] in
            let name = asked.attribute ?? "ref"
            guard let query = type.answers[name] else { return [] }
            let read = StepID("find-\(id.name)-\(name)")
            return [
                Step(
                    read, "Read \(name) of \(id.name)", .read,
                    find(place) + ["--query", .text(place.query(query)), "--output", "text"],
                    region: type.region ?? place.resource.region, keepsAnswer: true),
                ParameterSteps.put(
                    "tell-\(id.name)-\(name)", "Tell others of \(id.name)", .update,
                    ParameterName.of(id, asked.attribute, in: place.graph), .output(read),
                    region: place.resource.region),
            ]
        }
    }
}
