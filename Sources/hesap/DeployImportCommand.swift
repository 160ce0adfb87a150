import Base
import Deploy

/// `hesap deploy import`: a first profile from a guide, or from the stacks that run.
enum DeployImportCommand {
    static func run(_ words: [String]) throws {
        let arguments = try Arguments(
            words, options: ["document", "out", "stacks", "environment", "regions", "endpoint-url"], flags: []
        )
        try arguments.finish()
        let imported: ImportedProfile
        if let system = arguments.option("stacks") {
            imported = try stacks(system, arguments)
        } else if let file = arguments.option("document") {
            imported = ImportedProfile.from(guide: try DeployFile.text(file))
        } else {
            throw Usage("--document FILE.md or --stacks SYSTEM is missing.")
        }
        try give(imported, arguments.option("out"))
    }

    private static func give(_ imported: ImportedProfile, _ path: String?) throws {
        for line in imported.found { print("found    \(line)") }
        for line in imported.changed { print("changed  \(line)") }
        for line in imported.missing { print("missing  \(line)") }
        if let path {
            try DeployInitCommand.write(imported.text, to: path)
            print("\(path) is written.")
        } else {
            print("")
            print(imported.text)
        }
        try judge(imported.text, path ?? "imported.yaml")
    }

    /// Reads the templates of the stacks whose names begin with system and environment.
    private static func stacks(_ system: String, _ arguments: Arguments) throws -> ImportedProfile {
        guard let environment = DeployFile.environment(arguments.option("environment")) else {
            throw Usage("--environment (or ENVIRONMENT) is missing.")
        }
        guard let regions = arguments.option("regions")?.split(separator: ",").map(String.init) else {
            throw Usage("--regions REGION,… is missing; the first is the primary.")
        }
        return try DeployAccount.judged { () throws(RunFault) in
            let settings = try RunSettings(
                environment: Environment.variables, endpoint: arguments.option("endpoint-url"))
            let runner = Runner(settings, surroundings: .live)
            var found: [(region: String, template: JSON)] = []
            for region in regions {
                for name in try names(of: "\(system)-\(environment)-", in: region, by: runner) {
                    let words = [
                        "cloudformation", "get-template", "--stack-name", name, "--query", "TemplateBody",
                    ]
                    found.append((region, try json(words, in: region, by: runner)))
                }
            }
            guard !found.isEmpty else {
                throw RunFault(
                    1,
                    "No stack named \(system)-\(environment)-… stands in \(regions.joined(separator: ", ")).")
            }
            let words = ["sts", "get-caller-identity", "--query", "Account"]
            let account = try json(words, in: regions.first, by: runner).text ?? ""
            return ImportedProfile.from(
                stacks: found, system: system, environment: environment, account: account)
        }
    }

    private static func names(
        of prefix: String, in region: String, by runner: Runner
    ) throws(RunFault) -> [String] {
        let words = [
            "cloudformation", "list-stacks", "--stack-status-filter", "CREATE_COMPLETE", "UPDATE_COMPLETE",
            "UPDATE_ROLLBACK_COMPLETE", "--query", "StackSummaries[].StackName",
        ]
        return (try json(words, in: region, by: runner).array ?? []).compactMap(\.text).filter {
            $0.hasPrefix(prefix)
        }
    }

    /// The answer as JSON; a template that was given as a text is read once more.
    private static func json(
        _ words: [String], in region: String?, by runner: Runner
    ) throws(RunFault) -> JSON {
        let text = try runner.text("aws", words + ["--output", "json"], region: region)
        let read = (try? JSON(parsing: text)) ?? .null
        if let inner = read.text, inner.hasPrefix("{") { return (try? JSON(parsing: inner)) ?? .null }
        return read
    }

    private static func judge(_ text: String, _ path: String) throws {
        do throws(ProfileFaults) {
            _ = try Profile.read(text, file: path, environment: nil, today: DeployFile.today)
        } catch {
            throw Failure("\(error)\nWhat was found does not fit together yet: mend the places above.")
        }
    }
}
