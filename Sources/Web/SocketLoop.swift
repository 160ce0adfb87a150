import CShims
import Glibc
import Synchronization

/// An upgraded connection as libmicrohttpd hands it over.
///
/// Safe: moved once, from the server's thread to the loop's; only the loop uses it from then on.
@safe struct UpgradedLine: @unchecked Sendable {
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
    private let poller = hesap_poller_open()
    private let bell = hesap_bell_open()
    private let shared = Mutex(Shared())

    init(limits: WebSocketLimits) {
        self.limits = limits
        hesap_poller_watch(poller, bell, 0, readable, 0)
    }

    deinit {
        close(poller)
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
            // Kept after the end, the socket and the loop would keep each other alive.
            guard !shared.isStopped else { return false }
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
        hesap_bell_ring(bell)
    }

    private func drop(_ socket: WebSocket, _ line: UpgradedLine) {
        unsafe closeLine(line.handle)
        socket.ended(code: WebSocketCode.lost)
        count.subtract(1, ordering: .releasing)
    }

    // MARK: On the loop's thread

    private func run() {
        var round = Round(poller: poller)
        while true {
            let ready = round.wait()
            if ready.contains(where: { $0.id == 0 }) { hesap_bell_hush(bell) }
            let work = shared.withLock { shared in
                defer {
                    shared.arrivals = []
                    shared.poked = []
                }
                return shared
            }
            for (socket, line) in work.arrivals where !round.adopt(socket, line, limits) {
                drop(socket, line)
            }
            for event in ready where event.id != 0 { round.drivers[event.id]?.socketIsReady(event.flags) }
            for socket in work.poked { round.poke(socket) }
            if let code = work.closeCode {
                for driver in round.drivers.values { driver.socket.close(code: code) }
            }
            round.sweep()
            if work.isStopped { for driver in round.drivers.values { driver.cut() } }
            round.bury { count.subtract(1, ordering: .releasing) }
            if work.isStopped { return }
        }
    }
}

let readable = Int32(HESAP_READABLE)
let writable = Int32(HESAP_WRITABLE)
let hungUp = Int32(HESAP_HUNG_UP)

/// What the loop's thread alone knows.
private struct Round {
    let poller: Int32
    var drivers: [UInt64: SocketDriver] = [:]
    private var ids: [ObjectIdentifier: UInt64] = [:]
    private var lastID: UInt64 = 0
    private var nextSweep = monotonicMilliseconds() + 1000
    private var events = [hesap_ready](repeating: hesap_ready(), count: 128)

    init(poller: Int32) {
        self.poller = poller
    }

    mutating func wait() -> ArraySlice<hesap_ready> {
        let timeout = drivers.isEmpty ? -1 : Int32(clamping: max(nextSweep - monotonicMilliseconds(), 0))
        let found = unsafe hesap_poller_wait(poller, &events, Int32(events.count), timeout)
        return events.prefix(max(Int(found), 0))
    }

    mutating func adopt(_ socket: WebSocket, _ line: UpgradedLine, _ limits: WebSocketLimits) -> Bool {
        lastID += 1
        guard let driver = SocketDriver(id: lastID, poller: poller, socket, line, limits) else {
            return false
        }
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
            driver.socket.ended(code: driver.endCode)
            each()
        }
    }
}
