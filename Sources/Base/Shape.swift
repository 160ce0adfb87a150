/// The one description of a value on the wire: it decodes strictly, encodes, and writes its own JSON Schema.
///
/// A shape is a value; every DTO has one (`static let shape`). From the same shapes come the OpenAPI document
/// and, from that, the TypeScript types of the screens.
public struct Shape<Value>: Sendable {
    /// Reads a value, noting every fault with its JSON pointer; nil when it noted one.
    public let decode: @Sendable (JSON, _ pointer: String, _ faults: inout [FieldFault]) -> Value?
    /// Gives a value's JSON as a tree, for whom a text is not enough.
    public let encode: @Sendable (Value) -> JSON
    /// Writes a value's JSON text, the same as `encode` gives, without a tree in between.
    public let write: @Sendable (Value, _ writer: inout JSONWriter) -> Void
    /// The JSON Schema (OpenAPI 3.1 dialect) of the value.
    public let schema: Schema

    /// A shape from its faces; without `write` the text is written from the tree.
    public init(
        schema: Schema,
        decode: @escaping @Sendable (JSON, _ pointer: String, _ faults: inout [FieldFault]) -> Value?,
        encode: @escaping @Sendable (Value) -> JSON,
        write: (@Sendable (Value, _ writer: inout JSONWriter) -> Void)? = nil
    ) {
        self.schema = schema
        self.decode = decode
        self.encode = encode
        self.write = write ?? { value, writer in writer.write(encode(value)) }
    }

    /// The JSON text of a value.
    public func text(of value: Value) -> String { String(decoding: bytes(of: value), as: UTF8.self) }

    /// The same as UTF-8.
    public func bytes(of value: Value) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024)
        write(value, &writer)
        return writer.finish()
    }
}

/// A value with a shape: every DTO.
public protocol Shaped: Sendable {
    /// How the value looks on the wire.
    static var shape: Shape<Self> { get }
}

/// The JSON Schema of a shape; named ones become `components.schemas` and are referred to.
public indirect enum Schema: Sendable {
    /// A schema written inline.
    case inline(JSON)
    /// A schema with a name of its own.
    case named(String, Schema)
    /// A list of such elements, with its bounds.
    case list(Schema, atLeast: Int, atMost: Int)
    /// Any of the alternatives (a nullable value: with `null`).
    case nullable(Schema)
    /// An object with these members and no others.
    case object([Member], description: String?)
    /// One of several shapes, told apart by a member's value.
    case oneOf([Schema], discriminator: String)
    /// An object whose members' names are not known beforehand, all of one schema, and how many there may be.
    case keyed(Schema, atMost: Int)

    /// A member of an object.
    public struct Member: Sendable {
        /// Its name.
        public let name: String
        /// Its schema.
        public let schema: Schema
        /// Whether it must be there.
        public let required: Bool
        /// What it is, in English.
        public let description: String?

        /// A member.
        public init(name: String, schema: Schema, required: Bool, description: String? = nil) {
            self.name = name
            self.schema = schema
            self.required = required
            self.description = description
        }
    }
}

extension Shape {
    /// Reads a whole body, or throws one problem that names every fault.
    public func read(_ json: JSON) throws(Problem) -> Value {
        var faults: [FieldFault] = []
        guard let value = decode(json, "", &faults), faults.isEmpty else {
            throw Problem(
                422, "validation_failed", "The request body does not fit its schema.", errors: faults)
        }
        return value
    }

    /// The same values under a name in the OpenAPI document.
    public func named(_ name: String) -> Shape {
        Shape(schema: .named(name, schema), decode: decode, encode: encode, write: write)
    }

    /// The shape of another type that goes to and fro between this one; `to` may refuse with a fault.
    ///
    /// Like all shapes made of shapes it is specialized by its callers: no type is looked up while it works.
    @inlinable
    public func map<Other>(
        to: @escaping @Sendable (Value) -> Other?, from: @escaping @Sendable (Other) -> Value, code: String,
        message: String
    ) -> Shape<Other> {
        Shape<Other>(
            schema: schema,
            decode: { json, pointer, faults in
                guard let value = decode(json, pointer, &faults) else { return nil }
                guard let other = to(value) else {
                    faults.append(FieldFault(pointer, code, message))
                    return nil
                }
                return other
            }, encode: { encode(from($0)) }, write: { write(from($0), &$1) })
    }

    /// A list of such values.
    @inlinable
    public func list(_ bounds: ClosedRange<Int> = 0...1000) -> Shape<[Value]> {
        Shape<[Value]>(
            schema: .list(schema, atLeast: bounds.lowerBound, atMost: bounds.upperBound),
            decode: { json, pointer, faults in
                guard case .array(let elements) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "A list is expected."))
                    return nil
                }
                guard bounds.contains(elements.count) else {
                    faults.append(
                        FieldFault(
                            pointer, "wrong_count",
                            "Between \(bounds.lowerBound) and \(bounds.upperBound) elements are expected."))
                    return nil
                }
                var values: [Value] = []
                for (index, element) in elements.enumerated() {
                    if let value = decode(element, "\(pointer)/\(index)", &faults) { values.append(value) }
                }
                return values.count == elements.count ? values : nil
            }, encode: { .array($0.map(encode)) },
            write: { values, writer in
                writer.raw("[")
                for index in values.indices {
                    if index > 0 { writer.raw(",") }
                    write(values[index], &writer)
                }
                writer.raw("]")
            })
    }

    /// The value or `null`.
    @inlinable
    public var nullable: Shape<Value?> {
        Shape<Value?>(
            schema: .nullable(schema),
            decode: { json, pointer, faults in
                if case .null = json { return .some(nil) }
                return decode(json, pointer, &faults).map { .some($0) }
            }, encode: { $0.map(encode) ?? .null },
            write: { value, writer in
                guard let value else { return writer.write(.null) }
                write(value, &writer)
            })
    }
}
