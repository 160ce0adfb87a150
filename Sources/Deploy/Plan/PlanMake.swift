import Base

extension Plan {
    /// The plan that makes the account be as the graph says.
    public static func make(
        _ graph: Graph, _ observed: Observed, _ settings: PlanSettings
    ) throws(RunFault) -> Plan {
        var making = PlanMaking(graph, observed, settings)
        try making.all()
        return making.plan
    }
}

/// A plan being made, in the order of running.
private struct PlanMaking {
    let graph: Graph
    let observed: Observed
    let settings: PlanSettings
    let direct: Set<String>
    let parts: [StackPart]
    /// The texts of the templates by their paths.
    let templates: [String: String]
    var plan: Plan
    /// Resources of stacks that are created or changed.
    var changing: Set<ResourceID> = []
    var moments: Set<LookupMoment> = []
    var noted: Set<String> = []

    init(_ graph: Graph, _ observed: Observed, _ settings: PlanSettings) {
        let unknown = observed.unknownTypes.values.reduce(into: settings.direct) { $0.formUnion($1) }
        let types = Set(graph.resources.map(\.type))
        let left = unknown.filter { types.contains($0) && DirectTypes.of[$0] == nil }
        let made = unknown.subtracting(left)
        self.graph = graph.without(left)
        self.observed = observed
        self.settings = settings
        direct = made
        parts = StackPart.all(of: self.graph, direct: made)
        templates = Dictionary(
            CloudFormationRender.files(self.graph, direct: made).map { ($0.path, $0.text) },
            uniquingKeysWith: { $1 })
        plan = Plan(graph.profile, verb: "apply")
        for resource in graph.resources where left.contains(resource.type) {
            plan.leftOut.append(
                Plan.LeftOut(
                    id: resource.id, type: resource.type,
                    reason: "CloudFormation in \(resource.region) does not know the type"))
        }
        for resource in graph.resources
        where !left.contains(resource.type) && self.graph[resource.id] == nil {
            plan.leftOut.append(
                Plan.LeftOut(id: resource.id, type: resource.type, reason: "it needs one that is left out"))
        }
    }

    mutating func all() throws(RunFault) {
        if !plan.leftOut.isEmpty, !settings.isEmulated {
            let types = Set(plan.leftOut.map(\.type)).sorted().joined(separator: ", ")
            throw RunFault(
                2, "CloudFormation does not know these types in a region of the profile: \(types).")
        }
        if !observed.isRead {
            plan.notes.append("no account was looked at: this is the plan from nothing")
        }
        if !observed.hasStateBucket { plan.add(StateBucket.steps(of: graph.profile)) }
        look(.first)
        for part in parts {
            if part.layer > .data { look(.data) }
            if part.layer > .platform { objects() }
            try make(part)
        }
        look(.data)
        objects()
        try removeStacks()
    }

    private mutating func look(_ moment: LookupMoment) {
        guard moments.insert(moment).inserted else { return }
        for lookup in graph.lookups where lookup.moment == moment {
            plan.add(ParameterSteps.note(lookup, in: graph, observed))
        }
    }

    private mutating func objects() {
        guard !moments.contains(.objects) else { return }
        let regions = graph.profile.regions.all.filter { region in
            graph.objects.contains { $0.region == region }
        }
        if settings.hasCluster {
            if settings.isEmulated, graph.profile.platform.existing == nil {
                plan.notes.append("no charts are installed on an emulator: its cluster has no machines")
            }
            for region in regions {
                let steps = ClusterSteps(graph: graph, region: region, settings: settings, observed: observed)
                for file in steps.files { release(file.text, in: region) }
                let list = steps.steps()
                if list.isEmpty {
                    plan.unchanged.append("objects (\(region))")
                } else {
                    plan.files += steps.files
                }
                plan.add(list)
            }
        } else if !regions.isEmpty {
            plan.notes.append(
                "no cluster is asked: \(graph.objects.count) objects of Kubernetes are not applied")
        }
        look(.objects)
    }

    /// What a text waits for of releases is noted before it is used.
    private mutating func release(_ text: String, in region: String) {
        let names = ReleaseSteps.names(in: text, of: graph.profile).filter {
            noted.insert("\(region) \($0)").inserted
        }
        let steps = ReleaseSteps.steps(for: names, in: region, of: graph, observed, image: settings.image)
        if settings.image == nil, steps.contains(where: { $0.id.name.contains("image") }),
            plan.missing.isEmpty
        {
            plan.missing.append(
                "no image is known yet: build and push one, then plan with --image sha256:DIGEST")
        }
        plan.add(steps)
    }

    private mutating func make(_ part: StackPart) throws(RunFault) {
        let isNext = parts.contains {
            $0.layer == part.layer && $0.region == part.region && $0.number == part.number + 1
                && observed.stack($0.stack, in: $0.region) == nil
        }
        let empty = part.secretsOfPeople(in: graph).filter {
            observed.filled[part.region]?.contains($0) != true
        }
        if let name = empty.first, observed.stack(part.stack, in: part.region) == nil {
            plan.notes.append(
                "\(part.stack) (\(part.region)) waits for a value of the secret \(name): put it in"
                    + " (aws secretsmanager put-secret-value --region \(graph.profile.regions.primary),"
                    + " from a file), then plan again")
            return
        }
        plan.add(ParameterSteps.copies(for: part, of: graph, observed, changing: changing))
        if !part.resources.isEmpty {
            let template = templates[part.file].flatMap { try? JSON(parsing: $0).written } ?? "{}"
            release(template, in: part.region)
            let stack = StackSteps(
                profile: graph.profile, part: part, template: template,
                observed: observed.stack(part.stack, in: part.region))
            let steps = try stack.steps()
            if steps.isEmpty {
                plan.unchanged.append("\(part.stack) (\(part.region))")
            } else {
                let beside = BeforeSteps(graph: graph, settings: settings)
                plan.addNew(beside.steps(for: part.resources))
                plan.add(steps)
                plan.add(beside.after(part.resources))
                plan.files.append(stack.file)
                changing.formUnion(part.resources)
            }
            plan.add(ReleaseSteps.copies(of: part, in: graph, observed))
        }
        let zones = part.resources.compactMap { graph[$0] }.filter(StackPart.isAwaited)
        for zone in zones where isNext || !Set(part.resources).isDisjoint(with: changing) {
            plan.add(DelegationSteps.steps(for: zone, in: graph, settings: settings))
        }
        for id in part.direct {
            guard let resource = graph[id] else { continue }
            let steps = DirectTypes.steps(for: resource, in: graph, observed)
            if !steps.isEmpty { plan.addNew(BeforeSteps(graph: graph, settings: settings).steps(for: [id])) }
            if !steps.isEmpty { release(LateValues.texts(in: resource.properties), in: part.region) }
            if steps.isEmpty { plan.unchanged.append(id.name) } else { changing.insert(id) }
            plan.add(steps)
        }
    }

    /// Stacks that the profile does not ask for any more.
    private mutating func removeStacks() throws(RunFault) {
        for stack in observed.stacks.reversed() where stack.isOurs {
            guard
                !parts.contains(where: {
                    $0.stack == stack.name && $0.region == stack.region && !$0.resources.isEmpty
                })
            else { continue }
            if stack.isProtected {
                throw RunFault(
                    3,
                    "The profile does not ask for the stack \(stack.name) in \(stack.region) any more, and it is"
                        + " protected: look at what it holds, then take the protection away"
                        + " (aws cloudformation update-termination-protection) and plan again.")
            }
            plan.add(StackSteps.removal(of: stack.name, in: stack.region))
        }
    }
}

extension Graph {
    /// The graph without resources of some types and without what needs them.
    func without(_ types: Set<String>) -> Graph {
        guard !types.isEmpty else { return self }
        var gone: Set<ResourceID> = []
        var kept: [Resource] = []
        for resource in resources {
            let needs = resource.properties.references + resource.needs
            if types.contains(resource.type) || needs.contains(where: { gone.contains($0) }) {
                gone.insert(resource.id)
            } else {
                kept.append(resource)
            }
        }
        var graph = self
        graph.resources = kept
        return graph
    }
}
