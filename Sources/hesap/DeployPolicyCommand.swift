import Base
import Deploy
import FoundationEssentials

/// `hesap deploy policy`: the least that whoever deploys must be allowed, as IAM policies.
enum DeployPolicyCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["environment", "out"], flags: [])
        let word = try arguments.word("The profile")
        try arguments.finish()
        let files = try files(word, environment: arguments.option("environment"))
        guard let folder = arguments.option("out") else {
            for file in files { print("\(file.path)\n\(file.text)") }
            return
        }
        for file in files {
            let path = "\(folder)/\(file.path)"
            guard FileManager.default.createFile(atPath: path, contents: Data(file.text.utf8)) else {
                throw Failure("\(path) cannot be written.", status: 2)
            }
        }
        print("\(files.count) policies in \(folder)")
    }

    /// The policies of a profile.
    static func files(_ system: String, environment: String?) throws -> [RenderedFile] {
        let graph = Graph.build(try DeployFile.profile(system, environment: environment).profile)
        let plan = try DeployAccount.judged { () throws(RunFault) in
            try Plan.make(graph, .nothing, PlanSettings())
        }
        return DeployerPolicy.files(graph, plan)
    }
}
