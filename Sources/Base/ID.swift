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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(UUID.textCount)
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes the text form behind what is there.
    public func append(to bytes: inout [UInt8]) {
        let raw = uuid
        let parts: InlineArray<16, UInt8> = [
            raw.0, raw.1, raw.2, raw.3, raw.4, raw.5, raw.6, raw.7, raw.8, raw.9, raw.10, raw.11, raw.12,
            raw.13, raw.14, raw.15,
        ]
        for place in 0..<16 {
            if UUID.isGroup(place) { bytes.append(UInt8(ascii: "-")) }
            bytes.append(digit(parts[place] >> 4))
            bytes.append(digit(parts[place] & 15))
        }
    }

    /// Reads the text form, in either case; nil for anything else.
    public init?(text: String) { self.init(utf8: Array(text.utf8)[...]) }

    /// The same from the text's bytes.
    public init?(utf8 text: ArraySlice<UInt8>) {
        guard text.count == UUID.textCount else { return nil }
        var raw = InlineArray<16, UInt8>(repeating: 0)
        var index = text.startIndex
        for place in 0..<16 {
            if UUID.isGroup(place) {
                guard text[index] == UInt8(ascii: "-") else { return nil }
                index += 1
            }
            guard let high = value(text[index]), let low = value(text[index + 1]) else { return nil }
            raw[place] = high << 4 | low
            index += 2
        }
        self.init(
            uuid: (
                raw[0], raw[1], raw[2], raw[3], raw[4], raw[5], raw[6], raw[7], raw[8], raw[9], raw[10],
                raw[11], raw[12], raw[13], raw[14], raw[15]
            ))
    }

    private static let textCount = 36

    /// Whether a dash stands before this byte.
    private static func isGroup(_ place: Int) -> Bool {
        place == 4 || place == 6 || place == 8 || place == 10
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
