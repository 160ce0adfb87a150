import YAML

extension Profile {
    /// Reads a profile strictly and resolves it for one environment; reports everything that is wrong with
    /// it.
    ///
    /// - Parameters:
    ///   - text: YAML or JSON.
    ///   - file: the file's name, for messages.
    ///   - environment: which environment; nil is only allowed when the file has a single one.
    ///   - today: the day, `2026-11-21`, for waivers that have ended.
    public static func read(
        _ text: String, file: String, environment: String?, today: String
    ) throws(ProfileFaults) -> ReadProfile {
        let reading = ProfileReading(file: file, today: today)
        let node: YAMLNode
        do throws(YAMLFault) {
            node = try YAML.document(text)
        } catch {
            let fault = ProfileFault(
                file: file, line: error.line, column: error.column, message: error.message)
            throw ProfileFaults(faults: [fault])
        }
        let profile = ReadTop(reading).profile(node, environment)
        guard let profile, reading.faults.isEmpty else {
            throw ProfileFaults(faults: sorted(reading.shownFaults))
        }
        return ReadProfile(
            profile: profile, explained: reading.explained, notes: sorted(reading.notes), file: file)
    }

    /// The environments that a profile's text names, in the order written; empty when it cannot be read.
    public static func environments(in text: String) -> [String] {
        guard let node = try? YAML.document(text) else { return [] }
        if let one = node.at("environment", "name")?.text { return [one] }
        return node["environments"]?.entries.map(\.key) ?? []
    }

    private static func sorted(_ faults: [ProfileFault]) -> [ProfileFault] {
        var seen: Set<String> = []
        return faults.filter { seen.insert($0.description).inserted }
            .sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
    }
}

/// Reads the whole file.
struct ReadTop {
    let reading: ProfileReading

    init(_ reading: ProfileReading) { self.reading = reading }

    func profile(_ node: YAMLNode, _ environment: String?) -> Profile? {
        guard case .mapping = node.content else {
            reading.fault(node, "a profile is a group of settings such as \"system: cafe\"")
            return nil
        }
        ClearSecrets.find(in: node, reading)
        let top = ProfileSection(reading, "", node)
        let chosen = ReadEnvironment(reading).choose(top, environment)
        var profile = whole(top, chosen)
        top.close()
        ReadRest(reading).complete(&profile)
        ProfileChecks(reading, profile).run()
        return profile
    }

    private func whole(_ top: ProfileSection, _ environment: DeploymentEnvironment) -> Profile {
        let system = top.need("system", .name, else: "system", "the system's name, such as \"system: cafe\"")
        let shape = top.need("shape", .word, else: DeploymentShape.eks, "eks, ecs-fargate or host")
        let names = ReadNames.names(top, system, environment)
        let regions = ReadPlace.regions(top)
        let place = ReadPlace(reading, shape: shape, environment: environment, regions: regions)
        let platform = place.platform(top, system)
        let domains = place.domains(top)
        let services = ReadServices(reading, names: names, shape: shape, environment: environment)
        let operations = ReadOperations(reading, environment: environment, system: system)
        let data = ReadData(reading, environment: environment, regions: regions, system: system).data(top)
        return Profile(
            system: system, names: names, shape: shape,
            formats: top.list(
                "render", .word, else: [TemplateFormat.cloudformation],
                why: "CloudFormation is always rendered"),
            regions: regions, environment: environment, environments: reading.environments,
            network: platform.existing == nil && shape != .host ? place.network(top) : place.noNetwork(top),
            platform: platform, domains: domains, gateway: place.gateway(top), services: services.all(top),
            web: services.web(top), data: data, edge: operations.edge(top), rollout: operations.rollout(top),
            recovery: operations.recovery(top), audit: operations.audit(top), alarms: operations.alarms(top),
            budget: operations.budget(top), images: operations.images(top), peaks: operations.peaks(top),
            targets: operations.targets(top), capacity: operations.capacity(top),
            delivery: operations.delivery(top), observation: operations.observation(top),
            modules: top.list("modules", .word, else: [], why: "no module is announced"),
            tags: operations.tags(top), waivers: ReadWaivers.all(top))
    }
}
