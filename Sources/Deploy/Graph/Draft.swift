/// A graph being drawn up: each part of the deployment adds its resources.
struct Draft {
    let profile: Profile
    private(set) var resources: [Resource] = []
    private(set) var lookups: [Lookup] = []
    /// The stack of its own, inside the layer of services, that what is added next belongs to.
    var group: String?

    /// An empty draft.
    init(_ profile: Profile) { self.profile = profile }

    /// Adds a resource, with the tags of ownership in the shape that its type wants.
    mutating func add(
        _ id: ResourceID, _ type: String, _ layer: Layer, _ at: Place, from origin: String,
        needs: [ResourceID] = [], keep: Retention = .delete, waive: [LinterWaiver] = [], _ properties: Value
    ) {
        let tagged = TagShape.of(type)?.add(tags, to: properties) ?? properties
        var resource = Resource(
            id, type, region: at.region, layer: layer, origin: origin, needs: needs, retention: keep,
            waivers: waive, tagged)
        if layer == .app { resource.group = group }
        resources.append(resource)
    }

    /// Adds a look-up, once.
    mutating func look(
        _ name: String, _ at: Place, _ meaning: String, _ words: [String], _ query: String,
        moment: LookupMoment = .first, cut: String? = nil, isPinned: Bool = false
    ) {
        let id = LookupID(name)
        if lookups.contains(where: { $0.id == id && $0.region == at.region }) { return }
        var lookup = Lookup(id, region: at.region, meaning: meaning, query: query, words)
        lookup.moment = moment
        lookup.cut = cut
        lookup.isPinned = isPinned
        lookups.append(lookup)
    }

    /// Whether a resource was added.
    func has(_ id: ResourceID) -> Bool { resources.contains { $0.id == id } }

    /// Changes a resource that was added.
    mutating func change(_ id: ResourceID, _ how: (inout Resource) -> Void) {
        guard let index = resources.firstIndex(where: { $0.id == id }) else { return }
        how(&resources[index])
    }

    /// The tags of everything: who owns it, and the profile's own.
    var tags: [Tag] {
        [
            Tag(key: "hesap:system", value: profile.system),
            Tag(key: "hesap:environment", value: profile.environment.name),
        ] + profile.tags
    }

    /// The account's twelve digits.
    var account: String { profile.environment.account }

    /// The name of a thing in this account and region.
    func arn(_ service: String, _ at: Place, _ rest: String) -> String {
        "arn:aws:\(service):\(at.region):\(account):\(rest)"
    }
}
