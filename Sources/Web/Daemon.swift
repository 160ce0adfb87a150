import CMicrohttpd
import CShims
import Glibc
import Synchronization

/// A running libmicrohttpd daemon with its watch over deadlines.
///
/// Safe: the pointer is used by `drain` and `stop` only, which the server calls once and one after the other.
@safe final class Daemon: @unchecked Sendable {
    private let raw: OpaquePointer
    private let listener: Int32
    private let core: ServerCore
    private let watch: Watch
    /// Lives as long as the daemon, which asks it at each handshake.
    private let certificate: CertificateFiles?

    private init(
        _ raw: OpaquePointer, _ listener: Int32, _ core: ServerCore, _ certificate: CertificateFiles?
    ) {
        unsafe self.raw = unsafe raw
        self.certificate = certificate
        self.listener = listener
        self.core = core
        watch = Watch { core.enforceDeadlines() }
    }

    static func start(_ core: ServerCore) throws(WebServerFault) -> (Daemon, UInt16) {
        let configuration = core.configuration
        let certificate = try configuration.certificate.map { files throws(WebServerFault) in
            try CertificateFiles(files)
        }
        _ = signal(SIGPIPE, SIG_IGN)
        var port: UInt16 = 0
        let listener = unsafe hesap_listen(configuration.host, configuration.port, 1024, &port)
        guard listener >= 0 else {
            throw .cannotListen(host: configuration.host, port: configuration.port, errno: errno)
        }
        guard let raw = unsafe startDaemon(core, listener, certificate?.place) else {
            close(listener)
            throw .refused
        }
        return (unsafe Daemon(raw, listener, core, certificate), port)
    }

    /// How long a socket may take to answer the farewell. A client that is gone or asleep never does, and it
    /// loses nothing: it comes back with the number of the last frame it saw.
    private static let farewellMilliseconds: Int64 = 500

    /// Stops in the right order: no new connections, sockets told to go, exchanges finished, then the rest
    /// broken off. Exchanges have all of `seconds`, sockets only their farewell.
    func drain(withinSeconds seconds: Int) {
        core.isDraining.store(true, ordering: .sequentiallyConsistent)
        hesap_stop_listening(listener)
        core.sockets.closeAll(code: WebSocketCode.goingAway)
        let began = monotonicMilliseconds()
        let deadline = began + Int64(seconds) * 1000
        let farewell = min(deadline, began + Self.farewellMilliseconds)
        while !core.isQuiet && monotonicMilliseconds() < farewell { usleep(5000) }
        core.sockets.stop()
        while core.isAnswering && monotonicMilliseconds() < deadline { usleep(5000) }
        stop()
    }

    /// Looks at the certificate's files again.
    func reloadCertificate() -> CertificateReload { certificate?.reload() ?? .unchanged }

    /// Breaks everything off.
    func stop() {
        core.isDraining.store(true, ordering: .sequentiallyConsistent)
        core.endExchanges()
        core.sockets.stop()
        unsafe MHD_stop_daemon(raw)
        watch.stop()
    }
}

private func startDaemon(
    _ core: ServerCore, _ listener: Int32, _ certificatePlace: Int32?
) -> OpaquePointer? {
    let configuration = core.configuration
    var options = unsafe hesap_daemon_options()
    // The core outlives the daemon: `Daemon` holds it and stops the daemon before it goes.
    unsafe options.owner = Unmanaged.passUnretained(core).toOpaque()
    unsafe options.listener = listener
    unsafe options.threads = UInt32(clamping: max(configuration.threads, 1))
    // Above our own limit there is room for connections that are told so.
    unsafe options.connection_limit = UInt32(clamping: configuration.connectionLimit + 256)
    unsafe options.idle_seconds = UInt32(clamping: configuration.idleSeconds)
    unsafe options.connection_memory = configuration.connectionBytes
    unsafe options.on_access = onAccess
    unsafe options.on_completed = onCompleted
    unsafe options.on_connection = onConnection
    unsafe options.on_target = onTarget
    unsafe options.certificate_place = certificatePlace ?? -1
    return unsafe hesap_daemon_start(&options)
}

/// A thread that looks at the deadlines four times a second.
private final class Watch: Sendable {
    private let bell: Int32
    private let thread: Mutex<NativeThread?>

    init(_ look: @escaping @Sendable () -> Void) {
        let bell = hesap_bell_open()
        self.bell = bell
        thread = Mutex(
            NativeThread(name: "web-watch") {
                var waiting = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
                while unsafe poll(&waiting, 1, 250) <= 0 { look() }
            })
    }

    func stop() {
        hesap_bell_ring(bell)
        let ended = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        ended?.join()
        close(bell)
    }
}
