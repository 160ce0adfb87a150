import FoundationEssentials
import Glibc

/// The names inside a private cluster's folder.
struct ClusterFolder {
    let path: String

    init(_ path: String) { self.path = path }

    /// PostgreSQL's own data folder.
    var cluster: String { path + "/cluster" }
    /// The server's log.
    var log: String { path + "/postgresql.log" }
    /// The parameters that the running server was started with.
    var startedWith: String { path + "/started-with" }

    /// The socket's folder: a socket's path has at most 107 bytes, so a deep folder gets a short one under
    /// /tmp.
    var socket: String {
        let own = path + "/socket"
        guard (own + "/.s.PGSQL.5432.lock").utf8.count > 107 else { return own }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return "/tmp/hesap-\(String(hash, radix: 36))"
    }

    /// The process of the server that runs on this folder, if one does.
    var postmaster: Int32? {
        guard let text = read(cluster + "/postmaster.pid"),
            let process = text.split(separator: "\n").first.flatMap({ Int32($0) }),
            let home = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"),
            home == cluster
        else { return nil }
        return process
    }

    /// True when the folder does not exist or has nothing in it.
    var isEmpty: Bool { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).isEmpty }

    /// Takes the folder for this process; the lock ends with the process, however that ends.
    func lock() throws -> Int32 {
        let descriptor = unsafe open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ClusterFault.folder(path, unsafe String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ClusterFault.inUse(path)
        }
        return descriptor
    }

    /// Gives the folder up. A child that is just being started may hold a copy of the descriptor for a
    /// moment: closing ours alone would leave the folder taken as long.
    static func unlock(_ lock: Int32) {
        _ = flock(lock, LOCK_UN)
        close(lock)
    }

    /// A file's text, nil when it cannot be read.
    func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    /// The last lines of the server's log.
    var logTail: String { (read(log) ?? "").split(separator: "\n").suffix(20).joined(separator: "\n") }

    /// Opens the server's log to append to it.
    func openLog() throws -> Int32 {
        let log = unsafe open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard log >= 0 else { throw ClusterFault.folder(self.log, unsafe String(cString: strerror(errno))) }
        return log
    }

    /// Puts a log of more than 16 MiB aside.
    func rotateLog() {
        var status = stat()
        guard unsafe stat(log, &status) == 0, status.st_size > 16 << 20 else { return }
        unsafe rename(log, log + ".1")
    }

    /// The path from the root, without symbolic links where it exists.
    static func absolute(_ path: String) -> String {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        var rest: [Substring] = []
        while !parts.isEmpty {
            if let real = unsafe realpath("/" + parts.joined(separator: "/"), nil) {
                defer { unsafe free(real) }
                return ([unsafe String(cString: real)] + rest.map(String.init)).joined(separator: "/")
            }
            rest.insert(parts.removeLast(), at: 0)
        }
        return whole
    }
}
