import Base
import Web

/// The API's description of itself, made once from the table of contents.
public enum Description {
    /// The OpenAPI document's text.
    public static let openAPI: [UInt8] = document.bytes

    /// The document.
    static let document: JSON = {
        let operations = Endpoints.all.map(operation)
        let document = OpenAPI(
            title: "Hesap", version: "v1", operations: operations, commonProblems: common,
            problemFacts: ProblemFacts.all)
        do { return try document.document() } catch {
            preconditionFailure("the API describes itself wrongly: \(error)")
        }
    }()

    /// Problems that any call may meet.
    private static let common: [Operation.Refused] = [
        .init(400, "bad_request"), .init(405, "method_not_allowed"), .init(413, "body_too_large"),
        .init(431, "headers_too_large"), .init(429, "too_many_requests"), .init(500, "internal"),
        .init(503, "database_unavailable"), .init(503, "busy"),
    ]

    private static func operation(_ endpoint: Endpoint) -> Operation {
        Operation(
            method(endpoint.method), path(endpoint), id: endpoint.id, tag: endpoint.tag, endpoint.summary,
            parameters: parameters(of: endpoint), body: endpoint.body.map { .json(shape($0)) },
            answers: answers(of: endpoint), problems: problems(of: endpoint), security: security(of: endpoint)
        )
    }

    private static func method(_ method: Web.Method) -> Operation.Method {
        switch method {
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .get, .head, .options, .other: .get
        }
    }

    private static func path(_ endpoint: Endpoint) -> String {
        "/"
            + endpoint.segments.map { segment in
                segment.hasPrefix("{") ? "{" + name(segment) + "}" : String(segment)
            }.joined(separator: "/")
    }

    private static func name(_ segment: Substring) -> String {
        String(segment.dropFirst().dropLast().prefix { $0 != ":" })
    }

    private static func parameters(of endpoint: Endpoint) -> [Operation.Parameter] {
        var parameters: [Operation.Parameter] = []
        for segment in endpoint.segments where segment.hasPrefix("{") {
            if segment.contains(":int") {
                parameters.append(.path(name(segment), Shape<Int64>.integer(0...Int64(Int32.max))))
            } else if segment.contains(":text") {
                parameters.append(.path(name(segment), Shape<String>.text(1...200)))
            } else {
                parameters.append(.path(name(segment), .uuid))
            }
        }
        for query in endpoint.queries {
            parameters.append(
                .query(query.name, shape(query.schema), required: query.required, query.summary))
        }
        if endpoint.needsKey {
            let summary = "A fresh UUID for each write; the same key again gives the first answer."
            parameters.append(
                .header("Idempotency-Key", Shape<String>.text(1...255), required: true, summary))
        }
        return parameters
    }

    private static func answers(of endpoint: Endpoint) -> [Operation.Answer] {
        var statuses: [Int] = []
        for answer in endpoint.answers
        where !statuses.contains(answer.status) && answer.mediaType != problemType {
            statuses.append(answer.status)
        }
        return statuses.map { status in
            let these = endpoint.answers.filter { $0.status == status && $0.mediaType != problemType }
            let contents = these.filter { $0.mediaType != Endpoint.noType }.map { answer in
                answer.schema.map { Operation.Content.json(shape($0)) } ?? .other(answer.mediaType)
            }
            return Operation.Answer(status, these[0].summary, contents)
        }
    }

    private static func problems(of endpoint: Endpoint) -> [Operation.Refused] {
        var problems: [Operation.Refused] = [.init(404, "not_found"), .init(422, "validation_failed")]
        if endpoint.access != .anyone || endpoint.tag == "session" {
            problems += [.init(401, "unauthenticated"), .init(403, "forbidden")]
        }
        if endpoint.body != nil {
            problems += [
                .init(400, "malformed_json"), .init(415, "unsupported_media_type"),
                .init(409, "illegal_transition"),
            ]
        }
        if endpoint.needsKey {
            problems += [
                .init(400, "idempotency_key_required"), .init(422, "idempotency_mismatch"),
                .init(409, "idempotency_key_in_use"), .init(409, "stale_version"),
            ]
        }
        if endpoint.id == "payCheck" { problems.append(.init(402, "card_declined")) }
        return problems
    }

    private static func security(of endpoint: Endpoint) -> [OpenAPI.Security] {
        switch endpoint.access {
        case .anyone: []
        case .staff: [.staff, .key]
        case .device, .kitchen: [.device, .staff, .key]
        }
    }

    /// A schema as a shape, for the document alone.
    private static func shape(_ schema: Schema) -> Shape<JSON> {
        Shape(schema: schema, decode: { json, _, _ in json }, encode: { $0 })
    }

    private static let problemType = "application/problem+json"
}
