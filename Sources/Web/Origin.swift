import Base

extension [AddressRange] {
    /// Whether one of the ranges holds an address in text form.
    func hold(_ text: String) -> Bool {
        guard !isEmpty, let address = IPAddress(text) else { return false }
        return contains { $0.contains(address) }
    }
}

/// Who a request comes from, given the peer and what trusted proxies say.
struct Origin: Sendable {
    let address: String
    let isSecure: Bool

    /// Walks X-Forwarded-For from the right over trusted proxies; the first other address is the client.
    init(peer: String, isTLS: Bool, headers: Headers, trusted: [AddressRange]) {
        guard trusted.hold(peer) else {
            address = peer
            isSecure = isTLS
            return
        }
        var client = peer
        for hop in headers.list("X-Forwarded-For").reversed() {
            guard IPAddress(hop) != nil else { break }
            client = hop
            guard trusted.hold(hop) else { break }
        }
        address = client
        isSecure = isTLS || headers.list("X-Forwarded-Proto").last == "https"
    }
}
