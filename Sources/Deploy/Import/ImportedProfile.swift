import YAML

/// A first profile made from a guide.
public struct ImportedProfile: Sendable, Equatable {
    /// The profile's text.
    public let text: String
    /// What was taken over, each with its line in the guide.
    public let found: [String]
    /// What the guide does not say, and what stands in its place.
    public let missing: [String]
    /// What the guide says and no service takes any more, with what stands in its place.
    public let changed: [String]

    /// Makes a profile from a guide in Markdown.
    public static func from(guide markdown: String) -> ImportedProfile {
        var writer = ImportWriter(GuideFacts(Guide(markdown)))
        writer.write()
        return ImportedProfile(
            text: writer.text, found: writer.found, missing: writer.missing, changed: writer.changed)
    }
}

/// Writes what the facts of a guide amount to.
struct ImportWriter {
    let facts: GuideFacts
    var lines: [String] = []
    var found: [String] = []
    var missing: [String] = []
    var changed: [String] = []

    init(_ facts: GuideFacts) { self.facts = facts }

    var text: String {
        let head = ["# Taken from a guide by `hesap deploy import`; read it before it is applied."]
        let notes = missing.map { "# not found: \($0)" } + changed.map { "# changed: \($0)" }
        return (head + notes + lines).joined(separator: "\n") + "\n"
    }

    mutating func take<Value>(_ what: String, _ fact: Fact<Value>?, or stand: Value) -> Value {
        guard let fact else {
            missing.append("\(what); \(stand) stands in its place")
            return stand
        }
        found.append("line \(fact.line): \(what) \(fact.value)")
        return fact.value
    }

    mutating func write() {
        let system = take("the system's name", facts.system, or: "system")
        let shape = facts.shape
        lines.append("system: \(system)")
        lines.append("shape: \(shape.rawValue)")
        regions()
        let account = take("the account", facts.account, or: "111122223333")
        lines.append("environment: {name: prod, tier: standard, account: \"\(account)\"}")
        platform(shape)
        domains()
        let uses = ImportedStores(facts).uses
        services(system, uses)
        screens()
        lines.append("data:")
        stores(system)
        lines.append("alarms: {to: \(take("who is called", nil as Fact<String>?, or: "ops@\(zone)"))}")
        lines.append("budget: {monthly: \(budget)}")
    }

    private mutating func regions() {
        let all = facts.regions
        let primary = take("the region", all.first, or: "eu-central-1")
        let standby = facts.standby
        lines.append("regions: {primary: \(primary)\(standby.map { ", standby: \($0.value)" } ?? "")}")
        if let standby { found.append("line \(standby.line): the standby region \(standby.value)") }
    }

    private mutating func platform(_ shape: DeploymentShape) {
        guard shape == .eks else { return }
        let cluster = facts.cluster
        let group = facts.guide.aws("eks", "create-nodegroup").first
        let type = group?.option("--instance-types").map { Fact(value: $0.text, line: $0.line) }
        let scaling = group?.option("--scaling-config")
        let numbers = scaling?.text.numbers ?? []
        if let cluster, !cluster.isCreated {
            lines.append("platform: {existing: \(take("the existing cluster", cluster.name, or: ""))}")
            return
        }
        if !facts.guide.lower.holds("1.35") {
            changed.append("the version of Kubernetes; \"1.35\" is the newest in standard support")
        }
        let sizes = numbers.count >= 2 ? "min: \(numbers[0]), max: \(numbers[1])" : "min: 3, max: 6"
        lines.append(
            "platform: {kubernetes: \"1.35\", nodes: {type: "
                + "\(take("the nodes' type", type, or: "m6i.large")), \(sizes)}}"
        )
    }

    private var zone: String { facts.zones.first?.name.value ?? "system.example.com" }

    private mutating func domains() {
        let zones = facts.zones
        guard !zones.isEmpty else {
            missing.append("a domain; system.example.com stands in its place")
            lines.append("domains: {system.example.com: {zone: existing}}")
            return
        }
        lines.append("domains:")
        for zone in zones {
            found.append("line \(zone.name.line): the domain \(zone.name.value)")
            let wildcard = facts.screens.first { $0.host == "*.\(zone.name.value)" }
            let suffix = wildcard.map { ", wildcard: \($0.name)" } ?? ""
            lines.append("  \(zone.name.value): {zone: \(zone.isCreated ? "create" : "existing")\(suffix)}")
        }
    }

    private mutating func screens() {
        let screens = facts.screens
        guard !screens.isEmpty else { return }
        lines.append("web:")
        for screen in screens {
            found.append("line \(screen.line): the screen \(screen.name) at \(screen.host)")
            lines.append("  \(screen.name): {host: \"\(screen.host)\"}")
        }
    }

    private mutating func stores(_ system: String) {
        var stores = ImportedStores(facts)
        stores.write()
        lines += stores.lines
        found += stores.found
        missing += stores.missing
        changed += stores.changed
    }

    private var budget: Int {
        let totals = CostTable.all(in: facts.guide).map(\.total.amount.high)
        return totals.first.map { max($0 / 10_000, 1) * 3 / 2 } ?? 500
    }
}
