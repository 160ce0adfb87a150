import FoundationEssentials
import Glibc
import Postgres

/// The server under measurement: this same binary as a process of its own, on the run's cluster.
struct BenchServer {
    let port: Int
    /// From the start of its process to its first good answer on `/ready`.
    let startMicroseconds: Int64
    private let program: OutsideProgram.Running

    /// Starts it on the cluster that runs in `folder` and waits until it is ready.
    static func start(in folder: String, _ settings: BenchSettings) throws -> BenchServer {
        let log = folder + "/server.log"
        guard LoadConnection(port: settings.port) == nil else {
            throw BenchFault.tool("Port \(settings.port) is taken: another run, or what one left behind.")
        }
        let began = Machine.microseconds
        let program = try OutsideProgram(
            "/proc/self/exe".resolved,
            ["serve", "--data", folder, "--port", "\(settings.port)", "--web", settings.webFolder]
        ).start(log: log)
        while Machine.microseconds - began < 60_000_000 {
            if let connection = LoadConnection(port: settings.port),
                (try? connection.call("GET", "/ready").status) == 200
            {
                return BenchServer(
                    port: settings.port, startMicroseconds: Machine.microseconds - began, program: program)
            }
            guard program.isRunning else { break }
            usleep(2_000)
        }
        program.stop()
        let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) }
        throw BenchFault.notReady(String((text ?? "").suffix(2000)))
    }

    /// Its process.
    var process: Int32 { program.process }

    /// Its resident memory in KiB.
    var residentKibibytes: Int64 {
        let text = Machine.first(of: "/proc/\(program.process)/status", named: "VmRSS") ?? ""
        return Int64(text.prefix { $0.isNumber }) ?? 0
    }

    /// Ends it.
    func stop() { program.stop() }
}

extension String {
    /// Where a symbolic link leads.
    fileprivate var resolved: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: self)) ?? self
    }
}

extension Machine {
    /// Microseconds of a clock that never jumps.
    static var microseconds: Int64 {
        let now = ContinuousClock.now
        let since = start.duration(to: now).components
        return since.seconds * 1_000_000 + since.attoseconds / 1_000_000_000_000
    }

    private static let start = ContinuousClock.now
}
