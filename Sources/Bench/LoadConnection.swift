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
            while let place = place(of: mark, in: body, from: index) {
                let digits = body[(place + mark.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
                found = Int64(String(decoding: digits, as: UTF8.self)) ?? found
                index = place + mark.count
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
        var head: Int?
        while head == nil {
            try more()
            head = place(of: LoadConnection.end, in: bytes[...], from: 0)
        }
        guard let head, let status = Int(String(decoding: bytes[9..<12], as: UTF8.self)) else {
            throw BenchFault.unexpected("no answer")
        }
        let start = head + LoadConnection.end.count
        let length = contentLength(bytes[..<head])
        while bytes.count < start + length { try more() }
        return Answer(status: status, body: bytes[start..<(start + length)])
    }

    private static let end = Array("\r\n\r\n".utf8)
    private static let lengthName = Array("\r\ncontent-length:".utf8)

    /// What the head says of the body's length; 0 when it says nothing.
    private func contentLength(_ head: ArraySlice<UInt8>) -> Int {
        let lowered = head.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
        guard let place = place(of: LoadConnection.lengthName, in: lowered[...], from: 0) else { return 0 }
        let digits = lowered[(place + LoadConnection.lengthName.count)...].drop { $0 == 0x20 }
            .prefix { $0 >= 0x30 && $0 <= 0x39 }
        return Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    private func more() throws {
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw BenchFault.unexpected("the connection was cut while receiving") }
        bytes.append(contentsOf: chunk[..<count])
    }
}

/// Where `mark` begins in `bytes`, byte by byte: a till must cost little beside the server.
private func place(of mark: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    var index = start
    let last = bytes.endIndex - mark.count
    search: while index <= last {
        var offset = 0
        while offset < mark.count {
            guard bytes[index + offset] == mark[offset] else {
                index += 1
                continue search
            }
            offset += 1
        }
        return index
    }
    return nil
}
