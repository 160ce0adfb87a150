import Base

#if canImport(Glibc)
    import Glibc
#endif

/// Starts one program and waits until it ends or its time is up. Everything that this tool runs is started
/// here.
enum ChildProcess {
    /// The program cannot be started.
    struct Missing: Error {
        let program: String
        let reason: String
    }

    /// Runs it to its end, in a session of its own. What it writes goes to nameless files, so that a daemon
    /// that it leaves behind keeps nobody waiting.
    static func run(
        _ invocation: Invocation, environment: [String: String], clock: Surroundings
    ) throws(Missing) -> Answer {
        let merged = environment.merging(invocation.environment) { $1 }
        if invocation.isOpen { return try open(invocation, environment: merged) }
        let begun = try begin(invocation, merged, clock)
        var pause = 1
        while true {
            if let answer = begun.answer(clock) { return answer }
            Pause.milliseconds(pause)
            pause = min(pause * 2, 20)
        }
    }

    /// Runs several to their ends, some at once; the answers are in the order of the programs.
    static func together(
        _ invocations: [Invocation], atOnce: Int, environment: [String: String], clock: Surroundings
    ) throws(Missing) -> [Answer] {
        var answers = [Answer?](repeating: nil, count: invocations.count)
        var begun: [(place: Int, program: Begun)] = []
        var next = 0
        defer { for each in begun { each.program.end() } }
        while next < invocations.count || !begun.isEmpty {
            while next < invocations.count, begun.count < atOnce {
                let invocation = invocations[next]
                let merged = environment.merging(invocation.environment) { $1 }
                begun.append((next, try begin(invocation, merged, clock)))
                next += 1
            }
            let before = begun.count
            begun.removeAll { place, program in
                answers[place] = program.answer(clock)
                return answers[place] != nil
            }
            if begun.count == before { Pause.milliseconds(2) }
        }
        return answers.compactMap(\.self)
    }

    private static func begin(
        _ invocation: Invocation, _ environment: [String: String], _ clock: Surroundings
    ) throws(Missing) -> Begun {
        guard let output = Scratch(), let errors = Scratch() else {
            throw Missing(program: invocation.program, reason: "no temporary file can be made")
        }
        let input = try feeding(invocation)
        let child = try start(
            invocation, environment, Ends(input: input, output: output.file, errors: errors.file))
        return Begun(
            child: child, output: output, errors: errors, most: invocation.bytesMax,
            deadline: clock.now().microseconds + Int64(invocation.seconds) * 1_000_000)
    }

    /// A program under way.
    private struct Begun {
        let child: pid_t
        let output: Scratch
        let errors: Scratch
        let most: Int
        let deadline: Int64

        /// What it said, once it has ended or its time is up; nil before.
        func answer(_ clock: Surroundings) -> Answer? {
            var status = ended(child)
            var isLate = false
            if status == nil {
                isLate = clock.now().microseconds >= deadline
                guard isLate || output.bytes + errors.bytes > 2 * most else { return nil }
                end()
                status = 128 + SIGKILL
            }
            return Answer(
                status: status ?? 0, output: output.text(most), errors: errors.text(most),
                isCutOff: max(output.bytes, errors.bytes) > most, isLate: isLate)
        }

        /// Ends it and what it started.
        func end() {
            kill(-child, SIGKILL)
            _ = wait(for: child)
        }
    }

    /// A program that speaks to the terminal itself.
    private static func open(
        _ invocation: Invocation, environment: [String: String]
    ) throws(Missing) -> Answer {
        Answer(status: wait(for: try start(invocation, environment, nil)), output: "")
    }

    /// A program that goes on beside us: a tunnel.
    static func begin(
        _ invocation: Invocation, environment: [String: String]
    ) throws(Missing) -> RunningProgram {
        guard let output = Scratch(), let errors = Scratch() else {
            throw Missing(program: invocation.program, reason: "no temporary file can be made")
        }
        let merged = environment.merging(invocation.environment) { $1 }
        let child = try start(
            invocation, merged, Ends(input: nil, output: output.file, errors: errors.file))
        return RunningProgram(
            hasEnded: { ended(child) != nil }, end: { end(child) },
            said: { output.text(4096) + errors.text(4096) })
    }

    /// Asks a program and all that it started to end, and ends them when they do not.
    private static func end(_ child: pid_t) {
        kill(-child, SIGTERM)
        for _ in 0..<30 {
            if ended(child) != nil { break }
            Pause.milliseconds(100)
        }
        kill(-child, SIGKILL)
        _ = ended(child)
    }

    /// A pipe that already holds what the program reads: a secret, which no disk sees.
    private static func feeding(_ invocation: Invocation) throws(Missing) -> Int32? {
        guard let input = invocation.input else { return nil }
        let bytes = Array(input.utf8)
        var ends: [Int32] = [0, 0]
        guard bytes.count <= 4096, unsafe pipe(&ends) == 0 else {
            throw Missing(program: invocation.program, reason: "its input is too long")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let count = unsafe write(ends[1], bytes, bytes.count)
        close(ends[1])
        guard count == bytes.count else {
            close(ends[0])
            throw Missing(program: invocation.program, reason: "its input cannot be written")
        }
        return ends[0]
    }

    /// The status of a program that has ended; nil while it runs.
    private static func ended(_ child: pid_t) -> Int32? {
        var status: Int32 = 0
        return unsafe waitpid(child, &status, WNOHANG) == child ? read(status) : nil
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return read(status)
    }

    private static func read(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// What stands in for the terminal's three files.
    private struct Ends {
        let input: Int32?
        let output: Int32
        let errors: Int32
    }

    /// `POSIX_SPAWN_SETSID`, which the C library shows only to GNU sources.
    private static let ownSession: Int16 = 0x80

    private static func start(
        _ invocation: Invocation, _ environment: [String: String], _ ends: Ends?
    ) throws(Missing) -> pid_t {
        var files = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&files)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&files)
            unsafe posix_spawnattr_destroy(&attributes)
            if let input = ends?.input { close(input) }
        }
        if let ends {
            if let input = ends.input {
                unsafe posix_spawn_file_actions_adddup2(&files, input, 0)
            } else {
                unsafe posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
            }
            unsafe posix_spawn_file_actions_adddup2(&files, ends.output, 1)
            unsafe posix_spawn_file_actions_adddup2(&files, ends.errors, 2)
            unsafe posix_spawnattr_setflags(&attributes, Self.ownSession)
        }
        var words = unsafe ([invocation.program] + invocation.words).map { unsafe strdup($0) } + [nil]
        var variables =
            unsafe environment.map { variable in unsafe strdup("\(variable.key)=\(variable.value)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var child: pid_t = 0
        let fault = unsafe posix_spawnp(
            &child, invocation.program, &files, &attributes, &words, &variables)
        guard fault == 0 else {
            throw Missing(program: invocation.program, reason: unsafe String(cString: strerror(fault)))
        }
        return child
    }
}

/// A program that runs beside us.
struct RunningProgram {
    /// Whether it has ended by itself.
    let hasEnded: () -> Bool
    /// Ends it and what it started.
    let end: () -> Void
    /// What it said.
    let said: () -> String
}

/// A nameless file that a program writes to.
private final class Scratch {
    let file: Int32

    init?() {
        var name = Array("/tmp/hesap-call-XXXXXX".utf8CString)
        file = unsafe mkstemp(&name)
        guard file >= 0 else { return nil }
        unsafe unlink(name)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(file) }

    /// How much was written.
    var bytes: Int { Int(lseek(file, 0, SEEK_END)) }

    /// Its beginning.
    func text(_ most: Int) -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < most {
            let count = unsafe pread(file, &part, min(part.count, most - bytes.count), off_t(bytes.count))
            guard count > 0 else { break }
            bytes += part.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Waiting between two tries.
enum Pause {
    /// Waits so many milliseconds.
    static func milliseconds(_ count: Int) {
        guard count > 0 else { return }
        var wanted = timespec(tv_sec: count / 1000, tv_nsec: count % 1000 * 1_000_000)
        var left = timespec()
        while unsafe nanosleep(&wanted, &left) != 0, errno == EINTR { wanted = left }
    }
}
