import CShims
import FoundationEssentials
import Glibc

/// PostgreSQL's own programs on this machine.
struct ServerPrograms: Sendable {
    /// The folder with `initdb`, `postgres` and `pg_basebackup`.
    let folder: String
    /// The major version, such as 15.
    let version: Int

    /// The newest installed version of at least 15: from `HESAP_POSTGRES_BIN`, Debian's folders, `pg_config` or the path.
    static func find() throws -> ServerPrograms {
        var found: [ServerPrograms] = []
        for folder in candidates() where FileManager.default.isExecutableFile(atPath: folder + "/postgres") {
            let words = try Program(folder + "/postgres", ["--version"]).run().split(separator: " ")
            let number = words.lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first
            if let number { found.append(ServerPrograms(folder: folder, version: number)) }
        }
        guard let best = found.max(by: { $0.version < $1.version }) else {
            throw ClusterFault.programsMissing
        }
        guard best.version >= 15 else { throw ClusterFault.tooOld(best.version) }
        return best
    }

    private static func candidates() -> [String] {
        let environment = ProcessInfo.processInfo.environment
        if let chosen = environment["HESAP_POSTGRES_BIN"], !chosen.isEmpty { return [chosen] }
        let debian = "/usr/lib/postgresql"
        var folders: [String] = []
        if let versions = try? FileManager.default.contentsOfDirectory(atPath: debian) {
            folders = versions.filter { Int($0) != nil }.map { "\(debian)/\($0)/bin" }
        }
        if folders.isEmpty, let told = try? Program("pg_config", ["--bindir"]).run() {
            folders.append(String(told.prefix { $0 != "\n" }))
        }
        return folders + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    }
}

/// One run of a program in a session of its own, without our descriptors (a daemon must not inherit them).
struct Program {
    let name: String
    let arguments: [String]

    init(_ name: String, _ arguments: [String]) {
        self.name = name
        self.arguments = arguments
    }

    /// Starts it with its output appended to a file; gives the process id. It is not waited for.
    func start(output: String) throws -> Int32 {
        let environment = [
            "PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "LANG=C", "LC_ALL=C",
            "TZ=UTC",
        ]
        let process = unsafe CStrings([name] + arguments).with { arguments in
            unsafe CStrings(environment).with { environment in
                unsafe hesap_spawn(name, arguments, environment, output)
            }
        }
        guard process > 0 else {
            throw ClusterFault.programFailed(name, unsafe String(cString: strerror(-process)))
        }
        return process
    }

    /// Runs it to its end and gives its output; another exit status than 0 is thrown with it. Blocks.
    @discardableResult
    func run() throws -> String {
        let output = "/tmp/hesap-run-\(getpid())-\(monotonicMicroseconds())"
        defer { unsafe unlink(output) }
        let process = try start(output: output)
        var status: Int32 = 0
        unsafe hesap_reap(process, &status, 1)
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        guard status == 0 else { throw ClusterFault.programFailed(name, text) }
        return text
    }
}

/// Who owns a cluster: PostgreSQL refuses to run as root, so root lends it to a user without rights.
struct ClusterOwner: Sendable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// True when programs must be started through `setpriv`.
    let isOther: Bool

    static func choose() throws -> ClusterOwner {
        guard geteuid() == 0 else {
            return ClusterOwner(name: "", user: geteuid(), group: getegid(), isOther: false)
        }
        for name in ["postgres", "nobody"] {
            guard let entry = unsafe getpwnam(name) else { continue }
            return unsafe ClusterOwner(
                name: name, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, isOther: true)
        }
        throw ClusterFault.noUnprivilegedUser
    }

    /// The program as this owner runs it.
    func program(_ path: String, _ arguments: [String]) -> Program {
        guard isOther else { return Program(path, arguments) }
        let prefix = [
            "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--inh-caps=-all", "--no-new-privs",
        ]
        return Program("setpriv", prefix + [path] + arguments)
    }

    /// Makes a folder that only the owner may enter.
    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard unsafe chmod(path, 0o700) == 0, unsafe chown(path, user, group) == 0 else {
            throw ClusterFault.folder(path, unsafe String(cString: strerror(errno)))
        }
    }

    /// Lets the owner pass through the folders above; gives those that had to be opened (`chmod o+x`, no listing).
    func makeReachable(_ path: String) throws -> [String] {
        guard isOther else { return [] }
        var opened: [String] = []
        var current = path
        while let slash = current.lastIndex(of: "/"), slash != current.startIndex {
            current = String(current[..<slash])
            var status = stat()
            guard unsafe stat(current, &status) == 0 else {
                throw ClusterFault.folder(current, unsafe String(cString: strerror(errno)))
            }
            if status.st_mode & 0o001 != 0 || status.st_uid == user { continue }
            guard unsafe chmod(current, status.st_mode & 0o7777 | 0o001) == 0 else {
                throw ClusterFault.folder(current, "\(name) cannot pass through it")
            }
            opened.append(current)
        }
        return opened
    }
}

/// Why the private cluster did not start.
public enum ClusterFault: Error, Sendable, CustomStringConvertible {
    /// No PostgreSQL server programs on this machine.
    case programsMissing
    /// The installed PostgreSQL is older than 15.
    case tooOld(Int)
    /// Started as root, and neither `postgres` nor `nobody` exists.
    case noUnprivilegedUser
    /// Another server uses the folder.
    case inUse(String)
    /// The folder holds something else than a cluster of ours.
    case notEmpty(String)
    /// A folder cannot be made or entered.
    case folder(String, String)
    /// A program failed; with its output.
    case programFailed(String, String)
    /// The server ended or was not ready in time; with the end of its log.
    case didNotStart(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .programsMissing:
            "PostgreSQL's server programs are missing: install the package postgresql, or set DATABASE_URL"
        case .tooOld(let version): "PostgreSQL \(version) is too old: 15 or newer is needed"
        case .noUnprivilegedUser: "started as root, but neither the user postgres nor nobody exists"
        case .inUse(let folder): "another server uses \(folder)"
        case .notEmpty(let folder): "\(folder) is not empty"
        case .folder(let folder, let reason): "\(folder): \(reason)"
        case .programFailed(let name, let output): "\(name) failed: \(output)"
        case .didNotStart(let log): "PostgreSQL did not start:\n\(log)"
        }
    }
}
