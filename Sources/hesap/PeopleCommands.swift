import Base
import Organizations
import Store

/// `hesap organization create`.
enum OrganizationCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(
            words, options: ["data", "name", "slug", "email", "branch", "person"], flags: ["json"])
        guard try arguments.word("create") == "create" else { throw Usage("hesap organization create is expected.") }
        try arguments.finish()
        guard let name = arguments.option("name"), let slug = arguments.option("slug"),
            let email = arguments.option("email")
        else { throw Usage("--name, --slug and --email are needed.") }
        let branch = arguments.option("branch") ?? name
        let person = arguments.option("person") ?? name
        let made = try await DataCommand.with(arguments) { _, database in
            try await CreateOrganization(
                name: name, slug: slug, branch: branch, owner: person, email: email
            ).run(try await Commands.identity(database))
        }
        if arguments.has("json") {
            print(
                JSON.object([
                    ("organization", .string(made.organization.id.description)), ("slug", .string(slug)),
                    ("branch", .string(made.branch.id.description)), ("email", .string(email)),
                    ("password", .string(made.password.reveal)),
                ]).written)
        } else {
            print("Made \(name) (\(slug)) with its first branch \(branch).")
            print("Owner: \(email), password (shown once): \(made.password.reveal)")
        }
    }
}

/// `hesap key create`.
enum KeyCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data", "organization", "mode", "name"], flags: [])
        guard try arguments.word("create") == "create" else { throw Usage("hesap key create is expected.") }
        try arguments.finish()
        guard let slug = arguments.option("organization"), let mode = arguments.option("mode").flatMap({ APIKey.Mode(rawValue: $0) })
        else { throw Usage("--organization SLUG and --mode test|live are needed.") }
        let name = arguments.option("name") ?? "Command line"
        let key = try await DataCommand.with(arguments) { _, database in
            try await CreateKey(organization: slug, mode: mode, name: name).run(try await Commands.identity(database))
        }
        print("Key (shown once): \(key.token)")
    }
}

/// `hesap password reset`.
enum PasswordCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(words, options: ["data", "email"], flags: [])
        guard try arguments.word("reset") == "reset" else { throw Usage("hesap password reset is expected.") }
        try arguments.finish()
        guard let email = arguments.option("email") else { throw Usage("--email is needed.") }
        let password = try await DataCommand.with(arguments) { _, database in
            try await ResetPassword(email: email).run(try await Commands.identity(database))
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
}
