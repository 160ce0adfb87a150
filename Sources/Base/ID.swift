public import struct FoundationEssentials.UUID

/// The identity of one `Subject`: a check, a table, a person. Two kinds of id never compare or swap.
public struct ID<Subject>: Hashable, Sendable {
    /// The UUID behind it (version 7 when made by Hesap; clients may bring any).
    public let raw: UUID

    /// The id with this UUID.
    @inlinable public init(_ raw: UUID) { self.raw = raw }

    /// The id in its text form, or nil when the text is not a UUID.
    @inlinable public init?(_ text: String) {
        guard let raw = UUID(text: text) else { return nil }
        self.raw = raw
    }
}

extension ID: CustomStringConvertible {
    /// Lower-case UUID text, as it stands in URLs and JSON.
    @inlinable public var description: String { raw.text }
}

extension UUID {
    /// Lower-case text: PostgreSQL's and our API's form.
    public var text: String {
        let raw = self.uuid
        let bytes = [
            raw.0, raw.1, raw.2, raw.3, raw.4, raw.5, raw.6, raw.7, raw.8, raw.9, raw.10, raw.11, raw.12,
            raw.13, raw.14, raw.15,
        ]
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads the text form, in either case; nil for anything else.
    public init?(text: String) {
        let text = Array(text.utf8)
        guard text.count == 36 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var index = 0
        while index < 36 {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard text[index] == UInt8(ascii: "-") else { return nil }
                index += 1
            }
            guard let high = value(text[index]), let low = value(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        self.init(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8],
                bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}

private func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

private func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    case 0x41...0x46: digit - 0x37
    default: nil
    }
}
