public import Base

extension ImportedProfile {
    /// Makes a profile from the templates of running stacks, each with its region; the first region is the
    /// primary.
    public static func from(
        stacks: [(region: String, template: JSON)], system: String, environment: String, account: String
    ) -> ImportedProfile {
        var writer = StackImport(stacks: stacks)
        writer.write(system, environment, account)
        return ImportedProfile(
            text: writer.text, found: writer.found, missing: writer.missing, changed: writer.changed)
    }
}

/// Writes what the templates of running stacks amount to.
struct StackImport {
    private let resources: [(region: String, id: String, type: String, properties: JSON)]
    private let regions: [String]
    private var lines: [String] = []
    private(set) var found: [String] = []
    private(set) var missing: [String] = []
    private(set) var changed: [String] = []

    init(stacks: [(region: String, template: JSON)]) {
        var regions: [String] = []
        resources = stacks.flatMap {
            stack -> [(region: String, id: String, type: String, properties: JSON)] in
            if !regions.contains(stack.region) { regions.append(stack.region) }
            guard case .object(let members)? = stack.template["Resources"] else { return [] }
            return members.map { ($0.0, $0.1) }.map { id, body in
                (stack.region, id, body["Type"]?.text ?? "", body["Properties"] ?? .object([]))
            }
        }
        self.regions = regions
    }

    var text: String {
        let head = ["# Taken from running stacks by `hesap deploy import`; read it before it is applied."]
        let notes = missing.map { "# not found: \($0)" } + changed.map { "# changed: \($0)" }
        return (head + notes + lines).joined(separator: "\n") + "\n"
    }

    private func all(_ type: String) -> [(region: String, id: String, type: String, properties: JSON)] {
        resources.filter { $0.type == type }
    }

    private static func words(_ value: JSON?) -> String? {
        value?.text ?? value?.integer.map { String($0) }
    }

    private func number(_ value: JSON?) -> Int? { Self.words(value).flatMap { Int($0) } }

    mutating func write(_ system: String, _ environment: String, _ account: String) {
        let hasCluster = resources.contains { $0.type.hasPrefix("AWS::EKS::") }
        let shape: DeploymentShape = hasCluster ? .eks : .ecsFargate
        lines = [
            "system: \(system)", "shape: \(shape.rawValue)",
            "regions: {primary: \(regions.first ?? "us-east-1")}",
        ]
        if regions.count > 1 {
            missing.append("what the regions \(regions.dropFirst().joined(separator: ", ")) are for")
        }
        lines.append("environment: {name: \(environment), tier: standard, account: \"\(account)\"}")
        network()
        if hasCluster { nodes() }
        let zones = domains(system)
        services(shape, zones.first ?? "example.com")
        screens()
        stores()
        alarms(zones.first ?? "example.com")
    }

    private mutating func network() {
        guard let own = all("AWS::EC2::VPC").first, let range = own.properties["CidrBlock"]?.text else {
            return
        }
        found.append("\(own.id): the network \(range)")
        lines.append("network: {cidr: \(range)}")
    }

    private mutating func nodes() {
        let group = all("AWS::EKS::Nodegroup").first
        let type = group?.properties["InstanceTypes"]?.array?.first?.text ?? "m6i.large"
        let least = number(group?.properties["ScalingConfig"]?["MinSize"]) ?? 3
        let most = number(group?.properties["ScalingConfig"]?["MaxSize"]) ?? 6
        if let group { found.append("\(group.id): the nodes \(type), \(least) to \(most)") }
        let nodes = "nodes: {type: \(type), min: \(least), max: \(most)}"
        let name = group?.properties["ClusterName"]?.text
        let theirs = name ?? all("AWS::EKS::PodIdentityAssociation").first?.properties["ClusterName"]?.text
        let existing = all("AWS::EKS::Cluster").isEmpty ? theirs.map { "existing: \($0)" } : nil
        let parts = [existing, group == nil && existing != nil ? nil : nodes].compactMap { $0 }
        lines.append("platform: {\(parts.joined(separator: ", "))}")
    }

    private mutating func domains(_ system: String) -> [String] {
        let zones = all("AWS::Route53::HostedZone").filter { $0.properties["VPCs"] == nil }
            .compactMap { $0.properties["Name"]?.text }
        let hosts = all("AWS::CertificateManager::Certificate").compactMap {
            $0.properties["DomainName"]?.text
        }
        let named = (hosts + screenHosts).map { $0.split(separator: ".").suffix(2).joined(separator: ".") }
        var result: [String] = []
        for zone in zones + named
        where !result.contains(zone) && !result.contains(where: { zone.hasSuffix($0) }) {
            result.append(zone)
        }
        if result.isEmpty {
            missing.append("a domain; \(system).example.com stands in its place")
            result = ["\(system).example.com"]
        }
        lines.append("domains:")
        for zone in result {
            found.append("the domain \(zone)")
            lines.append("  \(zone): {zone: \(zones.contains(zone) ? "create" : "existing")}")
        }
        return result
    }

    private mutating func services(_ shape: DeploymentShape, _ zone: String) {
        lines.append("services:")
        let uses = ["database"] + (all("AWS::ElastiCache::ReplicationGroup").isEmpty ? [] : ["cache"])
        let tasks = all("AWS::ECS::TaskDefinition").filter { !$0.id.hasPrefix("Migration") }
        if tasks.count > 1 {
            missing.append(
                "what the \(tasks.count) task definitions are for; one service stands in their place")
        }
        let units = number(tasks.first?.properties["Cpu"]) ?? 512
        let memory = number(tasks.first?.properties["Memory"]) ?? 1024
        let scale = all("AWS::ApplicationAutoScaling::ScalableTarget").first?.properties
        let least = max(number(scale?["MinCapacity"]) ?? 2, 1)
        let most = max(number(scale?["MaxCapacity"]) ?? 6, least)
        let cpu = shape == .eks ? "250m" : "\(units * 1000 / 1024)m"
        if shape == .eks { missing.append("workloads; one service with every role stands in their place") }
        let size = shape == .eks ? "512Mi" : "\(memory)Mi"
        lines.append(
            "  api: {roles: [gateway, realtime, processor], host: api.\(zone), size: {cpu: \(cpu), "
                + "memory: \(size)}, "
                + "scale: {min: \(least), max: \(most), cpu: 70}, websocket: {stickiness: 1h}, "
                + "uses: [\(uses.joined(separator: ", ")), jwt]}")
    }

    private var screenHosts: [String] {
        all("AWS::CloudFront::Distribution").compactMap { resource in
            resource.properties["DistributionConfig"]?["Aliases"]?.array?.first?.text
        }
    }

    private mutating func screens() {
        let hosts = screenHosts
        guard !hosts.isEmpty else { return }
        lines.append("web:")
        for (index, host) in hosts.enumerated() {
            found.append("the screens at \(host)")
            let first = host.split(separator: ".").first.map(String.init) ?? ""
            let name = Form<String>.fault(of: first, .name) == nil ? first : "screen-\(index + 1)"
            lines.append("  \(name): {host: \"\(host)\"}")
        }
    }

    private mutating func stores() {
        lines.append("data:")
        let database = all("AWS::RDS::DBInstance").first {
            $0.properties["SourceDBInstanceIdentifier"] == nil
        }
        var parts = ["engine: postgres", "version: \"17\""]
        if let database {
            found.append("\(database.id): the database")
            let version = database.properties["EngineVersion"]?.text ?? "17"
            if !version.hasPrefix("17") { changed.append("PostgreSQL \(version); \"17\" is created") }
        } else {
            missing.append("a database; db.t3.medium with 100 GB stands in its place")
        }
        let of = { (name: String) in Self.words(database?.properties[name]) }
        parts.append("class: \(of("DBInstanceClass") ?? "db.t3.medium")")
        parts.append("storage: \(of("AllocatedStorage") ?? "100")")
        if let days = of("BackupRetentionPeriod") { parts.append("backups: \(days)d") }
        if let name = of("DBName") { parts.append("name: \(name)") }
        if let user = of("MasterUsername"), !Versions.reservedUsers.contains(user) {
            parts.append("user: \(user)")
        }
        if let iops = of("Iops") { parts.append("iops: \(iops)") }
        if case .bool(let isMulti)? = database?.properties["MultiAZ"] { parts.append("multi-az: \(isMulti)") }
        lines.append("  database: {\(parts.joined(separator: ", "))}")
        if let cache = all("AWS::ElastiCache::ReplicationGroup").first {
            let size = cache.properties["CacheNodeType"]?.text ?? "cache.t4g.small"
            let nodes = number(cache.properties["NumCacheClusters"]) ?? 2
            found.append("\(cache.id): the cache \(size) × \(nodes)")
            lines.append("  cache: {engine: redis, class: \(size), nodes: \(nodes)}")
        }
        lines.append("  jwt: {secret: generated, length: 64}")
    }

    private mutating func alarms(_ zone: String) {
        let mail = all("AWS::SNS::Subscription").first { $0.properties["Protocol"]?.text == "email" }?
            .properties["Endpoint"]?.text
        if mail == nil { missing.append("who is called; ops@\(zone) stands in its place") }
        lines.append("alarms: {to: \(mail ?? "ops@\(zone)")}")
        let budget = all("AWS::Budgets::Budget").first?.properties["Budget"]?["BudgetLimit"]?["Amount"]
        if budget == nil { missing.append("a budget; $500 stands in its place") }
        lines.append("budget: {monthly: \(number(budget) ?? 500)}")
    }
}
