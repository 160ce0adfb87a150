/// Steps that write the system's parameters.
enum ParameterSteps {
    /// Writes a parameter. The value is inside JSON: on its own, the command line would fetch what looks like
    /// an address.
    static func put(
        _ id: StepID, _ title: String, _ effect: StepEffect, _ name: String, _ value: Word, region: String
    ) -> Step {
        Step(
            id, title, effect,
            [
                "ssm", "put-parameter", "--cli-input-json",
                .join([
                    .text("{\"Name\":\"\(name)\",\"Type\":\"String\",\"Overwrite\":true,\"Value\":\""), value,
                    "\"}",
                ]),
            ], region: region)
    }

    /// Takes a parameter away.
    static func delete(_ name: String, region: String) -> Step {
        let key = name.replacing("/", with: "-").drop { $0 == "-" }
        return Step(
            "forget-\(String(key))-\(region)", "Take the parameter \(name) away", .delete,
            ["ssm", "delete-parameter", "--name", .text(name)], region: region,
            forgives: ["ParameterNotFound"])
    }

    /// What was looked up becomes parameters for the templates.
    static func note(_ lookup: Lookup, in graph: Graph, _ observed: Observed) -> [Step] {
        let name = ParameterName.of(lookup.id, in: graph)
        let key = "\(lookup.id.name)-\(lookup.region)"
        let before = observed.parameter(name, in: lookup.region)
        if lookup.isPinned, before != nil { return [] }
        let effect: StepEffect = before == nil ? .create : .update
        if let value = observed.lookups[lookup.region]?[lookup.id.name] {
            guard before != value else { return [] }
            return [
                put(
                    "known-\(key)", "Note \(lookup.meaning)", effect, name, .text(value),
                    region: lookup.region)
            ]
        }
        let look = StepID("look-\(key)")
        let found: Word = lookup.cut.map { .after(.output(look), $0) } ?? .output(look)
        return [
            Step(
                look, "Look up \(lookup.meaning)", .read,
                lookup.words.map { Word.late($0, region: lookup.region) } + [
                    "--query", .text(lookup.query), "--output", "text",
                ],
                region: lookup.region, keepsAnswer: true),
            put("known-\(key)", "Note \(lookup.meaning)", effect, name, found, region: lookup.region),
        ]
    }

    /// What a part needs of other regions is copied into its own.
    static func copies(
        for part: StackPart, of graph: Graph, _ observed: Observed, changing: Set<ResourceID>
    ) -> [Step] {
        var seen: Set<StackPart.Published> = []
        var steps: [Step] = []
        for id in part.resources + part.direct {
            for needed in graph[id]?.properties.named ?? [] where seen.insert(needed).inserted {
                guard let home = graph[needed.id]?.region, home != part.region else { continue }
                let name = ParameterName.of(needed.id, needed.attribute, in: graph)
                let before = observed.parameter(name, in: part.region)
                let now = observed.parameter(name, in: home)
                if before != nil, before == now, !changing.contains(needed.id) { continue }
                let key = "\(needed.id.name)-\(needed.attribute ?? "ref")-\(part.name)-\(part.region)"
                steps.append(
                    put(
                        "copy-\(key)", "Tell \(part.region) of \(needed.id.name) in \(home)",
                        before == nil ? .create : .update, name, .parameter(name, region: home),
                        region: part.region))
            }
        }
        return steps
    }
}

/// After a public zone is created its names answer only when the registrar points at it.
enum DelegationSteps {
    /// Shows the name servers and waits for the delegation.
    static func steps(for zone: Resource, in graph: Graph, settings: PlanSettings) -> [Step] {
        guard case .text(let name)? = zone.properties["Name"] else { return [] }
        let key = name.split(separator: ".").joined(separator: "-")
        let servers = StepID("servers-\(key)")
        let read = Step(
            servers, "The name servers of \(name), to be entered at its registrar", .read,
            [
                "route53", "get-hosted-zone", "--id",
                .parameter(ParameterName.of(zone.id, nil, in: graph), region: zone.region), "--query",
                "DelegationSet.NameServers", "--output", "text",
            ], region: zone.region, keepsAnswer: true)
        guard settings.hasResolver else { return [read] }
        return [
            read,
            Step(
                "delegated-\(key)", "Wait until \(name) is delegated to them", .wait,
                ["+short", "+time=3", "+tries=2", "NS", .text(name)], program: "dig",
                patience: Patience(every: 20, most: 1800),
                awaits: Awaited(
                    [], mayBeMissing: true, sharedWith: servers,
                    asks: "Enter these name servers for \(name) at its registrar. The wait may be broken off;"
                        + " run the same command again to go on.")),
        ]
    }
}
