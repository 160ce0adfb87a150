import Base
import Store

#if canImport(Glibc)
    import Glibc
#endif

/// `hesap`: the command line and nothing else.
@main
enum Entry {
    static func main() async {
        exit(await status(of: Array(CommandLine.arguments.dropFirst())))
    }

    /// Runs one command and says its exit status.
    static func status(of words: [String]) async -> Int32 {
        do {
            try await run(words)
            return 0
        } catch let usage as Usage {
            complain(usage.message + "\nTry: \(usage.help)")
            return 64
        } catch let failure as Failure {
            complain(failure.message)
            return failure.status
        } catch let refusal as any Refusal {
            complain("Refused: \(refusal.problem.code) \(refusal.problem.detail ?? "")")
            return 1
        } catch let fault as ConfigurationFault {
            complain("The configuration has faults:\n\(fault)")
            return 64
        } catch let fault as DatabaseError {
            complain("\(fault): \(fault.message)")
            return 1
        } catch {
            complain("\(error)")
            return 1
        }
    }

    private static func run(_ words: [String]) async throws {
        guard let command = words.first, command != "--help", command != "help", command != "-h" else {
            return print(Help.overview)
        }
        let rest = Array(words.dropFirst())
        if rest.contains("--help") || rest.contains("-h") {
            return print(command == "deploy" ? Help.deploy(of: rest) : Help.text(of: command))
        }
        switch command {
        case "serve": try await ServeCommand.run(rest)
        case "migrate": try await MigrateCommand.run(rest)
        case "organization": try await OrganizationCommand.run(rest)
        case "key": try await KeyCommand.run(rest)
        case "password": try await PasswordCommand.run(rest)
        case "ledger": try await LedgerCommand.run(rest)
        case "audit": try await AuditCommand.run(rest)
        case "backup": try await BackupCommand.run(rest)
        case "restore": try await RestoreCommand.run(rest)
        case "bench": try await BenchCommand.run(rest)
        case "openapi": try OpenAPICommand.run(rest)
        case "probe": try await ProbeCommand.run(rest)
        case "deploy": try DeployCommand.run(rest)
        case "version", "--version": print(Version.text)
        default: throw Usage("There is no command \(command).")
        }
    }

    private static func complain(_ message: String) {
        StandardError.write(Array((message + "\n").utf8))
    }
}

/// Which Hesap this is.
enum Version {
    static let number = "0.1.0"
    static let text = "hesap \(number)"
}
