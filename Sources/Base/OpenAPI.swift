/// The OpenAPI 3.1 document of the API, made from the same shapes that read and write its bodies.
public struct OpenAPI: Sendable {
    /// How a caller shows who it is. All are bearer tokens.
    public enum Security: String, CaseIterable, Sendable {
        /// A person's token from sign-in.
        case staff
        /// A paired device's token, `dev_…`.
        case device
        /// An API key, `sk_…`.
        case key

        var description: String {
            switch self {
            case .staff: "The token of a person, from sign-in or PIN sign-in."
            case .device: "The token of a paired device (`dev_…`)."
            case .key: "An API key (`sk_test_…` or `sk_live_…`)."
            }
        }
    }

    /// What would make the document wrong; found when it is made, so in a test.
    public enum Fault: Error, Hashable, Sendable {
        /// Two operations share an id.
        case sameID(String)
        /// Two operations share method and path.
        case samePath(String)
        /// The path's template and the declared path parameters differ.
        case pathParameters(String)
        /// Two different schemas share a name.
        case sameName(String)
        /// An operation has no answer.
        case noAnswer(String)
    }

    private let title: String
    private let version: String
    private let operations: [Operation]
    private let commonProblems: [Operation.Refused]
    private let problemFacts: [Schema.Member]

    /// - Parameters:
    ///   - commonProblems: those that any operation may answer with.
    ///   - problemFacts: members that problems carry beside the standard ones, such as `max` or `eligible`.
    public init(
        title: String, version: String, operations: [Operation], commonProblems: [Operation.Refused] = [],
        problemFacts: [Schema.Member] = []
    ) {
        self.title = title
        self.version = version
        self.operations = operations
        self.commonProblems = commonProblems
        self.problemFacts = problemFacts
    }

    /// The whole document.
    public func document() throws(Fault) -> JSON {
        var schemas = SchemaCollector()
        var paths: [(String, [(String, JSON)])] = []
        var ids: Set<String> = []
        for operation in operations {
            guard ids.insert(operation.id).inserted else { throw .sameID(operation.id) }
            let written = try write(operation, &schemas)
            let method = operation.method.rawValue
            if let index = paths.firstIndex(where: { $0.0 == operation.path }) {
                guard !paths[index].1.contains(where: { $0.0 == method }) else {
                    throw .samePath("\(method) \(operation.path)")
                }
                paths[index].1.append((method, written))
            } else {
                paths.append((operation.path, [(method, written)]))
            }
        }
        _ = try schemas.reference(Problem.schema(facts: problemFacts))
        let tags = operations.reduce(into: [String]()) { if !$0.contains($1.tag) { $0.append($1.tag) } }
        return [
            "openapi": "3.1.0", "info": ["title": .string(title), "version": .string(version)],
            "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
            "tags": .array(tags.map { ["name": .string($0)] }),
            "paths": .object(paths.map { ($0.0, .object($0.1)) }),
            "components": ["schemas": schemas.written, "securitySchemes": OpenAPI.securitySchemes],
        ]
    }

    private static var securitySchemes: JSON {
        .object(
            Security.allCases.map { scheme in
                (
                    scheme.rawValue,
                    ["type": "http", "scheme": "bearer", "description": .string(scheme.description)]
                )
            })
    }

    private func write(_ operation: Operation, _ schemas: inout SchemaCollector) throws(Fault) -> JSON {
        let declared = operation.parameters.filter { $0.place == .path }.map(\.name)
        guard OpenAPI.names(in: operation.path) == declared else {
            throw .pathParameters("\(operation.method.rawValue) \(operation.path)")
        }
        guard !operation.answers.isEmpty else { throw .noAnswer(operation.id) }
        var members: [(String, JSON)] = [
            ("operationId", .string(operation.id)), ("tags", [.string(operation.tag)]),
            ("summary", .string(operation.summary)),
        ]
        if let description = operation.description { members.append(("description", .string(description))) }
        if !operation.parameters.isEmpty {
            var parameters: [JSON] = []
            for parameter in operation.parameters { parameters.append(try write(parameter, &schemas)) }
            members.append(("parameters", .array(parameters)))
        }
        if let body = operation.body {
            members.append(("requestBody", ["required": true, "content": try write([body], &schemas)]))
        }
        members.append(("responses", try responses(of: operation, &schemas)))
        members.append(("security", .array(operation.security.map { .object([($0.rawValue, .array([]))]) })))
        return .object(members)
    }

    private func write(
        _ parameter: Operation.Parameter, _ schemas: inout SchemaCollector
    ) throws(Fault) -> JSON {
        var members: [(String, JSON)] = [
            ("name", .string(parameter.name)), ("in", .string(parameter.place.rawValue)),
            ("required", .bool(parameter.isRequired)), ("schema", try schemas.reference(parameter.schema)),
        ]
        if let description = parameter.description { members.append(("description", .string(description))) }
        return .object(members)
    }

    private func write(
        _ contents: [Operation.Content], _ schemas: inout SchemaCollector
    ) throws(Fault) -> JSON {
        var types: [(String, JSON)] = []
        for content in contents {
            var members: [(String, JSON)] = [("schema", try schemas.reference(content.schema))]
            if let example = content.example { members.append(("example", example)) }
            types.append((content.type, .object(members)))
        }
        return .object(types)
    }

    private func responses(of operation: Operation, _ schemas: inout SchemaCollector) throws(Fault) -> JSON {
        var codes: [Int: [String]] = [:]
        for problem in operation.problems + commonProblems
        where codes[problem.status]?.contains(problem.code) != true {
            codes[problem.status, default: []].append(problem.code)
        }
        var members: [(status: Int, JSON)] = []
        for answer in operation.answers {
            // A status that also stands for problems (503 with a health report) has both contents.
            let problems = codes.removeValue(forKey: answer.status)
            members.append((answer.status, try response(of: answer, besides: problems, &schemas)))
        }
        for (status, codes) in codes {
            members.append(
                (
                    status,
                    [
                        "description": .string(OpenAPI.listed(codes)),
                        "content": .object([OpenAPI.problemContent]),
                    ]
                ))
        }
        members.sort { $0.status < $1.status }
        return .object(members.map { (String($0.status), $0.1) })
    }

    private func response(
        of answer: Operation.Answer, besides problems: [String]?, _ schemas: inout SchemaCollector
    ) throws(Fault) -> JSON {
        var description = answer.description
        var content: [(String, JSON)] = []
        if case .object(let written) = try write(answer.contents, &schemas) { content = written }
        if let problems {
            description += " " + OpenAPI.listed(problems)
            content.append(OpenAPI.problemContent)
        }
        var response: [(String, JSON)] = [("description", .string(description))]
        if !content.isEmpty { response.append(("content", .object(content))) }
        return .object(response)
    }

    private static func listed(_ codes: [String]) -> String {
        codes.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static let problemContent: (String, JSON) = (
        "application/problem+json", ["schema": ["$ref": "#/components/schemas/Problem"]]
    )

    private static func names(in path: String) -> [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }
            .map { String($0.dropFirst().dropLast()) }
    }
}
