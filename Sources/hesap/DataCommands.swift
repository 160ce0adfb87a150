import Base
import Ledger
import Organizations
import Postgres
import Store

/// Commands that only need the database: beside a running server, or on its data folder.
enum DataCommand {
    /// Opens the database that the options name, runs `body` on it, and stops what it started.
    static func with<Result: Sendable>(
        _ arguments: Arguments, migrate: Bool = true,
        _ body: @Sendable (DatabaseHome, PostgresDatabase) async throws -> Result
    ) async throws -> Result {
        let configuration = try Environment.configuration(arguments)
        let home = try await DatabaseHome.open(configuration, say: { _ in })
        do {
            if migrate { try await home.migrate(say: { _ in }) }
            let database = home.database()
            let result = try await body(home, database)
            await database.close()
            await home.close()
            return result
        } catch {
            await home.close()
            throw error
        }
    }
}

/// `hesap migrate`.
enum MigrateCommand {
    static func run(_ words: [String]) async throws {
        let arguments = try Arguments(words, options: ["data"], flags: [])
        try arguments.finish()
        try await DataCommand.with(arguments, migrate: false) { home, _ in
            let applied = try await Migrator.run(home.url, Modules.migrations)
            print(
                applied.isEmpty ? "The schema is up to date." : "Applied: \(applied.joined(separator: ", "))")
        }
    }
}

/// `hesap ledger verify`.
enum LedgerCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data"], flags: [])
        guard try arguments.word("verify") == "verify" else {
            throw Usage("hesap ledger verify is expected.")
        }
        try arguments.finish()
        let report = try await judged {
            try await DataCommand.with(arguments) { _, database in try await LedgerVerification.run(database)
            }
        }
        report.lines.forEach { print($0) }
        guard report.isSound else { throw Failure("The books do not hold.", status: 1) }
    }
}

/// `hesap audit verify`.
enum AuditCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data"], flags: [])
        guard try arguments.word("verify") == "verify" else { throw Usage("hesap audit verify is expected.") }
        try arguments.finish()
        let report = try await judged {
            try await DataCommand.with(arguments) { _, database in try await AuditVerification.run(database) }
        }
        for chain in report {
            let verdict = chain.fault.map { "FAIL \($0)" } ?? "ok"
            print(
                "\(verdict): organization \(chain.organization), \(chain.sealed) sealed, \(chain.unsealed) not yet, "
                    + "last seal \(chain.lastHash)")
        }
        guard report.allSatisfy({ $0.fault == nil }) else {
            throw Failure("The audit trail does not hold.", status: 1)
        }
    }
}

/// Runs a proof; what keeps it from judging is status 2, never a verdict.
private func judged<Result>(_ proof: () async throws -> Result) async throws -> Result {
    do { return try await proof() } catch let fault as DatabaseError {
        throw Failure("Could not judge: \(fault): \(fault.message)", status: 2)
    } catch let fault as ClusterFault {
        throw Failure("Could not judge: \(fault)", status: 2)
    }
}

/// `hesap backup DIR`.
enum BackupCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data"], flags: [])
        let folder = try arguments.word("The folder for the copy")
        try arguments.finish()
        let configuration = try Environment.configuration(arguments)
        guard configuration.database.primary == nil else {
            throw Failure("DATABASE_URL is set: back that server up with its own tools.")
        }
        try await DataCommand.with(arguments) { _, _ in
            let cluster = try PrivateCluster(DatabaseHome.clusterSettings(configuration))
            let base = try await Backup.run(cluster, folder) { print($0) }
            try await Backup.flush(cluster)
            print("Copied into \(base.folder). Every change from now on follows within a minute.")
        }
    }
}

/// `hesap restore DIR [--to TIME]`.
enum RestoreCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data", "to"], flags: [])
        let folder = try arguments.word("The folder of the copy")
        try arguments.finish()
        var moment: Instant?
        if let text = arguments.option("to") {
            guard let instant = Instant(text) else {
                throw Usage("--to takes a time such as 2026-11-21T18:00:00Z.")
            }
            moment = instant
        }
        let configuration = try Environment.configuration(arguments)
        try await Restore.run(folder, into: DatabaseHome.clusterSettings(configuration), to: moment) {
            print($0)
        }
        try await DataCommand.with(arguments) { _, database in
            let epoch = Surroundings.live.newUUID().text
            try await database.transaction(.system) { tx in try BranchStream.changeEpoch(to: epoch, in: tx) }
        }
        print(
            "Restored into \(configuration.dataFolder). Check the books: hesap ledger verify --data \(configuration.dataFolder)"
        )
    }
}
