import CMicrohttpd
import CShims
import Glibc
import Synchronization

/// Why a server could not start.
public enum WebServerFault: Error, Equatable, CustomStringConvertible {
    /// The address can't be listened on: the system's error number and its sentence.
    case cannotListen(host: String, port: UInt16, errno: Int32)
    /// A certificate or key file can't be read.
    case unreadable(path: String)
    /// libmicrohttpd refused the configuration, most often the certificate and key.
    case refused
    /// It has been started before.
    case startedBefore

    /// A sentence for the log.
    public var description: String {
        switch self {
        case .cannotListen(let host, let port, let number):
            "cannot listen on \(host):\(port): \(unsafe String(cString: strerror(number)))"
        case .unreadable(let path): "cannot read \(path)"
        case .refused: "the HTTP library refused to start; do the certificate and its key fit?"
        case .startedBefore: "a server starts only once"
        }
    }
}

/// An HTTP/1.1 server with WebSockets, over libmicrohttpd and wslay.
///
/// It is started once and stopped once. Answering is the handler's work.
public final class WebServer: Sendable {
    private enum Life {
        case new
        case running(Daemon)
        case stopping
        case stopped
    }

    private let core: ServerCore
    private let life = Mutex(Life.new)

    /// A server that doesn't listen yet.
    public init(_ configuration: WebConfiguration, handler: any WebHandler) {
        core = ServerCore(configuration, handler)
    }

    deinit {
        if case .running(let daemon) = life.withLock({ $0 }) { daemon.stop() }
    }

    /// Requests that are being read, answered or sent.
    public var liveExchanges: Int { core.exchanges.load(ordering: .acquiring) }
    /// WebSockets that are open.
    public var liveSockets: Int { core.sockets.count.load(ordering: .acquiring) }
    /// Connections that are open, idle ones too.
    public var liveConnections: Int { core.connectionCount }
    /// Whether the server has begun to stop; readiness probes say so.
    public var isDraining: Bool { core.isDraining.load(ordering: .acquiring) }

    /// Listens and answers from now on. Gives the port.
    @discardableResult
    public func start() throws(WebServerFault) -> UInt16 {
        let (daemon, port) = try life.withLock { life throws(WebServerFault) in
            guard case .new = life else { throw .startedBefore }
            let started = try Daemon.start(core)
            life = .running(started.0)
            return started
        }
        _ = daemon
        return port
    }

    /// Reads certificate and key again, and shows them from the next handshake on when they are new and fit;
    /// connections that stand are not touched.
    public func reloadCertificate() -> CertificateReload {
        life.withLock { life in
            guard case .running(let daemon) = life else { return .unchanged }
            return daemon.reloadCertificate()
        }
    }

    /// Accepts no more connections, finishes what is under way for at most so many seconds, closes WebSockets
    /// with 1001, breaks the rest off and stops.
    public func drain(within seconds: Int) async {
        let daemon = life.withLock { life -> Daemon? in
            guard case .running(let daemon) = life else { return nil }
            life = .stopping
            return daemon
        }
        guard let daemon else { return }
        await onOwnThread("web-drain") { daemon.drain(withinSeconds: seconds) }
        life.withLock { $0 = .stopped }
    }

    /// Stops without waiting for anything that is under way.
    public func stop() async {
        await drain(within: 0)
    }
}
