import Glibc
import Web

/// A self-signed certificate for localhost, made by the openssl command.
struct TestCertificate {
    let folder = Folder()
    var certificatePath: String { folder.path + "/certificate.pem" }
    var keyPath: String { folder.path + "/key.pem" }
    var pair: WebConfiguration.Certificate { .init(certificatePath: certificatePath, keyPath: keyPath) }

    /// Nil when openssl can't make one.
    init?() {
        let command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
            + "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout \(folder.path)/key.pem "
            + "-out \(folder.path)/certificate.pem 2>/dev/null"
        guard unsafe system(command) == 0 else { return nil }
    }
}

/// A TLS client: `openssl s_client` with our bytes at its one end and the server at its other.
/// Safe: its process is set when it is made and ended with it.
final class TLSTunnel: @unchecked Sendable {
    let client: RawClient
    private var process: pid_t = 0

    init?(port: UInt16) {
        var ends: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return nil }
        client = RawClient(descriptor: ends[0])
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        let words = ["openssl", "s_client", "-quiet", "-verify_quiet", "-connect", "127.0.0.1:\(port)"]
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        let result = unsafe posix_spawnp(&process, "openssl", &actions, nil, &arguments, environ)
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe arguments.forEach { unsafe free($0) }
        close(ends[1])
        guard result == 0 else { return nil }
    }

    deinit {
        // Started by a thread that holds signals back, it may never hear of a milder one.
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
