import Crypto

/// The objects of a system in its clusters, in the order in which they are applied.
public enum KubernetesObjects {
    /// What is applied first, what runs before the services change, and the services.
    enum Stage: String, CaseIterable {
        case base = "1-base"
        case before = "2-before"
        case services = "3-services"
    }

    /// Every object in every region that has a cluster; none when the services run elsewhere.
    public static func build(_ profile: Profile) -> [KubernetesObject] {
        guard profile.shape == .eks else { return [] }
        return regions(profile).flatMap { build(profile, region: $0) }
    }

    /// The regions whose clusters run the services or wait for them warm.
    public static func regions(_ profile: Profile) -> [String] {
        let standby = profile.recovery?.mode == "warm" ? profile.regions.standby : nil
        return [profile.regions.primary] + (standby.map { [$0] } ?? [])
    }

    /// The objects of one region.
    public static func build(_ profile: Profile, region: String) -> [KubernetesObject] {
        let place = ClusterPlace(profile: profile, region: region)
        let objects =
            NamespaceObjects.all(place) + SettingObjects.all(place) + SecretObjects.all(place)
            + PolicyObjects.all(place) + CollectorObjects.all(place) + MigrationObjects.all(place)
            + profile.services.flatMap { WorkloadObjects.all(place, $0) } + IngressObjects.all(place)
        let render = render(of: objects)
        return objects.map { labelled($0, render) }
    }

    /// Every object says which render it belongs to; those of another are taken away after an apply.
    static let renderLabel = "hesap/render"

    /// A digest of what all objects say, without the label itself.
    static func render(of objects: [KubernetesObject]) -> String {
        if case .text(let render)? = objects.first?.body["metadata"]?["labels"]?[renderLabel] {
            return render
        }
        let texts = objects.map { YAMLText.document($0.body) { "\($0)" } }
        return String(Hex.text(Digest.sha256(Array(texts.joined().utf8))).prefix(16))
    }

    private static func labelled(_ object: KubernetesObject, _ render: String) -> KubernetesObject {
        var labelled = object
        labelled.body = object.body.with("metadata") { metadata in
            metadata.with("labels") { labels in
                guard case .object(let fields) = labels else { return labels }
                return .object(fields + [Value.Field(renderLabel, .text(render))])
            }
        }
        return labelled
    }

    /// What has to be read, beside what templates need, before the objects can be filled in.
    public static func lookups(_ profile: Profile) -> [Lookup] {
        guard profile.shape == .eks, profile.services.contains(where: \.behindCDN) else { return [] }
        let name = "com.amazonaws.global.cloudfront.origin-facing"
        return regions(profile).map { region in
            Lookup(
                ClusterPlace.contentNetwork, region: region, meaning: "the addresses of the content network",
                query: "PrefixLists[0].PrefixListId",
                ["ec2", "describe-managed-prefix-lists", "--filters", "Name=prefix-list-name,Values=\(name)"])
        }
    }
}

/// A system in one region's cluster.
struct ClusterPlace {
    let profile: Profile
    let region: String

    /// The namespace of our objects.
    var namespace: String { profile.platform.namespace }

    /// Whether this is where writes go.
    var isPrimary: Bool { region == profile.regions.primary }

    /// The name in the graph of a thing here: `Cache`, `CacheEuWest1`; the primary region's stands alone.
    func resource(_ name: String) -> ResourceID {
        let words = region.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return ResourceID(isPrimary ? name : name + words.joined())
    }

    /// The addresses from which pods and balancers speak: the network's range, or every private one when the
    /// network is somebody else's.
    var ranges: [String] {
        let own = profile.network?.ranges.first { $0.region == region }?.range
        return own.map { [$0] } ?? ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]
    }

    /// Labels of ownership. `app.kubernetes.io/part-of` and `managed-by` together are what pruning selects.
    func labels(_ app: String? = nil) -> [Value.Field] {
        [
            Value.Field("app.kubernetes.io/part-of", .text(profile.system)),
            Value.Field("app.kubernetes.io/managed-by", "hesap"),
            Value.Field("hesap/environment", .text(profile.environment.name)),
        ] + (app.map { [Value.Field("app", .text($0))] } ?? [])
    }

    func metadata(_ name: String, app: String? = nil, annotations: [(String, Value)] = []) -> Value {
        .some([
            ("name", .text(name)), ("namespace", .text(namespace)), ("labels", .object(labels(app))),
            ("annotations", annotations.isEmpty ? nil : .some(annotations)),
        ])
    }

    func object(
        _ stage: KubernetesObjects.Stage, _ number: Int, _ origin: String, _ api: String, _ kind: String,
        _ metadata: Value, _ body: [(String, Value?)]
    ) -> KubernetesObject {
        guard case .text(let name) = metadata["name"] ?? "" else { preconditionFailure("no name") }
        let file = "\(stage.rawValue)/\(number)-\(kind.lowercased())-\(name)"
        let whole: [(String, Value?)] = [
            ("apiVersion", .text(api)), ("kind", .text(kind)), ("metadata", metadata),
        ]
        return KubernetesObject(region: region, file: file, origin: origin, .some(whole + body))
    }
}

extension Value {
    /// The object with one of its values changed.
    func with(_ name: String, _ change: (Value) -> Value) -> Value {
        guard case .object(let fields) = self else { return self }
        return .object(fields.map { $0.name == name ? Field(name, change($0.value)) : $0 })
    }

    /// Named values without those that are not there.
    static func some(_ fields: [(String, Value?)]) -> Value {
        .object(fields.compactMap { name, value in value.map { Field(name, $0) } })
    }

    /// A list of texts.
    static func texts(_ texts: [String]) -> Value { .list(texts.map { .text($0) }) }
}
