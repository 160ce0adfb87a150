public import Base
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// This machine: its programs, its clock, its files.
public final class LiveWorld: World {
    private let surroundings: Surroundings

    /// The machine with its clock.
    public init(_ surroundings: Surroundings = .live) { self.surroundings = surroundings }

    /// The machine's moment.
    public var now: Instant { surroundings.now() }

    /// Lets time pass.
    public func pause(milliseconds: Int) {
        guard milliseconds > 0 else { return }
        var wanted = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        var left = timespec()
        while unsafe nanosleep(&wanted, &left) != 0, errno == EINTR { wanted = left }
    }

    /// Runs a program in a session of its own. What it writes goes to nameless files, so that a daemon that
    /// it leaves behind keeps nobody waiting.
    public func run(_ call: Call) -> Reply {
        guard let output = Self.scratch(), let errors = Self.scratch() else {
            return Reply(status: 126, errors: "no temporary file can be made")
        }
        defer {
            close(output)
            close(errors)
        }
        let started = Self.spawn(call, output, errors)
        guard started > 0 else {
            let why = unsafe String(cString: strerror(-started))
            return Reply(status: 127, errors: "\(call.program): \(why)")
        }
        let status = wait(for: started, seconds: call.seconds)
        return Reply(status: status, Self.text(output), errors: Self.text(errors))
    }

    /// A file's text.
    public func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes beside, syncs, renames.
    public func write(_ path: String, _ text: String) throws(WorldFault) {
        let beside = "\(path).new"
        try put(beside, text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
        guard unsafe rename(beside, path) == 0 else { throw Self.fault(path) }
    }

    /// Adds a line and syncs.
    public func append(_ path: String, _ line: String) throws(WorldFault) {
        try put(path, line + "\n", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC)
    }

    private func put(_ path: String, _ text: String, _ flags: Int32) throws(WorldFault) {
        let file = unsafe open(path, flags, 0o644)
        guard file >= 0 else { throw Self.fault(path) }
        defer { close(file) }
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard written > 0 else { throw Self.fault(path) }
            rest = rest.dropFirst(written)
        }
        guard fsync(file) == 0 else { throw Self.fault(path) }
    }

    private static func fault(_ path: String) -> WorldFault {
        WorldFault("\(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
    }

    // MARK: - Programs

    private func wait(for process: pid_t, seconds: Int) -> Int32 {
        var status: Int32 = 0
        var waited = 0
        var pause = 1
        while unsafe waitpid(process, &status, WNOHANG) == 0 {
            guard waited < seconds * 1000 else {
                kill(-process, SIGKILL)
                unsafe waitpid(process, &status, 0)
                return 124
            }
            self.pause(milliseconds: pause)
            waited += pause
            pause = min(pause * 2, 20)
        }
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }

    private static func scratch() -> Int32? {
        var name = Array("/tmp/hesap-call-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&name)
        guard file >= 0 else { return nil }
        unsafe unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        return file
    }

    private static func text(_ file: Int32) -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 8 << 20 {
            let count = unsafe pread(file, &part, part.count, off_t(bytes.count))
            guard count > 0 else { break }
            bytes += part.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `POSIX_SPAWN_SETSID`, which the C library shows only to GNU sources.
    private static let ownSession: Int16 = 0x80

    private static func spawn(_ call: Call, _ output: Int32, _ errors: Int32) -> pid_t {
        var files = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&files)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&files)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&files, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&files, errors, 2)
        unsafe posix_spawnattr_setflags(&attributes, Self.ownSession)
        var environment = ProcessInfo.processInfo.environment
        environment.merge(call.environment) { $1 }
        var words = unsafe ([call.program] + call.words).map { unsafe strdup($0) } + [nil]
        var values = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        defer { unsafe (words + values).forEach { unsafe free($0) } }
        var process: pid_t = 0
        let failure = unsafe posix_spawnp(&process, call.program, &files, &attributes, &words, &values)
        return failure == 0 ? process : -failure
    }
}
