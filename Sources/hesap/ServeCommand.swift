import API
import Base
import CShims
import Organizations
import Web
import Workers

/// `hesap serve`: pool, then workers, then HTTP; on a signal the same in reverse.
enum ServeCommand {
    static func run(_ words: [String]) async throws {
        let arguments = try Arguments(
            words, options: ["port", "host", "data", "roles", "web", "demo-days", "demo-data"],
            flags: ["demo"])
        try arguments.finish()
        hesap_memory_begin()
        let configuration = try Environment.configuration(arguments)
        let signals = StopSignals()
        let say: @Sendable (String) -> Void = { print($0) }
        let home = try await DatabaseHome.open(configuration, say: say)
        do {
            try await serve(configuration, arguments, home, signals, say: say)
        } catch {
            await home.close()
            throw error
        }
        await home.close()
        print("Stopped.")
    }

    private static func serve(
        _ configuration: Configuration, _ arguments: Arguments, _ home: DatabaseHome, _ signals: StopSignals,
        say: @escaping @Sendable (String) -> Void
    ) async throws {
        try await home.migrate(say: { say("Schema: \($0)") })
        let server = try await Server(configuration, home)
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await start(server, configuration, arguments, home, say: say)
                try await server.work()
            }
            group.addTask { await signals.wait() }
            let ended = await group.nextResult()
            say("Stopping: finishing what is under way.")
            await server.drain()
            group.cancelAll()
            while await group.nextResult() != nil {}
            if case .failure(let fault) = ended { throw fault }
        }
        await server.close()
    }

    private static func start(
        _ server: Server, _ configuration: Configuration, _ arguments: Arguments, _ home: DatabaseHome,
        say: @escaping @Sendable (String) -> Void
    ) async throws {
        if arguments.has("demo") {
            try await DemoSetUp(
                server: server, home: home, configuration: configuration, arguments: arguments
            ).make(say: say)
        }
        let port = try server.listen()
        if arguments.has("demo") { DemoSetUp.printWelcome(configuration, port: port) }
        say(
            "Hesap listens on \(configuration.address(port)). Data: \(configuration.dataFolder). Stop with Ctrl-C."
        )
    }
}

extension Configuration {
    /// The address that people type.
    func address(_ port: Int) -> String { "\(tls == nil ? "http" : "https")://\(host):\(port)" }
}
