import Glibc

/// One keep-alive connection of a load generator to a server on this machine. Blocks; used by one thread.
///
/// Safe: the descriptor is opened and closed here, and every buffer outlives the call that uses it.
@safe final class LoadConnection {
    /// What came back: the status and where the body stands in `bytes`.
    struct Answer {
        let status: Int
        let body: ArraySlice<UInt8>

        /// The integer behind the last `"name":` in the body; nil when there is none.
        func integer(_ name: String) -> Int64? {
            let mark = Array("\"\(name)\":".utf8)
            var found: Int64?
            var index = body.startIndex
            while let place = body[index...].firstRange(of: mark) {
                let digits = body[place.upperBound...].prefix { $0 >= 0x30 && $0 <= 0x39 }
                found = Int64(String(decoding: digits, as: UTF8.self)) ?? found
                index = place.upperBound
            }
            return found
        }
    }

    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 65_536)

    /// Connects; nil when nobody listens there.
    init?(port: Int) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var one: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Sends one request and waits for its answer.
    func call(
        _ method: String, _ path: String, headers: String = "", body: String = ""
    ) throws -> Answer {
        let length = body.utf8.count
        let kind = length > 0 ? "Content-Type: application/json\r\nContent-Length: \(length)\r\n" : ""
        try send("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers)\(kind)\r\n\(body)")
        return try receive()
    }

    private func send(_ text: String) throws {
        var rest = ArraySlice(Array(text.utf8))
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw BenchFault.unexpected("the connection was cut while sending") }
            rest = rest.dropFirst(sent)
        }
    }

    private func receive() throws -> Answer {
        bytes.removeAll(keepingCapacity: true)
        let end = Array("\r\n\r\n".utf8)
        var head: Range<Int>?
        while head == nil {
            try more()
            head = bytes.firstRange(of: end)
        }
        guard let head else { throw BenchFault.unexpected("no answer") }
        let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self).lowercased()
            .split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let length =
            lines.first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        while bytes.count < head.upperBound + length { try more() }
        return Answer(status: status, body: bytes[head.upperBound..<(head.upperBound + length)])
    }

    private func more() throws {
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw BenchFault.unexpected("the connection was cut while receiving") }
        bytes += chunk[..<count]
    }
}
