import Base
import Deploy

/// `hesap deploy destroy`: takes a system away, after its name was given again.
enum DeployDestroyCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["confirm", "plan"]),
            flags: ["with-data", "take-lock"])
        let confirmed = arguments.option("confirm")
        let place = try DeployAccount(&arguments, changes: true)
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let journal = try Journal(place.folder.journal, surroundings: .live)
            let plan = try plan(place, journal, withData: arguments.has("with-data"))
            guard confirmed == place.profile.system else {
                print(String(PlanText.page(plan, by: place.runner).dropLast()))
                throw RunFault(
                    3,
                    "Nothing was destroyed. To destroy \(place.profile.environment.name), repeat the system's name:"
                        + " --confirm \(place.profile.system)")
            }
            try DeployApplyCommand.carryOut(plan, place, journal, takesLock: arguments.has("take-lock"))
            try survivors(place)
        }
    }

    private static func plan(
        _ place: DeployAccount, _ journal: Journal, withData: Bool
    ) throws(RunFault) -> Plan {
        if let progress = journal.unfinished, progress.verb == "destroy",
            let observed = try place.folder.observed(for: progress.plan)
        {
            let plan = Plan.destroy(place.graph, observed, settings(place, observed), withData: withData)
            if plan.digest == progress.plan { return plan }
        }
        let observed = try ObservedReader(place.graph, by: place.runner).readForDestruction()
        let plan = Plan.destroy(place.graph, observed, settings(place, observed), withData: withData)
        try place.folder.keep(plan, observed: observed, page: PlanText.page(plan, by: place.runner))
        return plan
    }

    /// What was made by commands of its own is known by what was noted.
    private static func settings(_ place: DeployAccount, _ observed: Observed) -> PlanSettings {
        var settings = place.plans
        settings.direct.formUnion(observed.madeDirectly(of: place.graph))
        return settings
    }

    private static func survivors(_ place: DeployAccount) throws(RunFault) {
        let reader = AccountReader(
            place.graph, by: place.runner, in: place.folder, surroundings: .live)
        let all = try SurvivorReader(reader).read()
        let going = all.filter(\.goesByItself)
        let kept = all.filter { $0.isSnapshot && !$0.goesByItself }
        let paid = all.filter { !$0.goesByItself && !$0.isSnapshot }
        for (title, group) in [("Goes by itself:", going), ("Last snapshots, kept:", kept)] {
            if !group.isEmpty {
                print(([title] + group.map { "  \($0.name): \($0.cost)" }).joined(separator: "\n"))
            }
        }
        let nothing = "Nothing that bears the system's tags is left."
        guard !paid.isEmpty else {
            return print(going.isEmpty && kept.isEmpty ? nothing : "Apart from these: \(nothing)")
        }
        print("Left, and paid for:")
        for one in paid { print("  \(one.name): \(one.cost)") }
    }
}
