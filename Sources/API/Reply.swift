import Base
import Organizations
import Web

/// What a handler answers, before it becomes bytes.
enum Reply: Sendable {
    /// JSON, with a status.
    case json(Int, JSON)
    /// What a command answered, now or when it was first asked with the same key.
    case command(Answer)
    /// Other bytes, with their media type.
    case bytes([UInt8], mediaType: String, fileName: String?)
    /// A whole response of its own.
    case response(Response)

    /// One value by its shape.
    static func one<Value>(_ value: Value, _ shape: Shape<Value>) -> Reply {
        .bytes(shape.bytes(of: value), mediaType: Endpoint.jsonType, fileName: nil)
    }

    /// The response without the headers that every response gets.
    var response: Response {
        switch self {
        case .json(let status, let json):
            return Response(status, headers: jsonHeaders, body: .bytes(json.bytes))
        case .command(let answer):
            var headers = jsonHeaders
            if answer.replayed { headers.set("Idempotent-Replayed", "true") }
            return Response(answer.status, headers: headers, body: .bytes(Array(answer.text.utf8)))
        case .bytes(let bytes, let mediaType, let fileName):
            var headers: Headers = ["Content-Type": mediaType, "Cache-Control": "no-store"]
            if let fileName { headers.set("Content-Disposition", "inline; filename=\"\(fileName)\"") }
            return Response(200, headers: headers, body: .bytes(bytes))
        case .response(let response):
            return response
        }
    }
}

private let jsonHeaders: Headers = ["Content-Type": "application/json", "Cache-Control": "no-store"]

/// A problem as a response: RFC 9457, titled in the caller's language.
func problemResponse(_ problem: Problem, instance: String, language: ProblemText.Language) -> Response {
    let title = ProblemText.title(problem.code, language)
    var members: [(String, JSON)] = [
        ("type", .string("https://hesap.dev/problems/\(problem.code)")), ("title", .string(title)),
        ("status", .integer(Int64(problem.status))), ("code", .string(problem.code)),
        ("detail", .string(language == .english ? problem.detail ?? title : title)),
        ("instance", .string(instance)),
    ]
    if !problem.errors.isEmpty {
        members.append(
            (
                "errors",
                .array(
                    problem.errors.map { fault in
                        .object([
                            ("pointer", .string(fault.pointer)), ("code", .string(fault.code)),
                            ("message", .string(ProblemText.message(fault, language))),
                        ])
                    })
            ))
    }
    if let state = problem.state { members.append(("state", .string(state))) }
    members += problem.facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    var headers: Headers = ["Content-Type": "application/problem+json", "Cache-Control": "no-store"]
    if problem.status == 401 { headers.set("WWW-Authenticate", "Bearer") }
    if problem.status == 503 || problem.status == 429 { headers.set("Retry-After", "1") }
    return Response(problem.status, headers: headers, body: .bytes(JSON.object(members).bytes))
}
