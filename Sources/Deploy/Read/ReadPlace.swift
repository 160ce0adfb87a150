import YAML

/// Reads regions, network, platform and names of hosts.
struct ReadPlace {
    let reading: ProfileReading
    let shape: DeploymentShape
    let environment: DeploymentEnvironment
    let regions: Regions

    init(
        _ reading: ProfileReading, shape: DeploymentShape, environment: DeploymentEnvironment,
        regions: Regions
    ) {
        self.reading = reading
        self.shape = shape
        self.environment = environment
        self.regions = regions
    }

    static func regions(_ top: ProfileSection) -> Regions {
        guard top.has("regions") else {
            top.reading.fault(top.node, "regions is missing: {primary: eu-central-1}")
            return Regions(primary: "us-east-1", standby: nil, later: [])
        }
        return top.always("regions") { section in
            let regions = Regions(
                primary: section.need("primary", .region, else: "us-east-1", "where writes go"),
                standby: section.get("standby", .region),
                later: section.list("later", .region, else: [], why: "no further region is prepared"))
            for (index, region) in regions.all.enumerated() where regions.all.prefix(index).contains(region) {
                section.reading.fault(section.node, "regions: \(region) stands here twice")
            }
            return regions
        }
    }

    func noNetwork(_ top: ProfileSection) -> NetworkPlan? {
        if let node = top.value("network") {
            let why = shape == .host ? "one machine has none of its own" : "the existing cluster's is used"
            reading.fault(node, "network: \(why); leave it out")
        }
        return nil
    }

    func network(_ top: ProfileSection) -> NetworkPlan? {
        let careful = environment.tier != .economy
        return top.always("network") { section in
            let zones = section.get(
                "zones", .count(2...4), else: careful ? 3 : 2,
                why: careful ? "one zone may be lost" : "the least that databases and balancers take")
            let most = regions.all.compactMap { RegionCatalogue.zones[$0] }.min() ?? 4
            if zones > most {
                reading.fault(
                    at: "network.zones", "network.zones: a region of this file has only \(most) zones")
            }
            let everything = ["s3", "ecr", "secrets", "logs", "sts"]
            return NetworkPlan(
                ranges: ranges(section), zones: zones,
                nat: section.get(
                    "nat", .word, else: careful ? NATPlan.perZone : .single, show: { $0.rawValue },
                    why: careful
                        ? "a zone's loss leaves the others their way out" : "tier economy: one gateway"),
                endpoints: section.list(
                    "endpoints", .one(of: everything + ["kms", "sqs", "monitoring", "ecs", "ssm"]),
                    else: careful ? everything : ["s3"],
                    why: careful ? "traffic to services stays inside" : "the door that costs nothing"),
                flowLogDays: section.value("flow-logs")?.truth == false
                    ? nil
                    : section.get(
                        "flow-logs", .days(1...3653), else: environment.tier == .regulated ? 365 : 90,
                        show: { "\($0)d" }, why: "who spoke with whom can be looked up"))
        }
    }

    private func ranges(_ section: ProfileSection) -> [RegionRange] {
        var given: [RegionRange] = []
        if let node = section.value("cidr") {
            if case .mapping(let entries) = node.content {
                for entry in entries {
                    guard regions.all.contains(entry.key) else {
                        reading.fault(
                            entry,
                            "network.cidr: \"\(entry.key)\" is not among this file's regions"
                                + NearestName.hint(entry.key, among: regions.all))
                        continue
                    }
                    reading.given("network.cidr.\(entry.key)", entry.value)
                    guard let range = section.read(nil, entry.value, Self.block) else { continue }
                    given.append(RegionRange(region: entry.key, range: range))
                }
            } else if let range = section.read("cidr", node, Self.block) {
                given.append(RegionRange(region: regions.primary, range: range))
            }
        }
        return regions.all.map { region in
            if let found = given.first(where: { $0.region == region }) { return found }
            let taken = given.compactMap { AddressBlock($0.range) }
            let free = (0...255).compactMap { AddressBlock("10.\($0).0.0/16") }.first { block in
                !taken.contains { $0.overlaps(block) }
            }
            let range = RegionRange(region: region, range: free?.text ?? "10.0.0.0/16")
            given.append(range)
            reading.byDefault(
                "network.cidr.\(region)", range.range, why: "the first range of 10.0.0.0/8 that is free here")
            return range
        }
    }

    private static let block = Form<String>.text.checked { text throws(Wrong) in
        guard let block = AddressBlock(text) else {
            throw Wrong("\"\(text)\" is no range; its first address and length are wanted: 10.0.0.0/16")
        }
        guard (16...20).contains(block.bits) else {
            throw Wrong("\(text): a network has a length of /16 to /20, so that every subnet has room")
        }
        guard block.isPrivate else {
            throw Wrong("\(text) is not for private use (RFC 1918: 10/8, 172.16/12, 192.168/16)")
        }
    }

    func platform(_ top: ProfileSection, _ system: String) -> PlatformPlan {
        top.always("platform") { section in
            let existing = section.get("existing", .text)
            if existing != nil, shape == .host {
                reading.fault(at: "platform.existing", "platform.existing: a host has no cluster")
            }
            return PlatformPlan(
                existing: existing,
                namespace: section.get("namespace", .name, else: system, why: "the system's name"),
                labels: section.within("labels") {
                    ReadServices.pairs($0).map { Tag(key: $0.name, value: $0.value) }
                }
                    ?? [],
                kubernetes: section.get(
                    "kubernetes", Self.kubernetes, else: Versions.kubernetes.last ?? "1.35",
                    why: "the newest in standard support"),
                publicEndpoint: section.get(
                    "endpoint", .one(of: ["private", "public"]), else: "private",
                    why: "the cluster's own interface is not for the internet") == "public",
                nodes: nodes(section),
                addons: section.list(
                    "addons", .one(of: Self.addons),
                    else: shape == .eks && existing == nil ? Self.addons : [],
                    why: existing == nil
                        ? "what the objects of a cluster need" : "the cluster's owner has them"))
        }
    }

    private static let addons = ["metrics", "ebs", "load-balancer", "external-secrets", "autoscaler"]

    private static let kubernetes = Form<String>.version.checked { text throws(Wrong) in
        guard Versions.kubernetes.contains(text) else {
            throw Wrong(
                "Kubernetes \(text) is not in standard support (version-not-creatable); there are "
                    + Versions.kubernetes.joined(separator: " and "))
        }
    }

    private func nodes(_ section: ProfileSection) -> NodePlan? {
        let wants = shape == .eks
        if !wants, let node = section.value("nodes") {
            reading.fault(node, "platform.nodes: \(shape.rawValue) has no nodes; leave it out")
            return nil
        }
        guard wants else { return nil }
        guard section.has("nodes") else {
            if !section.has("existing") {
                reading.fault(section.node, "platform.nodes is missing: {type: m6i.large, min: 3, max: 6}")
            }
            return nil
        }
        return section.always("nodes") { nodes in
            let small = environment.small
            let min = nodes.need("min", .count(1...450), else: 1, "how many at least")
            return NodePlan(
                type: nodes.need("type", .size(.compute), else: "m6i.large", "the instance type"),
                min: small ? Swift.min(min, 1) : min,
                max: nodes.need("max", .count(1...450), else: 450, "how many at most"),
                desired: nodes.get("desired", .count(1...450), else: min, why: "the least"),
                labels: nodes.within("labels") {
                    ReadServices.pairs($0).map { Tag(key: $0.name, value: $0.value) }
                }
                    ?? [],
                standbyMin: nodes.get(
                    "standby-min", .count(0...450), else: min, why: "as in the primary region"))
        }
    }

    func domains(_ top: ProfileSection) -> [DomainPlan] {
        top.each("domains") { name, section in
            if let wrong = Form<String>.fault(of: name, .host()) {
                reading.fault(section.node, "domains: \(wrong)")
            }
            _ = section.get("certificate", .one(of: ["required"]))
            return DomainPlan(
                name: name,
                create: section.need(
                    "zone", .one(of: ["create", "existing"]), else: "existing", "create or existing")
                    == "create",
                wildcard: section.get("wildcard", .name))
        }
    }

    func gateway(_ top: ProfileSection) -> GatewayPlan? {
        top.within("gateway") { section in
            GatewayPlan(
                host: section.need("host", .host(), else: "api.example.com", "the host's name"),
                rates: section.within("rate", rates) ?? [],
                tls: section.get(
                    "tls",
                    Form<String>.version.checked { text throws(Wrong) in
                        guard ["1.2", "1.3"].contains(text) else {
                            throw Wrong("TLS \(text) is not safe; \"1.2\" or \"1.3\"")
                        }
                    }, else: "1.2", why: "older ones are broken (RFC 8996)"),
                log: section.get("log", .truth, else: true, why: "requests can be looked up"))
        }
    }

    private func rates(_ section: ProfileSection) -> [RatePlan] {
        _ = section.get(
            "per", .one(of: ["ip"]), else: "ip", why: "the address is all that is known before sign-in")
        return section.node.entries.compactMap { entry in
            guard entry.key != "per" else { return nil }
            let form = Form<Int> { node throws(Wrong) in
                guard let text = node.text, text.hasSuffix("/m"), let rate = Int(text.dropLast(2)), rate > 0
                else {
                    throw Wrong("requests a minute such as 100/m are wanted" + Units.quoted(node))
                }
                return rate
            }
            return section.get(entry.key, form).map { RatePlan(name: entry.key, perMinute: $0) }
        }
    }
}

extension Form where Value == String {
    /// Why a text does not fit a form, when it does not.
    static func fault(of text: String, _ form: Form) -> String? {
        do throws(Wrong) {
            _ = try form.read(YAMLNode(.scalar(text, isPlain: true), line: 1, column: 1))
            return nil
        } catch {
            return error.message
        }
    }
}
