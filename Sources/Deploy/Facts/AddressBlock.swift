/// A range of IPv4 addresses in CIDR notation.
struct AddressBlock: Sendable, Equatable {
    /// The first address.
    let first: UInt32
    /// How many bits are fixed.
    let bits: Int

    /// Reads `10.0.0.0/16`; nil for anything else, also for an address inside a range.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bits = Int(parts[1]), (0...32).contains(bits), parts[1].count <= 2 else {
            return nil
        }
        let fields = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let bytes = fields.compactMap { $0.count <= 3 && $0.allSatisfy(\.isASCII) ? UInt8($0) : nil }
        guard fields.count == 4, bytes.count == 4 else { return nil }
        let first = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard first & ~Self.mask(bits) == 0 else { return nil }
        self.first = first
        self.bits = bits
    }

    private static func mask(_ bits: Int) -> UInt32 { bits == 0 ? 0 : ~UInt32(0) << (32 - bits) }

    /// Whether two ranges share an address.
    func overlaps(_ other: AddressBlock) -> Bool {
        let mask = Self.mask(min(bits, other.bits))
        return first & mask == other.first & mask
    }

    /// Whether it lies in the ranges for private use (RFC 1918, RFC 6598).
    var isPrivate: Bool {
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].contains { text in
            AddressBlock(text).map { $0.bits <= bits && $0.overlaps(self) } ?? false
        }
    }

    /// CIDR notation.
    var text: String {
        let bytes = [24, 16, 8, 0].map { "\(first >> UInt32($0) & 255)" }
        return bytes.joined(separator: ".") + "/\(bits)"
    }
}
