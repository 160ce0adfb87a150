/// Terraform's resources, being written.
struct TerraformDraft {
    /// Something that Terraform has no words for, with the reason.
    struct Left {
        let id: ResourceID
        let type: String
        let reason: String
    }

    struct Block {
        let type: String
        let name: String
        let body: Value
    }

    let graph: Graph
    var resources: [Block] = []
    var data: [Block] = []
    var ephemeral: [Block] = []
    var left: [Left] = []
    private let byID: [ResourceID: Resource]
    private let late: Set<ResourceID>

    init(_ graph: Graph) {
        self.graph = graph
        byID = Dictionary(graph.resources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        late = Self.late(graph)
    }

    /// What waits for a lookup that can only be made once the cluster has its objects.
    private static func late(_ graph: Graph) -> Set<ResourceID> {
        let lookups = Set(graph.lookups.filter { $0.moment == .objects }.map(\.id))
        var late = Set(graph.resources.filter { !lookups.isDisjoint(with: $0.properties.lookups) }.map(\.id))
        var before = -1
        while late.count != before {
            before = late.count
            for resource in graph.resources where !late.isDisjoint(with: resource.properties.references) {
                late.insert(resource.id)
            }
        }
        return late
    }

    /// The resource of a name.
    func resource(_ id: ResourceID) -> Resource? { byID[id] }

    /// Adds a resource of Terraform for one of the graph.
    mutating func add(
        _ type: String, _ name: String, for resource: Resource, region: String? = nil, _ body: Value
    ) {
        var fields: [Value.Field] = [Value.Field("provider", .text("aws.\(region ?? resource.region)"))]
        if late.contains(resource.id) {
            fields.append(Value.Field("count", "${var.cluster_has_objects ? 1 : 0}"))
        }
        fields += body.fields
        let needs = resource.needs.compactMap { byID[$0] }.compactMap { needed in
            TerraformTypes.rows[needed.type].map { Value.text("\($0.type).\(needed.id.name)") }
        }
        if !needs.isEmpty { fields.append(Value.Field("depends_on", .list(needs))) }
        resources.append(Block(type: type, name: name, body: .object(fields)))
    }

    /// An attribute of something of the graph, as an expression without `${}`.
    func expression(_ id: ResourceID, _ attribute: String?) -> String {
        guard let resource = byID[id], let row = TerraformTypes.rows[resource.type] else { return "null" }
        let word =
            attribute.map { row.attributes[$0] ?? TerraformWords.snake($0.replacing(".", with: "_")) }
            ?? row.reference
        let type = attribute == nil ? row.referencedType ?? row.type : row.type
        return late.contains(id) ? "one(\(type).\(id.name)[*].\(word))" : "\(type).\(id.name).\(word)"
    }

    /// A value as Terraform writes it; objects keep their names.
    func value(_ value: Value, region: String) -> Value {
        switch value {
        case .text(let text): .text(resolved(text, region: region))
        case .integer, .thousandths, .truth: value
        case .list(let values): .list(values.map { self.value($0, region: region) })
        case .object(let fields):
            .object(fields.map { Value.Field($0.name, self.value($0.value, region: region)) })
        case .reference(let id): .text("${\(expression(id, nil))}")
        case .attribute(let id, let attribute): .text("${\(expression(id, attribute))}")
        case .join(let values): .text(values.map { text($0, region: region) }.joined())
        case .lookup(let id): .text("${\(TerraformLookups.expression(id, region: region, graph))}")
        }
    }

    /// A value as a text with interpolations.
    func text(_ value: Value, region: String) -> String {
        switch self.value(value, region: region) {
        case .text(let text): text
        case .integer(let number): String(number)
        case .truth(let truth): truth ? "true" : "false"
        default: ""
        }
    }

    /// `{{resolve:…}}` becomes a look at the parameter or the secret.
    private func resolved(_ text: String, region: String) -> String {
        guard let start = text.firstRange(of: "{{resolve:") else { return TerraformWords.escaped(text) }
        let rest = text[start.upperBound...]
        guard let end = rest.firstRange(of: "}}") else { return TerraformWords.escaped(text) }
        let words = rest[..<end.lowerBound].split(separator: ":").map(String.init)
        let place = TerraformLookups.resolve(words, region: region, self)
        return TerraformWords.escaped(String(text[..<start.lowerBound])) + "${\(place)}"
            + resolved(String(rest[end.upperBound...]), region: region)
    }

    /// A document (a policy, a definition) as one text of JSON with interpolations in it.
    func json(_ value: Value, region: String, camel: Bool = false) -> String {
        func text(_ value: Value) -> String {
            switch value {
            case .text(let text): JSONText.quoted(text)
            case .integer(let number): String(number)
            case .thousandths(let number): JSONText.decimal(number)
            case .truth(let truth): truth ? "true" : "false"
            case .list(let values): "[" + values.map(text).joined(separator: ",") + "]"
            case .object(let fields):
                "{" + fields.map { "\(JSONText.quoted($0.name)):\(text($0.value))" }.joined(separator: ",")
                    + "}"
            default: "null"
            }
        }
        let made = self.value(value, region: region)
        return text(camel ? Self.cameled(made) : made)
    }

    private static func cameled(_ value: Value) -> Value {
        switch value {
        case .list(let values): .list(values.map(cameled))
        case .object(let fields):
            // The options of a log driver have names of their own.
            .object(
                fields.map { field in
                    Value.Field(
                        TerraformWords.camel(field.name),
                        field.name == "Options" ? field.value : cameled(field.value))
                })
        default: value
        }
    }

    /// Everything as one document.
    var document: Value {
        var fields: [Value.Field] = []
        for (kind, blocks) in [("data", data), ("ephemeral", ephemeral), ("resource", resources)]
        where !blocks.isEmpty {
            var types: [String] = []
            for block in blocks where !types.contains(block.type) { types.append(block.type) }
            fields.append(
                Value.Field(
                    kind,
                    .object(
                        types.map { type in
                            Value.Field(
                                type,
                                .object(
                                    blocks.filter { $0.type == type }.map { Value.Field($0.name, $0.body) }))
                        })))
        }
        return .object(fields)
    }
}
