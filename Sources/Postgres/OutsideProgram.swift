import CShims
import Glibc

/// A program of this machine that stands beside the server: a measuring tool, or a server of its own.
public struct OutsideProgram: Sendable {
    private let program: Program

    /// The program at a path, or found through `PATH`, with its arguments.
    public init(_ path: String, _ arguments: [String]) { program = Program(path, arguments) }

    /// Runs it to its end and gives the first 64 KiB of what it wrote. Blocks.
    ///
    /// - Throws: `ClusterFault.programFailed` with its output when its exit status is not 0.
    public func output() throws -> String { try program.run() }

    /// Starts it with its output appended to a file. It is not waited for.
    public func start(log: String) throws -> Running {
        let file = unsafe open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw ClusterFault.programFailed(log, unsafe String(cString: strerror(errno)))
        }
        defer { close(file) }
        return Running(process: try program.start(output: file))
    }

    /// A started program.
    public struct Running: Sendable {
        /// Its process id.
        public let process: Int32

        /// Whether it has not ended yet.
        public var isRunning: Bool {
            var status: Int32 = 0
            return unsafe hesap_reap(process, &status, 0) == 0
        }

        /// Asks it to end (SIGTERM) and waits until it has; after half a minute it is killed. Blocks.
        public func stop() {
            kill(process, SIGTERM)
            let started = monotonicMicroseconds()
            var pressed = false
            while isRunning {
                if !pressed, monotonicMicroseconds() - started > 30_000_000 {
                    pressed = true
                    kill(process, SIGKILL)
                }
                restThread(microseconds: 5_000)
            }
        }
    }
}
