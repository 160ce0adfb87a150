import Base
import Deploy

/// `hesap deploy outputs`: what others need of a system: addresses, names, ids. Never a secret: only what the
/// system's parameters say.
enum DeployOutputsCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: DeployAccount.options, flags: ["json", "targets"])
        let isJSON = arguments.has("json")
        let wantsTargets = arguments.has("targets")
        let place = try DeployAccount(&arguments, changes: false)
        if wantsTargets {
            let profile = place.graph.profile
            guard profile.shape == .ecsFargate else {
                throw Usage("--targets is for tasks; pods are found by Prometheus itself.")
            }
            let region = profile.regions.primary
            let found = try DeployAccount.judged { () throws(RunFault) in
                try ScrapeTargets.list(profile) { words throws(RunFault) in
                    try place.runner.text("aws", words + ["--output", "json"], region: region)
                }
            }
            return print(found.written)
        }
        let outputs = try DeployAccount.judged { () throws(RunFault) in
            try ObservedReader(place.graph, by: place.runner).outputs()
        }
        if isJSON {
            let regions = outputs.map { region, values in
                (region, JSON.object(values.map { ($0.name, .string($0.value)) }))
            }
            return print(JSON.object(regions).written)
        }
        for (region, values) in outputs {
            for value in values { print("\(region) \(value.name) \(value.value)") }
        }
    }
}

/// `hesap deploy drift`: whether the account still is as the profile says. Exit status 4 when not.
enum DeployDriftCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: DeployAccount.options, flags: [])
        let place = try DeployAccount(&arguments, changes: false)
        let lines = try DeployAccount.judged { () throws(RunFault) -> [String] in
            let reader = ObservedReader(place.graph, by: place.runner)
            let observed = try reader.read()
            let plan = try Plan.make(place.graph, observed, place.plans)
            return plan.steps.filter { $0.effect != .read && $0.effect != .wait }.map(\.title)
                + (try reader.drift(of: observed))
        }
        guard !lines.isEmpty else { return print("No drift: the account is as the profile says.") }
        for line in lines { print(line) }
        throw Failure("\(lines.count) things differ from the profile.", status: 4)
    }
}
