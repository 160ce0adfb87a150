/// One of a union's cases: the value of the discriminating member, and how the rest of the object looks.
public struct Alternative<Value>: Sendable {
    let tag: String
    let schema: Schema
    let decode: @Sendable (JSON, _ pointer: String, _ faults: inout [FieldFault]) -> Value?
    let encode: @Sendable (Value) -> JSON?

    /// A case whose members `shape` describes (an object, without the discriminating member itself).
    public init<Member>(
        _ tag: String, _ shape: Shape<Member>, _ wrap: @escaping @Sendable (Member) -> Value,
        _ unwrap: @escaping @Sendable (Value) -> Member?
    ) {
        self.tag = tag
        schema = shape.schema
        decode = { json, pointer, faults in shape.decode(json, pointer, &faults).map(wrap) }
        encode = { value in unwrap(value).map(shape.encode) }
    }
}

extension Shape {
    /// One of several objects, told apart by a member's text, such as `kind`.
    public static func union(
        _ name: String, by discriminator: String, _ alternatives: Alternative<Value>...
    ) -> Shape {
        Shape(
            schema: .named(
                name,
                .oneOf(
                    alternatives.map { tagged($0.schema, name, discriminator, $0.tag) },
                    discriminator: discriminator)),
            decode: { json, pointer, faults in
                guard case .object(let members) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "An object is expected."))
                    return nil
                }
                guard let alternative = alternatives.first(where: { $0.tag == json[discriminator]?.text })
                else {
                    let tags = alternatives.map(\.tag).joined(separator: ", ")
                    let here = "\(pointer)/\(discriminator)"
                    faults.append(FieldFault(here, "not_allowed", "One of \(tags) is expected."))
                    return nil
                }
                let rest = JSON.object(members.filter { $0.0 != discriminator })
                return alternative.decode(rest, pointer, &faults)
            },
            encode: { value in
                for alternative in alternatives {
                    guard case .object(let members)? = alternative.encode(value) else { continue }
                    return .object([(discriminator, .string(alternative.tag))] + members)
                }
                preconditionFailure("a union met a value that none of its cases describes")
            })
    }

    /// The schema of an alternative with the discriminating member in front, named for union and tag.
    private static func tagged(
        _ schema: Schema, _ union: String, _ discriminator: String, _ tag: String
    ) -> Schema {
        switch schema {
        case .named(_, let inner): return tagged(inner, union, discriminator, tag)
        case .object(let members, let description):
            let constant = Schema.inline(["type": "string", "enum": [.string(tag)]])
            let first = Schema.Member(name: discriminator, schema: constant, required: true)
            let words = tag.split { !$0.isLetter && !$0.isNumber }
            let name = words.reduce(union) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
            return .named(name, .object([first] + members, description: description))
        default: preconditionFailure("a union's case is not an object")
        }
    }

    /// An object whose members have any of these names, each of this shape, and none of which must be there.
    public func members(named names: [String]) -> Shape<[String: Value]> {
        let members = names.map { Schema.Member(name: $0, schema: schema, required: false) }
        return keyed(schema: .object(members, description: nil)) { key in names.contains(key) }
    }

    /// An object with members of any name, at most so many, each of this shape.
    public func keyed(atMost: Int = 1000) -> Shape<[String: Value]> {
        keyed(schema: .keyed(schema, atMost: atMost), atMost: atMost) { _ in true }
    }

    private func keyed(
        schema: Schema, atMost: Int = .max, allows: @escaping @Sendable (String) -> Bool
    ) -> Shape<[String: Value]> {
        Shape<[String: Value]>(
            schema: schema,
            decode: { json, pointer, faults in
                guard case .object(let members) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "An object is expected."))
                    return nil
                }
                guard members.count <= atMost else {
                    faults.append(
                        FieldFault(pointer, "wrong_count", "At most \(atMost) members are expected."))
                    return nil
                }
                let before = faults.count
                var result: [String: Value] = [:]
                for (name, member) in members {
                    let here = "\(pointer)/\(escaped(name))"
                    if allows(name) {
                        result[name] = decode(member, here, &faults)
                    } else {
                        faults.append(FieldFault(here, "unknown_field", "There is no such member."))
                    }
                }
                return faults.count == before ? result : nil
            },
            encode: { values in
                .object(values.keys.sorted().compactMap { key in values[key].map { (key, encode($0)) } })
            })
    }
}

extension Shape where Value == JSON {
    /// Any JSON value, for what this API only carries: the state before and after in an audit event.
    public static var any: Shape {
        Shape(
            schema: .inline(["description": "Any JSON value."]), decode: { json, _, _ in json },
            encode: { $0 })
    }
}
