import Dispatch
import Glibc

/// A TCP client that says exactly the bytes it is given; blocking, so to be used inside `blocking`.
final class RawClient: @unchecked Sendable {
    let descriptor: Int32
    private var unread: [UInt8] = []

    /// A client on a descriptor that leads to a server already.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    init(port: UInt16, timeoutSeconds: Int = 10) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var limit = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit {
        close(descriptor)
    }

    /// False when the other side doesn't take the bytes any more.
    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { room in
                unsafe send(
                    descriptor, room.baseAddress.map { unsafe $0 + sent }, room.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func say(_ text: String) -> Bool {
        say(Array(text.utf8))
    }

    func finishSaying() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next bytes; empty at the end, nil when nothing came in time.
    func hear() -> [UInt8]? {
        if !unread.isEmpty {
            defer { unread = [] }
            return unread
        }
        var room = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe recv(descriptor, &room, room.count, 0)
        if count < 0 { return errno == ECONNRESET ? [] : nil }
        return Array(room.prefix(count))
    }

    /// Exactly so many bytes, or nil at the end or when they don't come.
    func hear(_ count: Int) -> [UInt8]? {
        var heard: [UInt8] = []
        while heard.count < count {
            guard let more = hear(), !more.isEmpty else { return nil }
            heard += more
        }
        unread = Array(heard[count...]) + unread
        return Array(heard.prefix(count))
    }

    /// Everything until the server closes, as text; nil when it doesn't close in time.
    func hearToEnd() -> String? {
        var all: [UInt8] = []
        while let more = hear() {
            if more.isEmpty { return String(decoding: all, as: UTF8.self) }
            all += more
        }
        return nil
    }

    /// One answer with a Content-Length: its header and its body.
    func hearAnswer(isHead: Bool = false) -> Answer? {
        var bytes: [UInt8] = []
        while true {
            if let end = bytes.firstIndex(of: [0x0D, 0x0A, 0x0D, 0x0A]) {
                let head = String(decoding: bytes[..<end], as: UTF8.self)
                let answer = Answer(head)
                let length = isHead ? 0 : Int(answer.field("content-length") ?? "0") ?? 0
                unread = Array(bytes[(end + 4)...])
                guard length > 0 else { return answer }
                guard let body = hear(length) else { return nil }
                return Answer(head, body: body)
            }
            guard let more = hear(), !more.isEmpty else { return nil }
            bytes += more
        }
    }
}

struct Answer: Sendable {
    let status: Int
    let lines: [String]
    let body: String

    init(_ head: String, body: [UInt8] = []) {
        lines = head.split(separator: "\r\n").map(String.init)
        status = Int(lines.first?.split(separator: " ").dropFirst().first ?? "") ?? 0
        self.body = String(decoding: body, as: UTF8.self)
    }

    func field(_ name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }.map {
            String($0.dropFirst(name.count + 1).drop { $0 == " " })
        }
    }
}

extension [UInt8] {
    fileprivate func firstIndex(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return (0...count - pattern.count).first { self[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }
}

/// Runs code that blocks outside the pool that the server's tasks need.
func blocking<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { done in
        DispatchQueue(label: "blocking").async { done.resume(returning: body()) }
    }
}
