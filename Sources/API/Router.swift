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

        /// The name of the value that stands here; nil for a fixed word.
        var name: String? {
            switch self {
            case .word: nil
            case .uuid(let name), .int(let name), .text(let name): name
            }
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
        guard let rows = rowsByLength[path.count] else { return .nothing }
        for index in rows.indices {
            let row = rows[index]
            guard let values = Router.match(row.segments, path) else { continue }
            let serves = row.endpoint.method == method || (method == .head && row.endpoint.method == .get)
            if serves, let route = row.endpoint.route(values) { return .endpoint(row.endpoint, route) }
            if !serves { methods.append(row.endpoint.method) }
        }
        guard !methods.isEmpty else { return .nothing }
        return .otherMethods(methods.contains(.get) ? methods + [.head, .options] : methods + [.options])
    }

    private static func words(_ row: Row) -> Int { row.segments.count { $0.name == nil } }

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
        // Most rows differ in a word: nothing is made for those.
        for index in segments.indices {
            guard fits(segments[index], path[index]) else { return nil }
        }
        var values: [(String, String)] = []
        for index in segments.indices {
            if let name = segments[index].name { values.append((name, path[index])) }
        }
        return PathValues(values)
    }

    private static func fits(_ segment: Segment, _ part: String) -> Bool {
        switch segment {
        case .word(let word): word == part
        case .uuid: part.utf8.count == 36
        case .int: (Int64(part) ?? -1) >= 0
        case .text: !part.isEmpty && part.utf8.count <= 200
        }
    }
}
