import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// Raw bytes to a network printer over TCP, on a thread of their own: nothing else waits for a slow printer.
enum PrinterLine {
    /// How a job went.
    enum Outcome: Sendable, Equatable {
        /// The printer took every byte.
        case printed
        /// It could not be reached: not one byte went out.
        case unreachable
        /// Bytes went out, and nobody knows whether they are on paper.
        case uncertain
    }

    private static let connectMilliseconds: Int32 = 1500
    /// How long a printer may take no byte at all: cover open, paper out.
    private static let silentMilliseconds: Int32 = 10_000
    private static let sliceMilliseconds: Int32 = 500

    /// A connection, ready for the first byte; nil when nobody answers there.
    static func open(_ host: String, _ port: UInt16) async -> Int32? {
        await withCheckedContinuation { waiting in
            DispatchQueue.global().async { waiting.resume(returning: connected(host, port)) }
        }
    }

    /// Sends everything and closes; when the server stops, a printer that takes nothing is not waited for.
    static func send(
        _ bytes: [UInt8], over descriptor: Int32, unless isStopping: @escaping @Sendable () -> Bool
    ) async -> Outcome {
        await withCheckedContinuation { waiting in
            DispatchQueue.global().async {
                let isTaken =
                    write(bytes, to: descriptor, unless: isStopping)
                    && isEmptied(descriptor, unless: isStopping)
                close(descriptor)
                waiting.resume(returning: isTaken ? .printed : .uncertain)
            }
        }
    }

    /// Closes a connection that was not used.
    static func giveUp(_ descriptor: Int32) { close(descriptor) }

    private static func connected(_ host: String, _ port: UInt16) -> Int32? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0, let first = unsafe found else {
            return nil
        }
        defer { unsafe freeaddrinfo(first) }
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let line = unsafe socket(first.pointee.ai_family, kind | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard line >= 0 else { return nil }
        let begun = unsafe connect(line, first.pointee.ai_addr, first.pointee.ai_addrlen)
        guard begun == 0 || (errno == EINPROGRESS && isReady(line, POLLOUT, connectMilliseconds)),
            fault(of: line) == 0
        else {
            close(line)
            return nil
        }
        return line
    }

    private static func write(
        _ bytes: [UInt8], to line: Int32, unless isStopping: () -> Bool
    ) -> Bool {
        var silent: Int32 = 0
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { room in
                unsafe Glibc.send(
                    line, room.baseAddress.map { unsafe $0 + sent }, room.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
                silent = 0
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                return false
            } else if !isReady(line, POLLOUT, sliceMilliseconds) {
                silent += sliceMilliseconds
                if silent >= silentMilliseconds || isStopping() { return false }
            }
        }
        return shutdown(line, Int32(SHUT_WR)) == 0
    }

    /// Waits until the printer has acknowledged every byte; false when it broke off or fell silent before.
    private static func isEmptied(_ line: Int32, unless isStopping: () -> Bool) -> Bool {
        var left = Int32(0)
        for round in 0..<(silentMilliseconds / 10) {
            // Half a second is enough for every printer that reads.
            if round > 50, isStopping() { return false }
            guard unsafe ioctl(line, UInt(TIOCOUTQ), &left) == 0 else { return false }
            let broken = fault(of: line)
            if broken != 0 { return false }
            if left == 0 { return true }
            usleep(10_000)
        }
        return false
    }

    private static func isReady(_ line: Int32, _ events: Int32, _ milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: line, events: Int16(events), revents: 0)
        return unsafe poll(&waiting, 1, milliseconds) == 1
    }

    private static func fault(of line: Int32) -> Int32 {
        var fault = Int32(0)
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(line, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 else { return errno }
        return fault
    }
}
