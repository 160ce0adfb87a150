import Base

#if canImport(Glibc)
    import Glibc
#endif

/// Starts one program and reads what it says until it ends or its time is up.
enum ChildProcess {
    /// The program cannot be started.
    struct Missing: Error {
        let program: String
        let reason: String
    }

    /// Runs it to its end.
    static func run(
        _ invocation: Invocation, environment: [String: String], clock: Surroundings
    ) throws(Missing) -> Answer {
        let merged = environment.merging(invocation.environment) { $1 }
        if invocation.isOpen { return try open(invocation, environment: merged) }
        guard let output = Pipe(), let errors = Pipe() else {
            throw Missing(program: invocation.program, reason: "no more files can be opened")
        }
        let input = try feeding(invocation)
        defer { input?.closeStart() }
        let child = try start(
            invocation, environment: merged, output: output.end, errors: errors.end, input: input?.start)
        output.closeEnd()
        errors.closeEnd()
        let deadline = clock.now().microseconds + Int64(invocation.seconds) * 1_000_000
        var reading = Reading(output: output.start, errors: errors.start, bytesMax: invocation.bytesMax)
        let isLate = reading.all { deadline - clock.now().microseconds }
        if isLate { kill(child, SIGKILL) }
        output.closeStart()
        errors.closeStart()
        return Answer(
            status: wait(for: child), output: String(decoding: reading.bytes[0], as: UTF8.self),
            errors: String(decoding: reading.bytes[1], as: UTF8.self), isCutOff: reading.isCutOff,
            isLate: isLate)
    }

    /// A program that speaks to the terminal itself.
    private static func open(
        _ invocation: Invocation, environment: [String: String]
    ) throws(Missing) -> Answer {
        let child = try start(invocation, environment: environment, output: nil, errors: nil, input: nil)
        return Answer(status: wait(for: child), output: "")
    }

    /// A pipe that already holds what the program reads.
    private static func feeding(_ invocation: Invocation) throws(Missing) -> Pipe? {
        guard let input = invocation.input else { return nil }
        let bytes = Array(input.utf8)
        guard bytes.count <= 4096, let pipe = Pipe() else {
            throw Missing(program: invocation.program, reason: "its input is too long")
        }
        let count = unsafe write(pipe.end, bytes, bytes.count)
        pipe.closeEnd()
        guard count == bytes.count else {
            throw Missing(program: invocation.program, reason: "its input cannot be written")
        }
        return pipe
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private static func start(
        _ invocation: Invocation, environment: [String: String], output: Int32?, errors: Int32?,
        input: Int32?
    ) throws(Missing) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        if let output, let errors {
            if let input {
                unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
            } else {
                unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            }
            unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
            unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        }
        var words = unsafe ([invocation.program] + invocation.words).map { unsafe strdup($0) } + [nil]
        var variables =
            unsafe environment.map { variable in unsafe strdup("\(variable.key)=\(variable.value)") } + [nil]
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
            for index in unsafe variables.indices { unsafe free(variables[index]) }
        }
        var child: pid_t = 0
        let fault = unsafe posix_spawnp(&child, invocation.program, &actions, nil, &words, &variables)
        guard fault == 0 else {
            throw Missing(program: invocation.program, reason: unsafe String(cString: strerror(fault)))
        }
        return child
    }
}

/// Two ends of a pipe that a started program does not keep.
private final class Pipe {
    let start: Int32
    let end: Int32

    init?() {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        start = ends[0]
        end = ends[1]
    }

    func closeStart() { close(start) }
    func closeEnd() { close(end) }
}

/// Reads both pipes of a program as it speaks.
private struct Reading {
    var bytes: [[UInt8]] = [[], []]
    var isCutOff = false
    private var open: [Int32?]
    private let bytesMax: Int

    init(output: Int32, errors: Int32, bytesMax: Int) {
        open = [output, errors]
        self.bytesMax = bytesMax
    }

    /// Reads until both are closed; true when the time was up before.
    mutating func all(left: () -> Int64) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while open.contains(where: { $0 != nil }) {
            let rest = left()
            guard rest > 0 else { return true }
            var waiting = open.map { pollfd(fd: $0 ?? -1, events: Int16(POLLIN), revents: 0) }
            let count = unsafe poll(&waiting, 2, Int32(clamping: min(rest / 1000 + 1, 1000)))
            guard count > 0 else { continue }
            for index in 0...1 where waiting[index].revents != 0 { take(index, by: &buffer) }
        }
        return false
    }

    private mutating func take(_ index: Int, by buffer: inout [UInt8]) {
        guard let file = open[index] else { return }
        let count = unsafe read(file, &buffer, buffer.count)
        if count > 0 {
            let room = bytesMax - bytes[index].count
            bytes[index].append(contentsOf: buffer[0..<min(count, max(room, 0))])
            if count > room { isCutOff = true }
        } else if count == 0 || errno != EINTR {
            open[index] = nil
        }
    }
}

/// Waiting between two tries.
enum Pause {
    /// Waits so many milliseconds.
    static func milliseconds(_ count: Int) { usleep(UInt32(clamping: count * 1000)) }
}
