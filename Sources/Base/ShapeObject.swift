/// One member of an object's shape.
public struct Field<Owner, Value>: Sendable {
    let name: String
    let get: @Sendable (Owner) -> Value
    let shape: Shape<Value>
    let absent: (@Sendable () -> Value)?
    let description: String?

    /// A member that must be there.
    public init(
        _ name: String, _ get: @escaping @Sendable (Owner) -> Value, _ shape: Shape<Value>,
        _ description: String? = nil
    ) {
        self.name = name
        self.get = get
        self.shape = shape
        self.absent = nil
        self.description = description
    }

    /// A member that may be left out, and then stands for `absent`.
    public init(
        _ name: String, _ get: @escaping @Sendable (Owner) -> Value, _ shape: Shape<Value>, absent: Value,
        _ description: String? = nil
    ) where Value: Sendable {
        self.name = name
        self.get = get
        self.shape = shape
        self.absent = { absent }
        self.description = description
    }

    /// A member that may be left out or `null`; nil values are written as `null`.
    public init<Wrapped>(
        optional name: String, _ get: @escaping @Sendable (Owner) -> Wrapped?, _ shape: Shape<Wrapped>,
        _ description: String? = nil
    ) where Value == Wrapped? {
        self.name = name
        self.get = get
        self.shape = shape.nullable
        self.absent = { nil }
        self.description = description
    }
}

extension Shape {
    /// An object with exactly these members; `make` takes them in the order of the fields.
    public static func object<each Member>(
        _ name: String, _ make: @escaping @Sendable (repeat each Member) -> Value,
        _ fields: repeat Field<Value, each Member>, description: String? = nil
    ) -> Shape<Value> {
        var members: [Schema.Member] = []
        // One closure per member, made once: walking the pack anew for every value costs more.
        var writers: [@Sendable (Value) -> JSON] = []
        for field in repeat each fields {
            writers.append(field.writer)
            members.append(
                .init(
                    name: field.name, schema: field.shape.schema, required: field.absent == nil,
                    description: field.description))
        }
        let known = Set(members.map(\.name))
        let named = zip(members.map(\.name), writers).map { Writer(name: $0, write: $1) }
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
                let values = (repeat readMember(each fields, present, pointer, &faults))
                guard faults.count == before else { return nil }
                guard let whole = unwrapped(repeat each values) else { return nil }
                return make(repeat each whole)
            },
            encode: { value in
                var written: [(String, JSON)] = []
                written.reserveCapacity(named.count)
                for member in named { written.append((member.name, member.write(value))) }
                return .object(written)
            })
    }
}

/// What writes one member of an object.
private struct Writer<Owner>: Sendable {
    let name: String
    let write: @Sendable (Owner) -> JSON
}

extension Field {
    /// Writes the member of an owner.
    fileprivate var writer: @Sendable (Owner) -> JSON {
        let (get, encode) = (get, shape.encode)
        return { encode(get($0)) }
    }
}

func escaped(_ name: String) -> String {
    name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
        .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
}

private func readMember<Owner, Value>(
    _ field: Field<Owner, Value>, _ present: [(String, JSON)], _ pointer: String, _ faults: inout [FieldFault]
) -> Value? {
    let here = "\(pointer)/\(field.name)"
    guard let json = present.first(where: { $0.0 == field.name })?.1 else {
        if let absent = field.absent { return absent() }
        faults.append(FieldFault(here, "required", "This member is required."))
        return nil
    }
    return field.shape.decode(json, here, &faults)
}

private struct Missing: Error {}

private func unwrapped<each Value>(_ values: repeat (each Value)?) -> (repeat each Value)? {
    func take<One>(_ value: One?) throws(Missing) -> One {
        guard let value else { throw Missing() }
        return value
    }
    do {
        return (repeat try take(each values))
    } catch {
        return nil
    }
}
