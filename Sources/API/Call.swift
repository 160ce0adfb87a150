import Base
import Crypto
import Organizations
import Store
import Web

/// One call under way: the request, who makes it, and with which key.
struct Call: Sendable {
    let request: Request
    let endpoint: Endpoint
    let route: Route
    /// Who calls; nil only where the endpoint is open to anyone.
    let caller: Actor?
    let language: ProblemText.Language
    /// The key of a write that needs one, read before everything else.
    var given: IdempotencyKey?

    /// Who calls.
    func actor() throws(Problem) -> Actor {
        guard let caller else { throw Problem(401, "unauthenticated", "This needs a token.") }
        return caller
    }

    /// The body by its shape; every fault is named.
    func body<Body>(_ shape: Shape<Body>) throws(Problem) -> Body {
        guard isJSON(request.headers["Content-Type"] ?? "") else {
            throw Problem(415, "unsupported_media_type", "Send application/json.")
        }
        let json: JSON
        do { json = request.body.isEmpty ? .object([]) : try JSON(parsing: request.body) } catch {
            throw Problem(
                400, "malformed_json", "\(error.message) at line \(error.line), column \(error.column).")
        }
        return try shape.read(json)
    }

    private func isJSON(_ type: String) -> Bool {
        if type == Endpoint.jsonType { return true }
        let bare = type.split(separator: ";").first.map { $0.lowercased() } ?? ""
        return bare == Endpoint.jsonType || (bare.isEmpty && request.body.isEmpty)
    }

    /// A parameter of the query string by its shape; numbers are written as digits.
    func query<Value>(_ name: String, _ shape: Shape<Value>) throws(Problem) -> Value? {
        guard let found = request.query?.last(where: { $0.name == name })?.value else { return nil }
        var faults: [FieldFault] = []
        if let value = shape.decode(.string(found), "#/query/\(name)", &faults) { return value }
        if let number = Int64(found) {
            var numberFaults: [FieldFault] = []
            if let value = shape.decode(.integer(number), "#/query/\(name)", &numberFaults) { return value }
            faults = numberFaults
        }
        throw Problem(422, "validation_failed", "A query parameter is wrong.", errors: faults)
    }

    /// The page that is asked for.
    func page() throws(Problem) -> (limit: Int, after: String?) {
        (try query("limit", .int(1...200)) ?? 50, try query("after", .text(1...200)))
    }

    /// The key of a write, with what it stands for.
    func key() throws(Problem) -> IdempotencyKey {
        if let given { return given }
        guard let text = request.headers["Idempotency-Key"] else {
            throw Problem(400, "idempotency_key_required", "Send a fresh UUID in Idempotency-Key.")
        }
        let allowed = text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
        guard (1...255).contains(text.utf8.count), allowed else {
            throw Problem(400, "idempotency_key_invalid", "1 to 255 visible ASCII characters are expected.")
        }
        return IdempotencyKey(
            text: text, method: request.method.rawValue, path: request.path,
            bodyHash: Bytes(Digest.sha256(request.body)))
    }

    /// The bearer token, when there is one.
    static func bearer(_ headers: Headers) -> String? {
        guard let header = headers["Authorization"], header.utf8.count > 7 else { return nil }
        let token = header.utf8.index(header.startIndex, offsetBy: 7)
        guard header[..<token].lowercased() == "bearer " else { return nil }
        return String(header[token...])
    }
}
