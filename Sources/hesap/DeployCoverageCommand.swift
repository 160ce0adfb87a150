import Deploy

/// `hesap deploy coverage PROFILE`: what became of every fact of the profile's document.
enum DeployCoverageCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["document"], flags: ["gaps", "facts"])
        if arguments.has("facts") {
            guard let file = arguments.option("document") else {
                throw Usage("--document FILE.md is missing.")
            }
            return print(
                String(CoverageItems.text(DocumentItems.all(in: try DeployFile.text(file))).dropLast()))
        }
        let word = try arguments.word("A profile")
        try arguments.finish()
        let coverage = try judge(word)
        if arguments.has("gaps") {
            for item in coverage.gaps {
                print("\(item.line)\t\(item.kind.rawValue)\t\(item.context)\t\(item.text)")
            }
        } else {
            print(String(coverage.page(word).dropLast()))
        }
        for stale in coverage.stale { print("deploy/coverage/\(word).reasons:\(stale)") }
        if !coverage.gaps.isEmpty || !coverage.stale.isEmpty {
            throw Failure("\(coverage.gaps.count) facts are open, \(coverage.stale.count) answers are stale.")
        }
    }

    private static func judge(_ word: String) throws -> Coverage {
        let names = Profile.environments(in: try DeployFile.text(DeployFile.place(word)))
        let graphs = try names.map { Graph.build(try DeployFile.profile(word, environment: $0).profile) }
        let files = graphs.flatMap { Rendering.files($0) }
        let items = CoverageItems.read(try DeployFile.text("deploy/coverage/\(word).facts"))
        let answers = try DeployFile.text("deploy/coverage/\(word).reasons")
        let shared = try DeployFile.text("deploy/coverage/common.reasons")
        do throws(ProfileFault) {
            let reasons = try CoverageReason.read(answers)
            return Coverage(
                items, in: CoverageIndex(graphs, files: files), reasons: reasons,
                shared: try CoverageReason.read(shared))
        } catch {
            throw Failure("deploy/coverage/\(word).reasons:\(error.line): \(error.message)", status: 2)
        }
    }
}
