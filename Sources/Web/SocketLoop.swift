import Glibc
import Synchronization

/// An upgraded connection as libmicrohttpd hands it over.
///
/// Safe: moved once, from the server's thread to the loop's; only the loop uses it from then on.
struct UpgradedLine: @unchecked Sendable {
    let descriptor: Int32
    let handle: OpaquePointer
    /// Bytes that came right behind the handshake.
    let early: [UInt8]

    init(descriptor: Int32, handle: OpaquePointer, early: [UInt8]) {
        self.descriptor = descriptor
        unsafe self.handle = unsafe handle
        self.early = early
    }
}

/// One thread that reads and writes all WebSockets of a server.
final class SocketLoop: Sendable {
    private struct Shared {
        var arrivals: [(WebSocket, UpgradedLine)] = []
        var poked: [WebSocket] = []
        var closeCode: UInt16?
        var isStopped = false
        var thread: NativeThread?
    }

    /// Open sockets.
    let count = Atomic<Int>(0)
    private let limits: WebSocketLimits
    private let epoll = epoll_create1(Int32(EPOLL_CLOEXEC.rawValue))
    private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let shared = Mutex(Shared())

    init(limits: WebSocketLimits) {
        self.limits = limits
        var event = unsafe epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: 0))
        unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &event)
    }

    deinit {
        close(epoll)
        close(bell)
    }

    // MARK: From any thread

    /// Takes a socket over; the thread starts with the first one.
    func adopt(_ socket: WebSocket, _ line: UpgradedLine) {
        count.add(1, ordering: .relaxed)
        let isRefused = shared.withLock { shared in
            if shared.isStopped { return true }
            shared.arrivals.append((socket, line))
            if shared.thread == nil { shared.thread = NativeThread(name: "web-sockets") { self.run() } }
            return false
        }
        if isRefused { drop(socket, line) } else { ring() }
    }

    func poke(_ socket: WebSocket) {
        let isFirst = shared.withLock { shared in
            shared.poked.append(socket)
            return shared.poked.count == 1
        }
        if isFirst { ring() }
    }

    func closeAll(code: UInt16) {
        shared.withLock { $0.closeCode = code }
        ring()
    }

    /// Cuts what is still open and ends the thread.
    func stop() {
        let thread = shared.withLock { shared in
            shared.isStopped = true
            defer { shared.thread = nil }
            return shared.thread
        }
        ring()
        thread?.join()
    }

    private func ring() {
        _ = unsafe eventfd_write(bell, 1)
    }

    private func drop(_ socket: WebSocket, _ line: UpgradedLine) {
        unsafe closeLine(line.handle)
        count.subtract(1, ordering: .releasing)
        socket.ended(code: WebSocketCode.lost)
    }

    // MARK: On the loop's thread

    private func run() {
        var round = Round(epoll: epoll)
        while true {
            let ready = round.wait()
            if ready.contains(where: { $0.id == 0 }) {
                var rings: eventfd_t = 0
                _ = unsafe eventfd_read(bell, &rings)
            }
            let work = shared.withLock { shared in
                defer {
                    shared.arrivals = []
                    shared.poked = []
                }
                return shared
            }
            for (socket, line) in work.arrivals where !round.adopt(socket, line, limits) { drop(socket, line) }
            for event in ready where event.id != 0 { round.drivers[event.id]?.socketIsReady(event.flags) }
            for socket in work.poked { round.poke(socket) }
            if let code = work.closeCode { for driver in round.drivers.values { driver.socket.close(code: code) } }
            round.sweep()
            if work.isStopped { for driver in round.drivers.values { driver.cut() } }
            round.bury { count.subtract(1, ordering: .releasing) }
            if work.isStopped { return }
        }
    }
}

/// What the loop's thread alone knows.
private struct Round {
    struct Ready {
        let id: UInt64
        let flags: UInt32
    }

    let epoll: Int32
    var drivers: [UInt64: SocketDriver] = [:]
    private var ids: [ObjectIdentifier: UInt64] = [:]
    private var lastID: UInt64 = 0
    private var nextSweep = monotonicMilliseconds() + 1000
    private var events = unsafe [epoll_event](repeating: epoll_event(), count: 128)

    init(epoll: Int32) {
        self.epoll = epoll
    }

    mutating func wait() -> [Ready] {
        let timeout = drivers.isEmpty ? -1 : Int32(clamping: max(nextSweep - monotonicMilliseconds(), 0))
        let found = unsafe epoll_wait(epoll, &events, Int32(events.count), timeout)
        guard found > 0 else { return [] }
        return unsafe events.prefix(Int(found)).map { unsafe Ready(id: $0.data.u64, flags: $0.events) }
    }

    mutating func adopt(_ socket: WebSocket, _ line: UpgradedLine, _ limits: WebSocketLimits) -> Bool {
        lastID += 1
        guard let driver = SocketDriver(id: lastID, epoll: epoll, socket, line, limits) else { return false }
        drivers[lastID] = driver
        ids[ObjectIdentifier(socket)] = lastID
        driver.begin()
        return true
    }

    func poke(_ socket: WebSocket) {
        socket.noticed()
        if let id = ids[ObjectIdentifier(socket)] { drivers[id]?.pump() }
    }

    mutating func sweep() {
        let now = monotonicMilliseconds()
        guard now >= nextSweep else { return }
        nextSweep = now + 1000
        for driver in drivers.values { driver.tick(now) }
    }

    /// Closes what has ended.
    mutating func bury(_ each: () -> Void) {
        for (id, driver) in drivers where driver.isFinished {
            drivers[id] = nil
            ids[ObjectIdentifier(driver.socket)] = nil
            driver.close()
            each()
            driver.socket.ended(code: driver.endCode)
        }
    }
}
