import Deploy
import FoundationEssentials

/// `hesap deploy guide PROFILE`: the whole plan as one readable document.
enum DeployGuideCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["environment", "language", "out"], flags: [])
        let word = try arguments.word("A profile")
        try arguments.finish()
        let name = arguments.option("language") ?? "en"
        guard let language = Language(rawValue: name) else { throw Usage("--language is tr or en.") }
        let read = try DeployFile.profile(word, environment: arguments.option("environment"))
        let graph = Graph.build(read.profile)
        let plan = try judged { () throws(RunFault) in
            try Plan.make(graph, .nothing, PlanSettings(image: GuideRender.image))
        }
        let page = GuideRender(read, graph, plan, prices: Price.of(graph), language: language).page
        guard let folder = arguments.option("out") else { return print(String(page.dropLast())) }
        try DeployFile.write(plan.files + [RenderedFile(path: "guide.md", text: page)], below: folder)
        print("\(folder)/guide.md and \(plan.files.count) files that its commands read")
    }

    private static func judged<Value>(_ body: () throws(RunFault) -> Value) throws -> Value {
        do throws(RunFault) { return try body() } catch {
            throw Failure(error.message, status: Int32(error.status))
        }
    }
}
