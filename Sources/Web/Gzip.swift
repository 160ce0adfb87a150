import CShims

/// The bytes in gzip's form (RFC 1952), as small as it makes them; nil when that is no smaller.
///
/// For pages that are packed once and sent often; at 30 KB it takes a millisecond.
public func gzipped(_ bytes: [UInt8]) -> [UInt8]? {
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { room, count in
        count = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe hesap_gzip(source.baseAddress, source.count, room.baseAddress, room.count)
        }
    }
    return packed.isEmpty ? nil : packed
}

extension Headers {
    /// Whether the client takes a content coding: Accept-Encoding names it, or `*`, without `q=0`.
    public func accepts(coding: String) -> Bool {
        self["Accept-Encoding"] != nil && list("Accept-Encoding").contains { member($0, accepts: coding) }
    }
}

/// Whether a member of Accept-Encoding names the coding without `q=0`.
func member(_ member: String, accepts coding: String) -> Bool {
    let parts = member.split(separator: ";").map { trimmed($0).lowercased() }
    guard parts.first == coding || parts.first == "*" else { return false }
    return !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { ("1"..."9").contains($0) } }
}
