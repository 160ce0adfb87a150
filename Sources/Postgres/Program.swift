import CShims
import FoundationEssentials
import Glibc

/// One run of a program in a session of its own, without our descriptors (a daemon must not inherit them).
struct Program {
    let name: String
    let arguments: [String]

    init(_ name: String, _ arguments: [String]) {
        self.name = name
        self.arguments = arguments
    }

    /// Starts it with its output to a descriptor; gives the process id. It is not waited for.
    func start(output: Int32) throws -> Int32 {
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
        let output = hesap_memory_file()
        guard output >= 0 else {
            throw ClusterFault.programFailed(name, unsafe String(cString: strerror(errno)))
        }
        defer { close(output) }
        let process = try start(output: output)
        var status: Int32 = 0
        unsafe hesap_reap(process, &status, 1)
        let text = written(output)
        guard status == 0 else { throw ClusterFault.programFailed(name, text) }
        return text
    }

    /// The first 64 KiB of what the program wrote.
    private func written(_ output: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe pread(output, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
