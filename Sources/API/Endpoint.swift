import Base
import Organizations
import Web

/// One row of the table of contents: what an outsider may call, and which route it becomes.
///
/// The rows feed the router, the OpenAPI document and, through it, the screens' TypeScript.
struct Endpoint: Sendable {
    /// Who may call it.
    enum Access: Sendable, Equatable {
        /// Anyone, without a token.
        case anyone
        /// A paired device, or a person, or an API key: what a locked screen needs, and nothing of money.
        case device
        /// A kitchen's screen, which serves whoever stands before it, or a person, or an API key.
        case kitchen
        /// A person signed in (by password, or by PIN on a device), or an API key.
        case staff

        /// Whether a device with nobody signed in may call it.
        func serves(_ kind: DeviceKind?) -> Bool {
            switch self {
            case .anyone, .device: true
            case .kitchen: kind == .kitchen
            case .staff: false
            }
        }
    }

    /// A parameter of the query string.
    struct Query: Sendable {
        let name: String
        let schema: Schema
        let summary: String
        /// Whether the call makes no sense without it.
        let required: Bool
    }

    /// An answer that it may give.
    struct Answer: Sendable {
        let status: Int
        let summary: String
        let schema: Schema?
        /// The media type, where it is not JSON.
        let mediaType: String
    }

    let method: Method
    let template: String
    let id: String
    let tag: String
    let summary: String
    let access: Access
    var queries: [Query] = []
    var body: Schema?
    var answers: [Answer] = []
    /// Whether it writes and so asks for an `Idempotency-Key`.
    var needsKey = false
    let route: @Sendable (PathValues) -> Route?

    /// The template's segments; `{name}` is a UUID, `{name:int}` a number, `{name:text}` any text.
    var segments: [Substring] { template.split(separator: "/", omittingEmptySubsequences: true) }

    /// A read.
    static func get<Result>(
        _ template: String, _ id: String, _ tag: String, _ summary: String, _ access: Access = .staff,
        answers shape: Shape<Result>, _ route: @escaping @Sendable (PathValues) -> Route?
    ) -> Endpoint {
        Endpoint(
            method: .get, template: template, id: id, tag: tag, summary: summary, access: access,
            answers: [
                Answer(
                    status: 200, summary: "What was asked for.", schema: shape.schema,
                    mediaType: Endpoint.jsonType)
            ],
            route: route)
    }

    /// A write with a body, or with an empty one.
    static func write<Body, Result>(
        _ template: String, _ id: String, _ tag: String, _ summary: String, _ access: Access = .staff,
        by method: Method = .post, takes body: Shape<Body>, answers shape: Shape<Result>, status: Int = 200,
        key: Bool = true, _ route: @escaping @Sendable (PathValues) -> Route?
    ) -> Endpoint {
        Endpoint(
            method: method, template: template, id: id, tag: tag, summary: summary, access: access,
            body: body.schema,
            answers: [
                Answer(status: status, summary: "Done.", schema: shape.schema, mediaType: Endpoint.jsonType)
            ],
            needsKey: key, route: route)
    }

    /// The same with parameters of the query string.
    func asking(_ queries: Query...) -> Endpoint {
        var copy = self
        copy.queries += queries
        return copy
    }

    /// The same with one more answer.
    func also<Result>(_ status: Int, _ summary: String, _ shape: Shape<Result>) -> Endpoint {
        var copy = self
        copy.answers.append(
            Answer(status: status, summary: summary, schema: shape.schema, mediaType: Endpoint.jsonType))
        return copy
    }

    /// The same, answering another media type besides.
    func also(_ status: Int, _ summary: String, mediaType: String) -> Endpoint {
        var copy = self
        copy.answers.append(Answer(status: status, summary: summary, schema: nil, mediaType: mediaType))
        return copy
    }

    static let jsonType = "application/json"
    /// Of an answer without a body.
    static let noType = ""
}

extension Endpoint.Query {
    /// A parameter that may be left out.
    static func optional<Value>(_ name: String, _ shape: Shape<Value>, _ summary: String) -> Endpoint.Query {
        Endpoint.Query(name: name, schema: shape.schema, summary: summary, required: false)
    }

    /// How many rows a page has at most.
    static let limit = optional("limit", .int(1...200), "Rows a page, 50 when left out.")
    /// Where the next page begins.
    static let after = optional("after", .text(1...200), "The `next` of the page before.")
}
