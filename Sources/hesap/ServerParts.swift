import API
import Base
import Postgres
import Realtime
import Store
import Web

#if canImport(Glibc)
    import Glibc
#endif

extension Server {
    /// Lines on the standard error stream: for people on a terminal, JSON otherwise.
    static func log(_ configuration: Configuration) -> Log {
        Log(
            configuration.logLevel, form: logForm(configuration), now: Surroundings.live.now,
            write: { StandardError.write($0) })
    }

    static func logForm(_ configuration: Configuration) -> Log.Form {
        configuration.logForm ?? (isatty(2) == 1 ? .text : .json)
    }

    /// The built screens, when their folder is there.
    static func screens(_ configuration: Configuration) -> StaticFiles? {
        let files = StaticFiles(
            folder: configuration.webFolder ?? "web/dist", security: security(configuration))
        return files.isEmpty ? nil : files
    }

    /// Pages may talk to this server only, and to where the configuration says the API is.
    static func security(_ configuration: Configuration) -> SecurityHeaders {
        guard let address = configuration.publicURL else { return SecurityHeaders() }
        let socket = address.hasPrefix("https") ? "wss" + address.dropFirst(5) : "ws" + address.dropFirst(4)
        return SecurityHeaders(connectOrigins: [address, socket])
    }

    /// How the transport is set up.
    static func web(
        _ configuration: Configuration, _ surroundings: Surroundings, _ access: AccessLog
    ) -> WebConfiguration {
        var web = WebConfiguration(
            host: configuration.host, port: UInt16(clamping: configuration.port),
            certificate: configuration.tls.map {
                WebConfiguration.Certificate(certificatePath: $0.certificateFile, keyPath: $0.keyFile)
            }, now: { surroundings.now().microseconds }, newID: { surroundings.newUUID().text })
        web.trustedProxies = configuration.trustedProxies
        web.onAccess = { access.write($0) }
        return web
    }

    /// What `/health` asks.
    static func health(
        _ database: PostgresDatabase, _ configuration: Configuration, _ surroundings: Surroundings
    ) -> Health {
        Health(
            [
                Health.Probe("database", needed: true) { await databasePart(database) },
                Health.Probe("redis", needed: false) { Health.Part("off") },
                Health.Probe("memory", needed: false) { memoryPart() },
                Health.Probe("disk", needed: false) { diskPart(configuration.dataFolder) },
                Health.Probe("queue", needed: false) { await queuePart(database, surroundings) },
            ], clock: surroundings.now)
    }

    private static func databasePart(_ database: PostgresDatabase) async -> Health.Part {
        do {
            let one = try await database.transaction(.system, .read) { tx in
                try tx.value("select 1", as: Int.self)
            }
            return Health.Part(one == 1 ? "up" : "down")
        } catch {
            return Health.Part("down", "\(error)")
        }
    }

    /// Megabytes in use; degraded above what the documents' pods have.
    private static func memoryPart() -> Health.Part {
        guard let mebibytes = ProcessFigures.residentMebibytes else { return Health.Part("up") }
        return Health.Part(mebibytes > 1024 ? "degraded" : "up", "\(mebibytes) MiB resident")
    }

    /// Below a twentieth of free space the shop should know.
    private static func diskPart(_ folder: String) -> Health.Part {
        guard let free = ProcessFigures.freePermille(of: folder) else { return Health.Part("up") }
        return Health.Part(free < 50 ? "degraded" : "up", "\(free / 10) % free")
    }

    private static func queuePart(_ database: PostgresDatabase, _ surroundings: Surroundings) async
        -> Health.Part
    {
        let pool = database.statistics.first { $0.name == "requests" }
        let waiting = pool?.waiting ?? 0
        return Health.Part(waiting > 100 ? "degraded" : "up", "\(waiting) requests wait for the database")
    }

    /// Figures that are asked for when somebody looks.
    static func observe(_ metrics: Metrics, _ database: PostgresDatabase, _ hub: Hub) {
        metrics.asked("hesap_sockets_open", "Sockets of screens.") { Int64(hub.socketCount) }
        metrics.asked("hesap_resident_bytes", "Resident memory of the server.") {
            Int64(ProcessFigures.residentMebibytes ?? 0) * 1_048_576
        }
        for index in database.statistics.indices {
            let name = database.statistics[index].name
            metrics.asked("hesap_pool_\(name)_in_use", "Connections with a transaction.") {
                Int64(database.statistics[index].inUse)
            }
            metrics.asked("hesap_pool_\(name)_waiting", "Callers that wait for a connection.") {
                Int64(database.statistics[index].waiting)
            }
        }
    }
}

/// What the operating system says of this process.
enum ProcessFigures {
    /// Resident memory in MiB.
    static var residentMebibytes: Int? {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return nil }
        defer { unsafe fclose(file) }
        var buffer = [CChar](repeating: 0, count: 200)
        guard unsafe fgets(&buffer, 200, file) != nil else { return nil }
        let fields = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(getpagesize()) / 1_048_576
    }

    /// Free space of a folder's disk in thousandths.
    static func freePermille(of folder: String) -> Int? {
        var figures = statvfs()
        guard unsafe statvfs(folder, &figures) == 0, figures.f_blocks > 0 else { return nil }
        return Int(figures.f_bavail * 1000 / figures.f_blocks)
    }
}
