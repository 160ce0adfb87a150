import Base
import struct FoundationEssentials.UUID

/// The values that stand for the `{names}` of a template in a called path.
struct PathValues: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    /// The typed id under this name.
    func id<Subject>(_ name: String, _ subject: Subject.Type = Subject.self) -> ID<Subject>? {
        values[name].flatMap { ID($0) }
    }

    /// The UUID under this name, where it stands for one of several things.
    func uuid(_ name: String) -> UUID? { values[name].flatMap { UUID(uuidString: $0) } }

    /// The number under this name.
    func number(_ name: String) -> Int64? { values[name].flatMap { Int64($0) } }

    /// The text under this name.
    func text(_ name: String) -> String? { values[name] }
}
