public import struct FoundationEssentials.UUID

/// The identity of one `Subject`: a check, a table, a person. Two kinds of id never compare or swap.
public struct ID<Subject>: Hashable, Sendable {
    /// The UUID behind it (version 7 when made by Hesap; clients may bring any).
    public let raw: UUID

    /// The id with this UUID.
    public init(_ raw: UUID) { self.raw = raw }

    /// The id in its text form, or nil when the text is not a UUID.
    public init?(_ text: String) {
        guard let raw = UUID(uuidString: text) else { return nil }
        self.raw = raw
    }
}

extension ID: CustomStringConvertible {
    /// Lower-case UUID text, as it stands in URLs and JSON.
    public var description: String { raw.text }
}

extension UUID {
    /// Lower-case text: PostgreSQL's and our API's form.
    public var text: String { uuidString.lowercased() }
}
