import FoundationEssentials

/// PostgreSQL's own programs on this machine.
struct ServerPrograms: Sendable {
    /// The folder with `initdb`, `postgres` and `pg_basebackup`.
    let folder: String
    /// The major version, such as 15.
    let version: Int

    /// The newest installed version of at least 15: from `HESAP_POSTGRES_BIN`, Debian's folders, `pg_config`
    /// or the path.
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
