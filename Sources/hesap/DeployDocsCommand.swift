import Deploy
import FoundationEssentials

/// `hesap deploy docs --out DIR`: the pages of every profile, the runbooks and the policies of who deploys.
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
                graph, table: PriceTable.built.adding(try costs(of: system)?.prices ?? []),
                findings: ProfileLint.findings(in: read), facts: facts, costs: try costs(of: system))
            files.append(RenderedFile(path: "\(system).md", text: page.text))
        }
        for (system, environment) in systems + [("payment-system", "staging")] {
            for file in try DeployPolicyCommand.files(system, environment: environment) {
                files.append(RenderedFile(path: "iam/\(file.path)", text: file.text))
            }
        }
        try DeployFile.write(files, below: folder)
        print("\(files.count) files in \(folder)")
    }

    /// What the system's document says of costs.
    static func costs(of system: String) throws -> DocumentCosts? {
        let path = "deploy/costs/\(system).yaml"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let text = try DeployFile.text(path)
        do throws(CostFault) {
            return try DocumentCosts.read(text)
        } catch {
            throw Failure("deploy/costs/\(system).yaml:\(error.line): \(error.message)", status: 2)
        }
    }
}
