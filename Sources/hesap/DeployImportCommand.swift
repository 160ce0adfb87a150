import Deploy

/// `hesap deploy import --document FILE.md`: a first profile from a guide.
enum DeployImportCommand {
    static func run(_ words: [String]) throws {
        let arguments = try Arguments(words, options: ["document", "out"], flags: [])
        try arguments.finish()
        guard let file = arguments.option("document") else { throw Usage("--document FILE.md is missing.") }
        let imported = ImportedProfile.from(guide: try DeployFile.text(file))
        for line in imported.found { print("found    \(line)") }
        for line in imported.changed { print("changed  \(line)") }
        for line in imported.missing { print("missing  \(line)") }
        if let path = arguments.option("out") {
            try DeployInitCommand.write(imported.text, to: path)
            print("\(path) is written.")
        } else {
            print("")
            print(imported.text)
        }
        try judge(imported.text, arguments.option("out") ?? "imported.yaml")
    }

    private static func judge(_ text: String, _ path: String) throws {
        do throws(ProfileFaults) {
            _ = try Profile.read(text, file: path, environment: nil, today: DeployFile.today)
        } catch {
            throw Failure("\(error)\nWhat was found does not fit together yet: mend the places above.")
        }
    }
}
