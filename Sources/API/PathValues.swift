import Base
import struct FoundationEssentials.UUID

/// The values that stand for the `{names}` of a template in a called path.
struct PathValues: Sendable {
    private let values: [(name: String, value: String)]

    init(_ values: [(String, String)]) { self.values = values.map { (name: $0.0, value: $0.1) } }

    private func value(_ name: String) -> String? { values.first { $0.name == name }?.value }

    /// The typed id under this name.
    func id<Subject>(_ name: String, _ subject: Subject.Type = Subject.self) -> ID<Subject>? {
        value(name).flatMap { ID($0) }
    }

    /// The UUID under this name, where it stands for one of several things.
    func uuid(_ name: String) -> UUID? { value(name).flatMap { UUID(text: $0) } }

    /// The number under this name.
    func number(_ name: String) -> Int64? { value(name).flatMap { Int64($0) } }

    /// The text under this name.
    func text(_ name: String) -> String? { value(name) }
}
