#if canImport(Glibc)
    import Glibc
#endif

/// Files that survive a power cut: what was written is on the disk before the next step.
enum StateFile {
    /// Adds a line to a file, which is made when it is not there.
    static func append(_ line: String, to path: String) throws(RunFault) {
        try put(path, line + "\n", O_APPEND, mode: 0o600)
    }

    /// Writes a whole file under another name and puts it in place of the old one.
    static func replace(_ path: String, _ text: String, mode: mode_t = 0o600) throws(RunFault) {
        try put(path + ".new", text, O_TRUNC, mode: mode)
        guard unsafe rename(path + ".new", path) == 0 else { throw fault(path, "written") }
    }

    private static func put(_ path: String, _ text: String, _ how: Int32, mode: mode_t) throws(RunFault) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | how, mode)
        guard file >= 0 else { throw fault(path, "opened") }
        defer { close(file) }
        try write(Array(text.utf8), to: file)
        guard fsync(file) == 0 else { throw fault(path, "written to the disk") }
    }

    /// Makes a folder and those above it, for this user alone.
    static func makeFolder(_ path: String) throws(RunFault) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty || made == "/" ? "" : "/") + part
            if unsafe mkdir(made, 0o700) != 0, errno != EEXIST { throw fault(made, "made") }
        }
    }

    /// The whole text; nil when there is no such file.
    static func read(_ path: String) throws(RunFault) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw fault(path, "read") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault(path, "read") }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[0..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Takes a file away; that it is not there is as good.
    static func remove(_ path: String) { _ = unsafe unlink(path) }

    private static func write(_ bytes: [UInt8], to file: Int32) throws(RunFault) {
        var rest = ArraySlice(bytes)
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw fault("the state folder", "written") }
            rest = rest.dropFirst(count)
        }
    }

    private static func fault(_ path: String, _ verb: String) -> RunFault {
        let reason = unsafe String(cString: strerror(errno))
        return RunFault(2, "\(path) cannot be \(verb): \(reason).")
    }
}

/// The lock of the state folder. The kernel keeps it until this process and every program that it started
/// have ended, so that a run after a `kill -9` waits for what still works for the run before.
public final class FolderLock {
    private let file: Int32

    /// Takes it, waiting so many seconds for programs of a killed run.
    ///
    /// - Parameters:
    ///   - leaves: whether what is started stays when this process has ended: then it does not hold the lock.
    public init(_ path: String, seconds: Int, leaves: Bool = false) throws(RunFault) {
        // Inherited on purpose: started programs hold it too, unless they are to outlive the work.
        file = unsafe open(path, O_RDWR | O_CREAT | (leaves ? O_CLOEXEC : 0), 0o600)
        guard file >= 0 else { throw RunFault(2, "\(path) cannot be opened.") }
        var tries = 0
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            tries += 1
            guard tries <= seconds * 10 else {
                close(file)
                throw RunFault(
                    3, "Another run works in \(path): wait for its end, then run this again.")
            }
            Pause.milliseconds(100)
        }
    }

    deinit { close(file) }
}
