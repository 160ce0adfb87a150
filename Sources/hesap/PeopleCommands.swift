import Base
import Crypto
import Menu
import Organizations
import Payments
import Store

/// `hesap organization create`.
enum OrganizationCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(
            words, options: ["data", "name", "slug", "email", "branch", "person"], flags: ["json"])
        guard try arguments.word("create") == "create" else {
            throw Usage("hesap organization create is expected.")
        }
        try arguments.finish()
        guard let name = arguments.option("name"), let slug = arguments.option("slug"),
            let email = arguments.option("email")
        else { throw Usage("--name, --slug and --email are needed.") }
        let branch = arguments.option("branch") ?? name
        let person = arguments.option("person") ?? name
        let password = RandomToken.code(14, Surroundings.live)
        let founded = try await DataCommand.with(arguments) { _, database in
            let identity = try await Commands.identity(database)
            let secrets = try await NewSecrets.prepare(pin: nil, password: password, identity.keys)
            let create = CreateOrganization(
                slug: slug, name: name, branch: branch, ownerName: person, ownerEmail: email,
                identity.surroundings)
            let founded = try await create.run(Commands.runner(database), secrets: secrets)
            _ = try await Commands.runner(database).run(
                .system(founded.organization.id), command: identity.surroundings.newUUID()
            ) {
                context, tx in
                let language = founded.organization.locales.first ?? "tr"
                try AddBankTerminal.run(
                    .first(of: founded.branch.id, in: language, identity.surroundings), context, in: tx)
                return try AdoptTaxPack.run(.turkey, context, in: tx)
            }
            return founded
        }
        if arguments.has("json") {
            print(
                JSON.object([
                    ("organization", .string(founded.organization.id.description)), ("slug", .string(slug)),
                    ("branch", .string(founded.branch.id.description)), ("email", .string(email)),
                    ("password", .string(password)),
                ]).written)
        } else {
            print("Made \(name) (\(slug)) with its first branch \(branch).")
            print("Owner: \(email), password (shown once): \(password)")
        }
    }
}

/// `hesap key create`.
enum KeyCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data", "organization", "mode", "name"], flags: [])
        guard try arguments.word("create") == "create" else { throw Usage("hesap key create is expected.") }
        try arguments.finish()
        guard let slug = arguments.option("organization"),
            let mode = arguments.option("mode").flatMap({ KeyMode(rawValue: $0) })
        else { throw Usage("--organization SLUG and --mode test|live are needed.") }
        let name = arguments.option("name") ?? "Command line"
        let secret = try await DataCommand.with(arguments) { _, database in
            try await Commands.key(name, mode, ofOrganization: slug, database)
        }
        print("Key (shown once): \(secret)")
    }
}

/// `hesap password reset`.
enum PasswordCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data", "email"], flags: [])
        guard try arguments.word("reset") == "reset" else { throw Usage("hesap password reset is expected.") }
        try arguments.finish()
        guard let email = arguments.option("email") else { throw Usage("--email is needed.") }
        let password = RandomToken.code(14, Surroundings.live)
        try await DataCommand.with(arguments) { _, database in
            try await ResetPassword.run(
                email: email, password: password, try await Commands.identity(database))
        }
        print("New password of \(email) (shown once): \(password)")
    }
}

/// What several commands need.
enum Commands {
    /// Sign-in's parts on this database.
    static func identity(_ database: any Database) async throws -> Identity {
        let surroundings = Surroundings.live
        let keys = try await ServerKeys.load(database, surroundings)
        return Identity(database: database, surroundings: surroundings, keys: keys)
    }

    /// Runs commands whose frames other processes find by themselves.
    static func runner(_ database: any Database) -> CommandRunner {
        CommandRunner(database: database, surroundings: .live)
    }

    /// Makes an API key of the organization with this slug; gives the key itself.
    static func key(
        _ name: String, _ mode: KeyMode, ofOrganization slug: String, _ database: any Database
    ) async throws -> String {
        let identity = try await identity(database)
        let found = try await database.transaction(.system) { tx in try Directory.find(slug: slug, in: tx) }
        guard let found else { throw Failure("There is no organization \(slug).") }
        return try await runner(database).run(.system(found.id), command: identity.surroundings.newUUID()) {
            context, tx in
            try CreateKey(name: name, mode: mode).run(identity.keys, context, in: tx).secret
        }
    }
}
