public import Base

/// What stands in an account, as far as a plan asks: read before, and stored with a plan that was begun, so
/// that it can be made again.
public struct Observed: Sendable, Equatable {
    /// Whether somebody looked; otherwise a plan is one from nothing.
    public var isRead: Bool
    /// Stacks of the system.
    public var stacks: [ObservedStack]
    /// Parameters below the system's root, by region and name.
    public var parameters: [String: [String: String]]
    /// Types that CloudFormation does not know there, by region.
    public var unknownTypes: [String: Set<String>]
    /// What lookups answered, by region and name.
    public var lookups: [String: [String: String]]
    /// Whether the bucket of the plans' state exists.
    public var hasStateBucket: Bool
    /// Secrets that people fill and that have a value, by region and name.
    public var filled: [String: Set<String>] = [:]

    /// Nothing was looked at.
    public static let nothing = Observed(
        isRead: false, stacks: [], parameters: [:], unknownTypes: [:], lookups: [:], hasStateBucket: false)

    /// The stack of that name in a region.
    public func stack(_ name: String, in region: String) -> ObservedStack? {
        stacks.first { $0.name == name && $0.region == region }
    }

    /// The names of what commands of their own made.
    public func madeDirectly(of graph: Graph) -> Set<String> {
        Set(
            graph.resources.filter { resource in
                DirectTypes.of[resource.type] != nil
                    && parameter(ParameterName.made(resource.id, in: graph), in: resource.region) != nil
            }.map(\.id.name))
    }

    /// The value of a parameter.
    public func parameter(_ name: String, in region: String) -> String? { parameters[region]?[name] }
}

/// A stack that stands in an account.
public struct ObservedStack: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its region.
    public var region: String
    /// `CREATE_COMPLETE`.
    public var status: String
    /// Its template, members in the order of the alphabet.
    public var template: JSON
    /// Whether it is protected against deletion.
    public var isProtected: Bool
    /// Whether it bears the system's tags of ownership.
    public var isOurs: Bool
    /// What it made: the names in the template with what they are called in the account. Read for a
    /// destruction.
    public var physical: [String: String]

    /// A stack.
    public init(
        name: String, region: String, status: String, template: JSON, isProtected: Bool, isOurs: Bool,
        physical: [String: String] = [:]
    ) {
        self.physical = physical
        self.name = name
        self.region = region
        self.status = status
        self.template = template
        self.isProtected = isProtected
        self.isOurs = isOurs
    }
}

extension JSON {
    /// The same with members in the order of the alphabet, so that two can be compared.
    public var sorted: JSON {
        switch self {
        case .array(let values): .array(values.map(\.sorted))
        case .object(let members):
            .object(members.map { ($0.0, $0.1.sorted) }.sorted { $0.0 < $1.0 })
        default: self
        }
    }
}

extension Observed {
    /// As a file.
    public var written: JSON {
        .object([
            ("isRead", .bool(isRead)), ("hasStateBucket", .bool(hasStateBucket)),
            (
                "stacks",
                .array(
                    stacks.map {
                        .object([
                            ("name", .string($0.name)), ("region", .string($0.region)),
                            ("status", .string($0.status)), ("template", $0.template),
                            ("isProtected", .bool($0.isProtected)), ("isOurs", .bool($0.isOurs)),
                            ("physical", Self.object($0.physical)),
                        ])
                    })
            ),
            ("parameters", .object(parameters.map { ($0.key, Self.object($0.value)) })),
            (
                "unknownTypes",
                .object(unknownTypes.map { ($0.key, .array($0.value.sorted().map { .string($0) })) })
            ),
            ("filled", .object(filled.map { ($0.key, .array($0.value.sorted().map { .string($0) })) })),
            ("lookups", .object(lookups.map { ($0.key, Self.object($0.value)) })),
        ]).sorted
    }

    /// Reads it from a file.
    public init?(_ json: JSON) {
        guard json["isRead"] != nil else { return nil }
        self = .nothing
        isRead = json["isRead"] == .bool(true)
        hasStateBucket = json["hasStateBucket"] == .bool(true)
        stacks = (json["stacks"]?.array ?? []).map {
            ObservedStack(
                name: $0["name"]?.text ?? "", region: $0["region"]?.text ?? "",
                status: $0["status"]?.text ?? "", template: $0["template"] ?? .null,
                isProtected: $0["isProtected"] == .bool(true), isOurs: $0["isOurs"] == .bool(true),
                physical: Self.texts($0["physical"] ?? .null))
        }
        for (region, values) in json["parameters"]?.members ?? [] {
            parameters[region] = Self.texts(values)
        }
        for (region, types) in json["unknownTypes"]?.members ?? [] {
            unknownTypes[region] = Set((types.array ?? []).compactMap(\.text))
        }
        for (region, names) in json["filled"]?.members ?? [] {
            filled[region] = Set((names.array ?? []).compactMap(\.text))
        }
        for (region, values) in json["lookups"]?.members ?? [] { lookups[region] = Self.texts(values) }
    }

    private static func texts(_ json: JSON) -> [String: String] {
        Dictionary(
            json.members.compactMap { name, value in value.text.map { (name, $0) } },
            uniquingKeysWith: { $1 })
    }

    private static func object(_ values: [String: String]) -> JSON {
        .object(values.map { ($0.key, .string($0.value)) })
    }
}

extension JSON {
    /// The members of an object; none of anything else.
    public var members: [(String, JSON)] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}
