import Base
import Deploy

#if canImport(Glibc)
    import Glibc
#endif

/// `hesap deploy connect database|shell PROFILE --environment E --reason TEXT`.
enum DeployConnectCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words,
            options: DeployAccount.options.union(["reason", "port", "command", "service", "folder"]),
            flags: ["dry-run"])
        let what = try arguments.word("database or shell")
        guard ["database", "shell"].contains(what) else {
            throw Usage("connect \(what): database or shell is expected.")
        }
        let port = arguments.option("port").map(Int.init) ?? 15_432
        guard let port, (1024...65_535).contains(port) else { throw Usage("--port is no port above 1023.") }
        let command = arguments.option("command")
        let name = arguments.option("service")
        let isTrial = arguments.has("dry-run")
        let folder = arguments.option("folder")
        let reason = try reason(arguments)
        let place = try DeployAccount(&arguments, changes: true)
        let reader = AccountReader(place.graph, by: place.runner, in: place.folder, surroundings: .live)
        // What one breaks off is psql's or the shell's; the tunnel ends with them.
        signal(SIGINT) { _ in }
        let status = try DeployAccount.judged { () throws(RunFault) in
            let connect = try Connect(
                reader, reason: reason, machine: folder ?? "/etc/\(place.profile.system)"
            ) { say($0) }
            if what == "database" {
                return try connect.database(port: port, command: command, isTrial: isTrial)
            }
            let services = place.profile.services
            let service = name ?? services.first { $0.notInRelease == nil }?.name ?? ""
            return try connect.shell(Scale.service(service, in: place.profile), isTrial: isTrial)
        }
        guard status == 0 else { throw Failure("It ended with status \(status).", status: status) }
    }

    /// Beside what psql itself prints.
    private static func say(_ line: String) { StandardError.write(Array((line + "\n").utf8)) }

    /// As it was given, or asked for.
    private static func reason(_ arguments: Arguments) throws -> String {
        if let given = arguments.option("reason") { return given }
        say("Why? It is kept:")
        guard let answer = readLine(), !answer.isEmpty else {
            throw Usage("--reason TEXT is missing: why somebody goes in is kept.")
        }
        return answer
    }
}
