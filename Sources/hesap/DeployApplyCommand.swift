import Base
import Deploy

/// `hesap deploy apply` and `all`: carries out the plan of a digest, and no other.
enum DeployApplyCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["plan", "web"]), flags: ["take-lock"])
        let web = arguments.option("web")
        guard let digest = arguments.option("plan") else {
            throw Usage("--plan DIGEST is missing: hesap deploy plan shows it.")
        }
        let place = try DeployAccount(&arguments, changes: true)
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let journal = try Journal(place.folder.journal, surroundings: .live)
            let plan = try self.plan(place, digest: digest, journal: journal)
            try carryOut(plan, place, journal, takesLock: arguments.has("take-lock"))
        }
        if let web {
            try DeployScreensCommand.follow(place, web, takesLock: arguments.has("take-lock"))
        }
    }

    /// Plans and carries out at once.
    static func all(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["web"]), flags: ["take-lock", "yes"])
        let web = arguments.option("web")
        let place = try DeployAccount(&arguments, changes: true)
        guard arguments.has("yes") else {
            throw Usage("--yes is missing: all changes the account without showing the plan first.")
        }
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let journal = try Journal(place.folder.journal, surroundings: .live)
            let plan: Plan
            if let begun = try unfinished(place, journal) {
                plan = begun
            } else {
                plan = try fresh(place)
                print(PlanText.summary(plan))
            }
            try carryOut(plan, place, journal, takesLock: arguments.has("take-lock"))
        }
        if let web {
            try DeployScreensCommand.follow(place, web, takesLock: arguments.has("take-lock"))
        }
    }

    /// The plan that was begun and not finished, when the profile still makes it.
    private static func unfinished(_ place: DeployAccount, _ journal: Journal) throws(RunFault) -> Plan? {
        guard let progress = journal.unfinished, progress.verb == "apply",
            let observed = try place.folder.observed(for: progress.plan)
        else { return nil }
        let plan = try Plan.make(place.graph, observed, place.plans)
        return plan.digest == progress.plan ? plan : nil
    }

    private static func plan(
        _ place: DeployAccount, digest: String, journal: Journal
    ) throws(RunFault) -> Plan {
        guard digest.utf8.count >= 12 else { throw RunFault(64, "A digest has at least twelve digits.") }
        if let plan = try unfinished(place, journal), plan.digest.hasPrefix(digest) { return plan }
        let plan = try fresh(place)
        guard !plan.digest.hasPrefix(digest) else { return plan }
        let old = try place.folder.page(of: digest).map(PlanText.titles)
        guard let old else {
            throw RunFault(
                3, "There is no plan \(digest) here. The plan of now is \(plan.digest): look at it first.")
        }
        let new = PlanText.titles(PlanText.page(plan, by: place.runner))
        let gone = old.filter { !new.contains($0) }.map { "- \($0)" }
        let added = new.filter { !old.contains($0) }.map { "+ \($0)" }
        let changes = gone + added
        let list = changes.isEmpty ? "the contents of a template" : "\n" + changes.joined(separator: "\n")
        throw RunFault(
            3,
            "The plan \(digest) is stale: account or profile changed since. What differs: \(list)\n"
                + "Plan again, look at it, and apply \(plan.digest).")
    }

    private static func fresh(_ place: DeployAccount) throws(RunFault) -> Plan {
        let observed = try ObservedReader(place.graph, by: place.runner).read()
        let plan = try Plan.make(place.graph, observed, place.plans)
        try place.folder.keep(plan, observed: observed, page: PlanText.page(plan, by: place.runner))
        return plan
    }

    static func carryOut(
        _ plan: Plan, _ place: DeployAccount, _ journal: Journal, takesLock: Bool
    ) throws(RunFault) {
        for note in plan.notes { print("note: \(note)") }
        for left in plan.leftOut { print("not emulated: \(left.type) \(left.id.name): \(left.reason)") }
        if let missing = plan.missing.first { throw RunFault(3, missing) }
        guard !plan.isEmpty else { return print(PlanText.summary(plan)) }
        try place.preflight(plan)
        let apply = Apply(
            plan, of: place.profile, by: place.runner, in: place.folder, journal: journal,
            takesLock: takesLock, surroundings: .live, say: { print($0) })
        try apply.run()
        print("Done: \(plan.steps.count) steps of plan \(plan.digest.prefix(16)).")
    }
}
