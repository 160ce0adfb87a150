import Base
import Deploy
import FoundationEssentials

/// `hesap deploy plan`: what would be created, changed and destroyed, in order, with the exact commands.
enum DeployPlanCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["out"]), flags: ["explain", "offline"])
        let place = try DeployAccount(&arguments, changes: false)
        if arguments.has("explain") { explain(place.read) }
        let observed = try DeployAccount.judged { () throws(RunFault) in
            try observe(place, offline: arguments.has("offline"))
        }
        let plan = try DeployAccount.judged { () throws(RunFault) in
            try Plan.make(place.graph, observed, place.plans)
        }
        let page = PlanText.page(plan, by: place.runner)
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.keep(plan, observed: observed, page: page)
        }
        print(String(page.dropLast()))
        if let file = arguments.option("out") {
            guard FileManager.default.createFile(atPath: file, contents: Data(page.utf8)) else {
                throw Failure("\(file) cannot be written.", status: 2)
            }
        }
    }

    /// What stands in the account; nothing, when nobody can look.
    static func observe(_ place: DeployAccount, offline: Bool) throws(RunFault) -> Observed {
        if offline { return .nothing }
        do throws(RunFault) {
            return try ObservedReader(place.graph, by: place.runner).read()
        } catch {
            guard error.message.contains("finds no credentials") else { throw error }
            return .nothing
        }
    }

    private static func explain(_ read: ReadProfile) {
        for line in read.explained {
            switch line.source {
            case .given(let number): print("\(line.path): \(line.value) (line \(number))")
            case .byDefault(let why): print("\(line.path): \(line.value) (default: \(why))")
            }
        }
        for note in read.notes { print("note: \(note)") }
    }
}
