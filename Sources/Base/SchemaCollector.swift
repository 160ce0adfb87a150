/// Writes schemas as JSON and collects the named ones for `components.schemas`.
struct SchemaCollector {
    private var named: [(name: String, schema: JSON)] = []
    private var underway: Set<String> = []

    /// All named schemas met so far, by name.
    var written: JSON { .object(named.sorted { $0.name < $1.name }.map { ($0.name, $0.schema) }) }

    /// The schema as it is written where it is used: a reference when it has a name.
    mutating func reference(_ schema: Schema) throws(OpenAPI.Fault) -> JSON {
        switch schema {
        case .named(let name, let inner):
            try register(name, inner)
            return ["$ref": .string("#/components/schemas/\(name)")]
        case .inline(let json):
            return json
        case .list(let element, let atLeast, let atMost):
            return [
                "type": "array", "items": try reference(element), "minItems": .integer(Int64(atLeast)),
                "maxItems": .integer(Int64(atMost)),
            ]
        case .nullable(let inner):
            return SchemaCollector.nullable(try reference(inner))
        case .object(let members, let description):
            return try object(members, description)
        case .oneOf(let alternatives, let discriminator):
            var written: [JSON] = []
            for alternative in alternatives { written.append(try reference(alternative)) }
            return ["oneOf": .array(written), "discriminator": ["propertyName": .string(discriminator)]]
        case .keyed(let value, let atMost):
            return [
                "type": "object", "additionalProperties": try reference(value),
                "maxProperties": .integer(Int64(atMost)),
            ]
        }
    }

    private mutating func register(_ name: String, _ schema: Schema) throws(OpenAPI.Fault) {
        // A schema that holds itself refers to the one being written.
        guard underway.insert(name).inserted else { return }
        defer { underway.remove(name) }
        let json = try reference(schema)
        if let known = named.first(where: { $0.name == name }) {
            guard known.schema == json else { throw .sameName(name) }
            return
        }
        named.append((name, json))
    }

    private mutating func object(_ members: [Schema.Member], _ description: String?) throws(OpenAPI.Fault)
        -> JSON
    {
        var properties: [(String, JSON)] = []
        for member in members {
            properties.append(
                (member.name, SchemaCollector.described(try reference(member.schema), member.description)))
        }
        let required = members.filter(\.required).map { JSON.string($0.name) }
        var written: [(String, JSON)] = [("type", "object")]
        if let description { written.append(("description", .string(description))) }
        written.append(("properties", .object(properties)))
        if !required.isEmpty { written.append(("required", .array(required))) }
        written.append(("additionalProperties", false))
        return .object(written)
    }

    private static func described(_ schema: JSON, _ description: String?) -> JSON {
        guard let description, case .object(let members) = schema, schema["description"] == nil else {
            return schema
        }
        return .object(members + [("description", .string(description))])
    }

    /// The schema or `null`: in the type (and the values) where it has one, as an alternative otherwise.
    private static func nullable(_ schema: JSON) -> JSON {
        guard case .object(let members) = schema, let type = schema["type"]?.text else {
            return ["anyOf": [schema, ["type": "null"]]]
        }
        return .object(
            members.map { name, value in
                switch (name, value) {
                case ("type", _): (name, [.string(type), "null"])
                case ("enum", .array(let values)): (name, .array(values + [.null]))
                default: (name, value)
                }
            })
    }
}

extension Problem {
    /// The schema of RFC 9457 problems with Hesap's own members and the facts that some codes carry.
    static func schema(facts: [Schema.Member]) -> Schema {
        let text = Schema.inline(["type": "string"])
        let fault = Schema.object(
            [
                .init(
                    name: "pointer", schema: text, required: true, description: "JSON pointer into the body."),
                .init(name: "code", schema: text, required: true),
                .init(name: "message", schema: text, required: true),
            ], description: "One wrong field.")
        return .named(
            "Problem",
            .object(
                [
                    .init(name: "type", schema: text, required: true),
                    .init(name: "title", schema: text, required: true),
                    .init(name: "status", schema: .inline(["type": "integer"]), required: true),
                    .init(
                        name: "code", schema: text, required: true, description: "Stable; clients rely on it."
                    ),
                    .init(name: "detail", schema: text, required: false),
                    .init(name: "instance", schema: text, required: false, description: "The request's id."),
                    .init(
                        name: "errors", schema: .list(.named("FieldFault", fault), atLeast: 0, atMost: 1000),
                        required: false),
                    .init(
                        name: "state", schema: text, required: false,
                        description: "The state that forbade it."),
                ] + facts, description: "A refusal, after RFC 9457."))
    }
}
