import Base

/// JSON for people: two spaces a level, short lists and objects on one line.
enum PrettyJSON {
    /// The text of a value, ending with a line end.
    static func text(_ value: JSON) -> String { write(value, indent: 0) + "\n" }

    private static func write(_ value: JSON, indent: Int) -> String {
        let flat = plain(value)
        if let flat, flat.utf8.count + indent <= 96 { return flat }
        let inside = String(repeating: " ", count: indent + 2)
        let outside = String(repeating: " ", count: indent)
        switch value {
        case .array(let values):
            let lines = values.map { inside + write($0, indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outside)]"
        case .object(let members):
            let lines = members.map { name, member in
                inside + JSON.string(name).written + ": " + write(member, indent: indent + 2)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outside)}"
        default: return value.written
        }
    }

    /// On one line, when nothing deep is inside.
    private static func plain(_ value: JSON) -> String? {
        switch value {
        case .array(let values):
            guard values.count <= 8, values.allSatisfy({ depth($0) < 2 }) else { return nil }
            return "[" + values.map(\.written).joined(separator: ", ") + "]"
        case .object(let members):
            guard members.count <= 4, members.allSatisfy({ depth($0.1) < 1 }) else { return nil }
            return "{"
                + members.map { JSON.string($0.0).written + ": " + $0.1.written }.joined(separator: ", ")
                + "}"
        default: return value.written
        }
    }

    private static func depth(_ value: JSON) -> Int {
        switch value {
        case .array(let values): 1 + (values.map(depth).max() ?? 0)
        case .object(let members): 1 + (members.map { depth($0.1) }.max() ?? 0)
        default: 0
        }
    }
}
