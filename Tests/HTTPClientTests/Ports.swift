import Dispatch
import Glibc

struct NoPort: Error {}

/// A port on which nobody listens.
func deadPort() throws -> UInt16 {
    let (descriptor, port) = try listening(backlog: nil)
    close(descriptor)
    return port
}

/// A port whose server reads a request and hangs up without a word.
func mutePort() throws -> MutePort {
    try MutePort()
}

final class MutePort: Sendable {
    let number: UInt16
    private let descriptor: Int32

    init() throws {
        (descriptor, number) = try listening(backlog: 4)
        let listener = descriptor
        DispatchQueue(label: "mute").async {
            let client = accept(listener, nil, nil)
            var room = [UInt8](repeating: 0, count: 4096)
            _ = unsafe recv(client, &room, room.count, 0)
            close(client)
        }
    }

    deinit {
        close(descriptor)
    }
}

private func listening(backlog: Int32?) throws -> (Int32, UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
            let bound = unsafe bind(descriptor, generic, size)
            if let backlog { listen(descriptor, backlog) }
            return unsafe bound == 0 ? getsockname(descriptor, generic, &size) : bound
        }
    }
    guard result == 0 else { throw NoPort() }
    return (descriptor, UInt16(bigEndian: address.sin_port))
}
