/// A value of a resource's property: written out, or known only once something exists.
public indirect enum Value: Sendable, Equatable {
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A number in thousandths, for limits such as 0.1.
    case thousandths(Int)
    /// A truth value.
    case truth(Bool)
    /// A list.
    case list([Value])
    /// Named values in the order written.
    case object([Field])
    /// What stands for another resource: its id or name, as CloudFormation's `Ref`.
    case reference(ResourceID)
    /// An attribute of another resource, in CloudFormation's word: `Arn`, `DNSName`.
    case attribute(ResourceID, String)
    /// Pieces put together without anything between.
    case join([Value])
    /// Something that exists already and is looked up before the apply: a subnet of an existing cluster.
    case lookup(LookupID)

    /// A named value.
    public struct Field: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: Value

        /// A named value.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .truth(value) }
    /// A list.
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
    /// Named values in the order written.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .object(elements.map { Field($0.0, $0.1) })
    }
}

extension Value {
    /// The value of a name, when this is an object that has it.
    public subscript(name: String) -> Value? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// The resources that this value needs.
    public var references: [ResourceID] {
        switch self {
        case .text, .integer, .thousandths, .truth, .lookup: []
        case .list(let values), .join(let values): values.flatMap(\.references)
        case .object(let fields): fields.flatMap(\.value.references)
        case .reference(let id), .attribute(let id, _): [id]
        }
    }

    /// What this value needs looked up.
    public var lookups: [LookupID] {
        switch self {
        case .text, .integer, .thousandths, .truth, .reference, .attribute: []
        case .list(let values), .join(let values): values.flatMap(\.lookups)
        case .object(let fields): fields.flatMap(\.value.lookups)
        case .lookup(let id): [id]
        }
    }
}
