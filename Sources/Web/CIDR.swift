import Glibc

/// A range of IPv4 or IPv6 addresses, such as `10.0.0.0/8` or a single address.
public struct CIDR: Sendable, Equatable {
    private let network: [UInt8]
    private let prefix: Int

    /// Nil when the text is no address, or its prefix length doesn't fit.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = addressBytes(String(parts[0])) else { return nil }
        network = address
        guard parts.count == 2 else {
            prefix = address.count * 8
            return
        }
        guard let length = Int(parts[1]), (0...address.count * 8).contains(length) else { return nil }
        prefix = length
    }

    /// Whether the address lies in the range.
    public func contains(_ address: String) -> Bool {
        guard let bytes = addressBytes(address), bytes.count == network.count else { return false }
        for index in network.indices {
            let bits = min(max(prefix - index * 8, 0), 8)
            let mask = bits == 0 ? 0 : UInt8.max << (8 - bits)
            if bytes[index] & mask != network[index] & mask { return false }
        }
        return true
    }
}

/// The 4 or 16 bytes of an address in text form; an IPv4-mapped IPv6 address gives the IPv4 one.
func addressBytes(_ text: String) -> [UInt8]? {
    var four = in_addr()
    if unsafe inet_pton(AF_INET, text, &four) == 1 {
        return unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    return Array(bytes.prefix(12)) == mapped ? Array(bytes.suffix(4)) : bytes
}

/// Who a request comes from, given the peer and what trusted proxies say.
struct Origin: Sendable {
    let address: String
    let isSecure: Bool

    /// Walks X-Forwarded-For from the right over trusted proxies; the first other address is the client.
    init(peer: String, isTLS: Bool, headers: Headers, trusted: [CIDR]) {
        guard trusted.contains(where: { $0.contains(peer) }) else {
            address = peer
            isSecure = isTLS
            return
        }
        var client = peer
        for hop in headers.list("X-Forwarded-For").reversed() {
            guard addressBytes(hop) != nil else { break }
            client = hop
            guard trusted.contains(where: { $0.contains(hop) }) else { break }
        }
        address = client
        isSecure = isTLS || headers.list("X-Forwarded-Proto").last == "https"
    }
}
