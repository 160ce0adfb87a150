import Deploy
import FoundationEssentials

/// `hesap deploy docs --out DIR`: the pages of every profile and the runbooks.
enum DeployDocsCommand {
    /// The systems that have pages, each with the environment that the page shows.
    static let systems = [
        ("pixpos", "prod"), ("mega-pos", "mvp"), ("globalpay", "prod"), ("biletpro", "prod"),
        ("payment-system", "production"),
    ]

    static func run(_ words: [String]) throws {
        let arguments = try Arguments(words, options: ["out"], flags: [])
        try arguments.finish()
        guard let folder = arguments.option("out") else { throw Usage("--out DIR is missing.") }
        var files = RunbookPages.files(systems.map { (system: $0.0, environment: $0.1) })
        for (system, environment) in systems {
            let read = try DeployFile.profile(system, environment: environment)
            let graph = Graph.build(read.profile)
            let facts = CoverageItems.read(try DeployFile.text("deploy/coverage/\(system).facts")).count
            let page = ProfilePage(
                graph, prices: Price.of(graph), findings: ProfileLint.findings(in: read), facts: facts)
            files.append(RenderedFile(path: "\(system).md", text: page.text))
        }
        try DeployGuideCommand.write(files, below: folder)
        print("\(files.count) pages in \(folder)")
    }
}
