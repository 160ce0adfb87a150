/// An IP address of version 4 or 6.
public struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes in network order.
    public let bytes: [UInt8]

    /// Reads `10.0.0.1`, `2001:db8::1` or `::ffff:10.0.0.1` (which is the former kind); nil for anything
    /// else.
    public init?(_ text: String) {
        guard let bytes = text.contains(":") ? IPAddress.six(text) : IPAddress.four(text) else { return nil }
        let mapped =
            bytes.count == 16 && bytes[0..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        self.bytes = mapped ? Array(bytes[12...]) : bytes
    }

    /// Whether it is the machine itself.
    public var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    private static func four(_ text: String) -> [UInt8]? {
        let fields = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = fields.compactMap { field in
            field.allSatisfy { $0.isASCII && $0.isNumber } && field.count <= 3 ? UInt8(field) : nil
        }
        return fields.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: String) -> [UInt8]? {
        let halves = halves(text)
        guard halves.count <= 2 else { return nil }
        var sides: [[UInt8]] = []
        for half in halves {
            guard let bytes = groups(half) else { return nil }
            sides.append(bytes)
        }
        if sides.count == 1 { return sides[0].count == 16 ? sides[0] : nil }
        let missing = 16 - sides[0].count - sides[1].count
        return missing >= 2 ? sides[0] + [UInt8](repeating: 0, count: missing) + sides[1] : nil
    }

    /// The text before and after `::`.
    private static func halves(_ text: String) -> [Substring] {
        let bytes = Array(text)
        for index in bytes.indices.dropLast() where bytes[index] == ":" && bytes[index + 1] == ":" {
            let before = text.prefix(index)
            let after = text.dropFirst(index + 2)
            return after.contains("::") ? [before, after, after] : [before, after]
        }
        return [text[...]]
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index == fields.count - 1, field.contains(".") {
                guard let last = four(String(field)) else { return nil }
                bytes += last
            } else {
                guard (1...4).contains(field.count), field.allSatisfy(\.isHexDigit),
                    let group = UInt16(field, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }
}

/// A range of addresses such as `10.0.0.0/8`; an address alone is a range of one.
public struct AddressRange: Hashable, Sendable {
    /// The range as it was written.
    public let text: String
    private let base: IPAddress
    private let prefix: Int

    /// Reads CIDR notation (RFC 4632); nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let base = IPAddress(String(parts[0])) else { return nil }
        guard let prefix = parts.count == 2 ? Int(parts[1]) : base.bytes.count * 8,
            (0...base.bytes.count * 8).contains(prefix)
        else { return nil }
        self.text = text
        self.base = base
        self.prefix = prefix
    }

    /// Whether the address lies in the range.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        for index in base.bytes.indices {
            let bits = min(8, max(0, prefix - index * 8))
            let mask: UInt8 = bits == 0 ? 0 : 0xff << (8 - UInt8(bits))
            if address.bytes[index] & mask != base.bytes[index] & mask { return false }
        }
        return true
    }
}
