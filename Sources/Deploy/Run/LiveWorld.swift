public import Base
import FoundationEssentials

/// This machine: its programs, its clock, its files.
public final class LiveWorld: World {
    private let surroundings: Surroundings

    /// The machine with its clock.
    public init(_ surroundings: Surroundings = .live) { self.surroundings = surroundings }

    /// The machine's moment.
    public var now: Instant { surroundings.now() }

    /// Lets time pass.
    public func pause(milliseconds: Int) { Pause.milliseconds(milliseconds) }

    /// Runs a program to its end.
    public func run(_ call: Call) -> Reply {
        let invocation = Invocation(
            call.program, call.words, environment: call.environment, seconds: call.seconds)
        do throws(ChildProcess.Missing) {
            let answer = try ChildProcess.run(
                invocation, environment: ProcessInfo.processInfo.environment, clock: surroundings)
            return Reply(
                status: answer.isLate ? 124 : answer.status, answer.output, errors: answer.errors)
        } catch {
            return Reply(status: 127, errors: "\(error.program): \(error.reason)")
        }
    }

    /// A file's text.
    public func read(_ path: String) -> String? { (try? StateFile.read(path)) ?? nil }

    /// Writes beside, syncs, renames. Others may read it: a server its addresses, nginx its weights.
    public func write(_ path: String, _ text: String) throws(WorldFault) {
        do throws(RunFault) {
            try StateFile.replace(path, text, mode: 0o644)
        } catch { throw WorldFault(error.message) }
    }

    /// Adds a line and syncs.
    public func append(_ path: String, _ line: String) throws(WorldFault) {
        do throws(RunFault) { try StateFile.append(line, to: path) } catch { throw WorldFault(error.message) }
    }
}
