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
    public var text: String {
        let b = uuid
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in [
            b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15,
        ].enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(hexadecimalDigit(byte >> 4))
            text.append(hexadecimalDigit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
