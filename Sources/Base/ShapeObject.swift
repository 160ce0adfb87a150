/// A member that has noted its fault.
@usableFromInline
struct Faulty: Error {
    @usableFromInline
    init() {}
}

/// One member of an object's shape.
///
/// What reads and writes it is made by its initializers, which callers specialize: so no type has to be
/// looked up while a body is read.
public struct Field<Owner, Value>: Sendable {
    let name: String
    /// Where it stands below its object's JSON pointer.
    let place: String
    let schema: Schema
    let description: String?
    let required: Bool
    /// Reads the member, there or not; throws when it noted a fault.
    let read: @Sendable (JSON?, _ pointer: String, _ faults: inout [FieldFault]) throws(Faulty) -> Value
    /// Gives the owner's member as JSON.
    let encode: @Sendable (Owner) -> JSON
    /// Writes the owner's member.
    let write: @Sendable (Owner, _ writer: inout JSONWriter) -> Void

    @usableFromInline
    init(
        name: String, schema: Schema, description: String?, required: Bool,
        read:
            @escaping @Sendable (JSON?, _ pointer: String, _ faults: inout [FieldFault])
            throws(Faulty) -> Value,
        encode: @escaping @Sendable (Owner) -> JSON,
        write: @escaping @Sendable (Owner, _ writer: inout JSONWriter) -> Void
    ) {
        self.name = name
        place = "/" + name
        self.schema = schema
        self.description = description
        self.required = required
        self.read = read
        self.encode = encode
        self.write = write
    }

    /// A member that must be there.
    @inlinable
    public init(
        _ name: String, _ get: @escaping @Sendable (Owner) -> Value, _ shape: Shape<Value>,
        _ description: String? = nil
    ) {
        let (decode, encode, write) = (shape.decode, shape.encode, shape.write)
        self.init(
            name: name, schema: shape.schema, description: description, required: true,
            read: { json, pointer, faults throws(Faulty) in
                guard let json else {
                    faults.append(FieldFault(pointer, "required", "This member is required."))
                    throw Faulty()
                }
                guard let value = decode(json, pointer, &faults) else { throw Faulty() }
                return value
            }, encode: { encode(get($0)) }, write: { write(get($0), &$1) })
    }

    /// A member that may be left out, and then stands for `absent`.
    @inlinable
    public init(
        _ name: String, _ get: @escaping @Sendable (Owner) -> Value, _ shape: Shape<Value>, absent: Value,
        _ description: String? = nil
    ) where Value: Sendable {
        let (decode, encode, write) = (shape.decode, shape.encode, shape.write)
        self.init(
            name: name, schema: shape.schema, description: description, required: false,
            read: { json, pointer, faults throws(Faulty) in
                guard let json else { return absent }
                guard let value = decode(json, pointer, &faults) else { throw Faulty() }
                return value
            },
            encode: { encode(get($0)) }, write: { write(get($0), &$1) })
    }

    /// A member that may be left out or `null`; nil values are written as `null`.
    @inlinable
    public init<Wrapped>(
        optional name: String, _ get: @escaping @Sendable (Owner) -> Wrapped?, _ shape: Shape<Wrapped>,
        _ description: String? = nil
    ) where Value == Wrapped? {
        let nullable = shape.nullable
        let (decode, encode, write) = (nullable.decode, nullable.encode, nullable.write)
        self.init(
            name: name, schema: nullable.schema, description: description, required: false,
            read: { json, pointer, faults throws(Faulty) in
                guard let json else { return nil }
                guard let value = decode(json, pointer, &faults) else { throw Faulty() }
                return value
            }, encode: { encode(get($0)) }, write: { write(get($0), &$1) })
    }
}

extension Shape {
    /// An object with exactly these members; `make` takes them in the order of the fields.
    public static func object<each Member>(
        _ name: String, _ make: @escaping @Sendable (repeat each Member) -> Value,
        _ fields: repeat Field<Value, each Member>, description: String? = nil
    ) -> Shape<Value> {
        var members: [Schema.Member] = []
        // One entry per member, made once: walking the pack anew for every value costs more.
        var writers: [Writer<Value>] = []
        for field in repeat each fields {
            writers.append(
                Writer(
                    name: field.name, key: Array("\(writers.isEmpty ? "{" : ",")\"\(field.name)\":".utf8),
                    encode: field.encode, write: field.write))
            members.append(
                .init(
                    name: field.name, schema: field.schema, required: field.required,
                    description: field.description))
        }
        let known = Set(members.map(\.name))
        let named = writers
        return Shape(
            schema: .named(name, .object(members, description: description)),
            decode: { json, pointer, faults in
                guard case .object(let present) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "An object is expected."))
                    return nil
                }
                let before = faults.count
                for (name, _) in present where !known.contains(name) {
                    faults.append(
                        FieldFault("\(pointer)/\(escaped(name))", "unknown_field", "There is no such member.")
                    )
                }
                let unknown = faults.count
                do throws(Faulty) {
                    let value = make(repeat try member(each fields, present, pointer, &faults))
                    if faults.count == before { return value }
                } catch {}
                // All faults are named, also those behind the first one.
                faults.removeSubrange(unknown...)
                for field in repeat each fields { note(field, present, pointer, &faults) }
                return nil
            },
            encode: { value in
                var written: [(String, JSON)] = []
                written.reserveCapacity(named.count)
                for member in named { written.append((member.name, member.encode(value))) }
                return .object(written)
            },
            write: { value, writer in
                if named.isEmpty { writer.raw("{") }
                for member in named {
                    writer.raw(member.key)
                    member.write(value, &writer)
                }
                writer.raw("}")
            })
    }
}

/// What writes one member of an object.
private struct Writer<Owner>: Sendable {
    let name: String
    /// What stands before its value: a brace or comma, the name and a colon.
    let key: [UInt8]
    let encode: @Sendable (Owner) -> JSON
    let write: @Sendable (Owner, _ writer: inout JSONWriter) -> Void
}

func escaped(_ name: String) -> String {
    name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
}

private func member<Owner, Value>(
    _ field: Field<Owner, Value>, _ present: [(String, JSON)], _ pointer: String, _ faults: inout [FieldFault]
) throws(Faulty) -> Value {
    try field.read(present.first { $0.0 == field.name }?.1, pointer + field.place, &faults)
}

private func note<Owner, Value>(
    _ field: Field<Owner, Value>, _ present: [(String, JSON)], _ pointer: String, _ faults: inout [FieldFault]
) {
    do { _ = try member(field, present, pointer, &faults) } catch {}
}
