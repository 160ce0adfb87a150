/// The names of the system's parameters (Systems Manager), by which stacks, regions and steps tell each other
/// what exists.
public enum ParameterName {
    /// All of a system's parameters begin so: `/pixpos/prod/`.
    public static func root(of profile: Profile) -> String {
        "/\(profile.system)/\(profile.environment.name)/"
    }

    /// What stands for a resource (`ref`), or one of its attributes: `/pixpos/prod/network/VPC/ref`.
    public static func of(_ id: ResourceID, _ attribute: String?, in graph: Graph) -> String {
        let layer = graph[id]?.layer.rawValue ?? "none"
        return root(of: graph.profile) + "\(layer)/\(id.name)/\(attribute ?? "ref")"
    }

    /// What was looked up: `/pixpos/prod/existing/cluster-subnet-1`.
    public static func of(_ lookup: LookupID, in graph: Graph) -> String {
        root(of: graph.profile) + "existing/\(lookup.name)"
    }

    /// The digest of the properties with which a step of its own made a resource.
    public static func made(_ id: ResourceID, in graph: Graph) -> String {
        root(of: graph.profile) + "made/\(id.name)"
    }
}
