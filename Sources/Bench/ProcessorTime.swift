import FoundationEssentials
import Glibc
import Postgres

/// Processor time that the parts of a run have used, in nanoseconds: what an order costs, however busy the
/// machine is with others.
struct ProcessorTime {
    var postgres: Int64
    var server: Int64
    var load: Int64

    static let zero = ProcessorTime(postgres: 0, server: 0, load: 0)

    /// Since the start of the processes: PostgreSQL's all together, the server under measurement, and this
    /// one, which makes the load.
    static func now(cluster: PrivateCluster, server: BenchServer) -> ProcessorTime {
        let master = Int(cluster.postmaster ?? 0)
        let children = processes().filter { parent(of: $0) == master }
        return ProcessorTime(
            postgres: (children + [master]).reduce(0) { $0 + spent(by: $1) },
            server: spent(by: Int(server.process)), load: own)
    }

    static func + (one: ProcessorTime, other: ProcessorTime) -> ProcessorTime {
        ProcessorTime(
            postgres: one.postgres + other.postgres, server: one.server + other.server,
            load: one.load + other.load)
    }

    static func - (one: ProcessorTime, other: ProcessorTime) -> ProcessorTime {
        ProcessorTime(
            postgres: one.postgres - other.postgres, server: one.server - other.server,
            load: one.load - other.load)
    }

    /// In words, for each of so many orders.
    func text(each orders: Int) -> String {
        func milliseconds(_ nanoseconds: Int64) -> String {
            Decimals.text(Double(nanoseconds) / 1_000_000 / Double(max(1, orders)), 2) + " ms"
        }
        return "PostgreSQL \(milliseconds(postgres)), server \(milliseconds(server)), "
            + "load \(milliseconds(load)), together \(milliseconds(postgres + server + load))"
    }

    // MARK: - What Linux tells

    private static func processes() -> [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int($0) }
    }

    private static func parent(of process: Int) -> Int {
        // The name may hold spaces, but ends with a parenthesis: state and parent come after it.
        let words = read("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        return words.count > 1 ? Int(words[1]) ?? 0 : 0
    }

    /// This process's, with that of threads that have ended: the load's live as long as a round.
    private static var own: Int64 {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The first number of each thread's `schedstat` is its time on a processor.
    private static func spent(by process: Int) -> Int64 {
        let folder = "/proc/\(process)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return threads.reduce(0) { sum, thread in
            sum + (Int64(read("\(folder)/\(thread)/schedstat").prefix { $0.isNumber }) ?? 0)
        }
    }

    private static func read(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
