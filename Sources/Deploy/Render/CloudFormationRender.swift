import Base

/// One CloudFormation template in JSON for each layer and region, with resolved values only: what stands in
/// another template is read from the system's parameters.
public enum CloudFormationRender {
    /// Every template of a graph.
    public static func files(_ graph: Graph) -> [RenderedFile] { files(graph, direct: []) }

    /// Every template of a graph; types of `direct` are made by commands and stand in none.
    public static func files(_ graph: Graph, direct: Set<String>) -> [RenderedFile] {
        let index = Dictionary(graph.resources.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        return StackPart.all(of: graph, direct: direct).filter { !$0.resources.isEmpty }.map { part in
            RenderedFile(path: part.file, text: PrettyJSON.text(template(part, graph, index)))
        }
    }

    /// The rules of outside linters that do not apply, one `RULE GLOB reason` a line; the glob is the
    /// template's path, a colon and the resource.
    public static func waivers(_ graph: Graph) -> RenderedFile {
        var lines: Set<String> = []
        for part in StackPart.all(of: graph, direct: []) {
            for resource in part.resources.compactMap({ graph[$0] }) {
                for waiver in resource.waivers {
                    lines.insert("\(waiver.rule) \(part.file):\(resource.id.name) \(waiver.reason)")
                }
            }
        }
        let head = "# What outside linters ask for and does not apply here: RULE GLOB reason\n"
        return RenderedFile(path: "waivers.txt", text: head + lines.sorted().map { $0 + "\n" }.joined())
    }

    private static func template(_ part: StackPart, _ graph: Graph, _ index: [ResourceID: Resource]) -> JSON {
        let own = Set(part.resources)
        let writer = ReferenceWriter(own: own, graph: graph, index: index)
        var members: [(String, JSON)] = part.resources.compactMap { id in
            index[id].map { (id.name, resource($0, writer)) }
        }
        for published in part.published { members.append(parameter(published, graph, writer)) }
        let what = "\(graph.profile.names.prefix): \(part.name) in \(part.region)"
        return .object([
            ("AWSTemplateFormatVersion", "2010-09-09"), ("Description", .string(what)),
            ("Resources", .object(members)),
        ])
    }

    private static func resource(_ resource: Resource, _ writer: ReferenceWriter) -> JSON {
        var members: [(String, JSON)] = [("Type", .string(resource.type))]
        let here = resource.needs.filter { writer.own.contains($0) }
        if !here.isEmpty { members.append(("DependsOn", .array(here.map { .string($0.name) }))) }
        if resource.retention != .delete {
            let policy = JSON.string(resource.retention.rawValue)
            members.append(("DeletionPolicy", policy))
            members.append(("UpdateReplacePolicy", policy))
        }
        members.append(("Properties", writer.json(resource.properties)))
        return .object(members)
    }

    private static func parameter(
        _ published: StackPart.Published, _ graph: Graph, _ writer: ReferenceWriter
    ) -> (String, JSON) {
        let attribute = published.attribute
        let value: Value = attribute.map { .attribute(published.id, $0) } ?? .reference(published.id)
        let profile = graph.profile
        let tags =
            [("hesap:system", profile.system), ("hesap:environment", profile.environment.name)]
            + profile.tags.map { ($0.key, $0.value) }
        let name = "Tell\(published.id.name)\((attribute ?? "ref").graphName)"
        return (
            name,
            .object([
                ("Type", "AWS::SSM::Parameter"),
                (
                    "Properties",
                    .object([
                        ("Name", .string(ParameterName.of(published.id, attribute, in: graph))),
                        ("Type", "String"), ("Value", writer.json(value)),
                        ("Tags", .object(tags.map { ($0.0, .string($0.1)) })),
                    ])
                ),
            ])
        )
    }
}

/// Writes values in CloudFormation's words, from the view of one template.
struct ReferenceWriter {
    /// What stands in the template itself.
    let own: Set<ResourceID>
    let graph: Graph
    let index: [ResourceID: Resource]

    /// A value as JSON.
    func json(_ value: Value) -> JSON {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .integer(Int64(number))
        case .thousandths(let number):
            number % 1000 == 0 ? .integer(Int64(number / 1000)) : .real(Double(number) / 1000)
        case .truth(let flag): .bool(flag)
        case .list(let values): .array(values.map { json($0) })
        case .object(let fields): .object(fields.map { ($0.name, json($0.value)) })
        case .reference(let id):
            own.contains(id) ? ["Ref": .string(id.name)] : .string(resolved(id, nil))
        case .attribute(let id, let attribute):
            own.contains(id)
                ? ["Fn::GetAtt": [.string(id.name), .string(attribute)]] : .string(resolved(id, attribute))
        case .join(let pieces): joined(pieces)
        case .lookup(let id): .string(.resolving(ParameterName.of(id, in: graph)))
        }
    }

    private func resolved(_ id: ResourceID, _ attribute: String?) -> String {
        guard let resource = index[id] else { return "missing:\(id.name)" }
        let name = "\(resource.layer.rawValue)/\(id.name)/\(attribute ?? "ref")"
        return .resolving(ParameterName.root(of: graph.profile) + name)
    }

    /// Neighbouring texts grow together, save references to parameters, of which a text holds one at most;
    /// one text alone needs no function.
    private func joined(_ pieces: [Value]) -> JSON {
        var parts: [JSON] = []
        for piece in pieces {
            let next = json(piece)
            if case .string(let more) = next, case .string(let before)? = parts.last,
                !(more + before).contains("{{resolve")
            {
                parts[parts.count - 1] = .string(before + more)
            } else {
                parts.append(next)
            }
        }
        if parts.count == 1 { return parts[0] }
        return ["Fn::Join": ["", .array(parts)]]
    }
}
