import Base
import Web

/// Finds the endpoint of a path: first by the number of segments, then segment by segment, fixed words first.
struct Router: Sendable {
    /// What a path leads to.
    enum Found: Sendable {
        case endpoint(Endpoint, Route)
        /// The path exists, with these methods only.
        case otherMethods([Method])
        case nothing
    }

    private struct Row: Sendable {
        let endpoint: Endpoint
        let segments: [Segment]
    }

    private enum Segment: Sendable {
        case word(String)
        case uuid(String)
        case int(String)
        case text(String)

        var isWord: Bool {
            if case .word = self { true } else { false }
        }
    }

    private let rowsByLength: [Int: [Row]]

    init(_ endpoints: [Endpoint]) {
        let rows = endpoints.map { Row(endpoint: $0, segments: $0.segments.map(Router.segment)) }
        rowsByLength = Dictionary(grouping: rows) { $0.segments.count }
            .mapValues { $0.sorted { Router.words($0) > Router.words($1) } }
    }

    func find(_ method: Method, _ path: [String]) -> Found {
        var methods: [Method] = []
        for row in rowsByLength[path.count] ?? [] {
            guard let values = Router.match(row.segments, path) else { continue }
            let serves = row.endpoint.method == method || (method == .head && row.endpoint.method == .get)
            if serves, let route = row.endpoint.route(values) { return .endpoint(row.endpoint, route) }
            if !serves { methods.append(row.endpoint.method) }
        }
        guard !methods.isEmpty else { return .nothing }
        return .otherMethods(methods.contains(.get) ? methods + [.head, .options] : methods + [.options])
    }

    private static func words(_ row: Row) -> Int { row.segments.count { $0.isWord } }

    private static func segment(_ text: Substring) -> Segment {
        guard text.hasPrefix("{"), text.hasSuffix("}") else { return .word(String(text)) }
        let parts = text.dropFirst().dropLast().split(separator: ":")
        switch parts.count > 1 ? parts[1] : "uuid" {
        case "int": return .int(String(parts[0]))
        case "text": return .text(String(parts[0]))
        default: return .uuid(String(parts[0]))
        }
    }

    private static func match(_ segments: [Segment], _ path: [String]) -> PathValues? {
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, path) {
            switch segment {
            case .word(let word):
                guard word == part else { return nil }
            case .uuid(let name):
                guard part.utf8.count == 36 else { return nil }
                values[name] = part
            case .int(let name):
                guard let number = Int64(part), number >= 0 else { return nil }
                values[name] = String(number)
            case .text(let name):
                guard !part.isEmpty, part.utf8.count <= 200 else { return nil }
                values[name] = part
            }
        }
        return PathValues(values)
    }
}
