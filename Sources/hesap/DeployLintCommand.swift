import Deploy

/// `hesap deploy lint PROFILE` and `hesap deploy lint --document FILE.md`.
enum DeployLintCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["document", "waivers", "environment"], flags: [])
        guard let file = arguments.option("document") else {
            let word = try arguments.word("A profile, or --document FILE.md,")
            try arguments.finish()
            return try profile(word, arguments)
        }
        try arguments.finish()
        let text = try DeployFile.text(file)
        let own = try read(file) { () throws(Waiver.Fault) in try Waiver.within(text) }
        let waivers = try arguments.option("waivers").map(waivers) ?? []
        let found = Lint.findings(in: text)
        try report(Waiver.apply(own + waivers, to: found, of: file, on: DeployFile.today), of: file)
    }

    private static func profile(_ word: String, _ arguments: Arguments) throws {
        let environment = arguments.option("environment")
        let path = DeployFile.place(word)
        let names = Profile.environments(in: try DeployFile.text(path))
        let chosen = DeployFile.environment(environment).map { [$0] } ?? names
        var all: [Finding] = []
        for name in chosen.isEmpty ? [nil] : chosen.map(Optional.some) {
            let read = try DeployFile.profile(word, environment: name)
            let found = ProfileLint.findings(in: read) + GraphLint.findings(in: Graph.build(read.profile))
            all += found.filter { !all.contains($0) }
        }
        let waivers = try arguments.option("waivers").map(waivers) ?? []
        let open = Waiver.apply(waivers, to: all.filter { $0.waived == nil }, of: path, on: DeployFile.today)
        try report(open + all.filter { $0.waived != nil }, of: path)
    }

    private static func report(_ all: [Finding], of file: String) throws {
        for finding in all where finding.waived == nil {
            print("\(file):\(finding.line):\(finding.rule): \(finding.severity.rawValue): \(finding.message)")
        }
        print(summary(all))
        if Lint.status(of: all) != 0 { throw Failure("\(file) has mistakes.") }
    }

    private static func summary(_ findings: [Finding]) -> String {
        let open = findings.filter { $0.waived == nil }
        let counts = Severity.allCases.map { severity in
            "\(open.filter { $0.severity == severity }.count) \(severity.rawValue)s"
        }
        return (counts + ["\(findings.count - open.count) waived"]).joined(separator: ", ")
    }

    private static func waivers(_ path: String) throws -> [Waiver] {
        let text = try DeployFile.text(path)
        return try read(path) { () throws(Waiver.Fault) in try Waiver.read(text) }
    }

    private static func read(_ path: String, _ body: () throws(Waiver.Fault) -> [Waiver]) throws -> [Waiver] {
        do throws(Waiver.Fault) { return try body() } catch {
            throw Failure("\(path):\(error.line): \(error.message)", status: 2)
        }
    }
}
