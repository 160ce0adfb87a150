/// The names that more than one part of the deployment speaks of: the templates that create a thing and the
/// manifests, steps and checks that point at it. All follow from the profile, so that none has to be copied.
public enum Names {
    /// What resource names begin with: `pixpos-prod`.
    public static func prefix(_ profile: Profile) -> String {
        "\(profile.system)-\(profile.environment.name)"
    }

    /// A parameter of the system below `/{system}/{environment}/`.
    public static func parameter(_ profile: Profile, _ path: String) -> String {
        "/\(profile.system)/\(profile.environment.name)/\(path)"
    }

    /// The parameter that another stack's value is kept in: `/pixpos/prod/data/Cache/Arn`; the attribute is
    /// `ref` for the resource itself.
    public static func parameter(_ profile: Profile, of resource: Resource, _ attribute: String) -> String {
        parameter(profile, "\(resource.layer.rawValue)/\(resource.id.name)/\(attribute)")
    }

    /// The parameter of something looked up.
    public static func parameter(_ profile: Profile, of lookup: LookupID) -> String {
        parameter(profile, "existing/\(lookup.name)")
    }

    /// CloudFormation's notation for the value of a parameter; manifests use the same.
    public static func resolve(_ parameter: String) -> String { "{{resolve:ssm:\(parameter)}}" }

    // MARK: Releases

    /// The parameter that holds the image, by digest, that a colour of a service runs. Publishing and roll-outs
    /// write it; no template does.
    public static func image(_ profile: Profile, _ service: ServicePlan, _ colour: Colour) -> String {
        parameter(profile, "release/\(service.name)/\(colour.rawValue)-image")
    }

    /// The parameter that holds the weight, 0 to 100, of a colour of a service.
    public static func weight(_ profile: Profile, _ service: ServicePlan, _ colour: Colour) -> String {
        parameter(profile, "release/\(service.name)/\(colour.rawValue)-weight")
    }

    // MARK: Workloads

    /// A service's name in its cluster: `pixpos-api`.
    public static func workload(_ profile: Profile, _ service: ServicePlan) -> String {
        "\(profile.system)-\(service.name)"
    }

    /// A colour of a service: `pixpos-api-blue`; the Deployment, its Service and its scaler bear it.
    public static func workload(_ profile: Profile, _ service: ServicePlan, _ colour: Colour) -> String {
        "\(workload(profile, service))-\(colour.rawValue)"
    }

    /// A service's account in its cluster: `pixpos-api-sa`.
    public static func account(_ profile: Profile, _ service: ServicePlan) -> String {
        "\(workload(profile, service))-sa"
    }

    /// The role that a service's account assumes: `pixpos-api-role`. Roles are global, so other regions have
    /// theirs with the region behind.
    public static func role(_ profile: Profile, _ service: ServicePlan, region: String) -> String {
        let name = "\(workload(profile, service))-role"
        return region == profile.regions.primary ? name : "\(name)-\(region)"
    }

    /// The account that reads secrets into the namespace, and its role.
    public static func secretReader(_ profile: Profile) -> String { "\(profile.system)-secrets-sa" }

    /// The role of the account that reads secrets.
    public static func secretReaderRole(_ profile: Profile, region: String) -> String {
        let name = "\(profile.system)-secrets-role"
        return region == profile.regions.primary ? name : "\(name)-\(region)"
    }

    /// The account of the collector of traces, and its role.
    public static func collector(_ profile: Profile) -> String { "\(profile.system)-collector-sa" }

    /// The role of the collector of traces.
    public static func collectorRole(_ profile: Profile, region: String) -> String {
        let name = "\(profile.system)-collector-role"
        return region == profile.regions.primary ? name : "\(name)-\(region)"
    }

    /// A role's whole name.
    public static func roleARN(_ profile: Profile, _ role: String) -> String {
        "arn:aws:iam::\(profile.environment.account):role/\(role)"
    }

    // MARK: Images

    /// The registry of a region.
    public static func registry(_ profile: Profile, region: String) -> String {
        "\(profile.environment.account).dkr.ecr.\(region).amazonaws.com"
    }

    // MARK: Secrets

    /// The database owner's secret, with `username`, `password`, `host`, `port` and `dbname`:
    /// `pixpos/prod/database`.
    public static func databaseSecret(_ profile: Profile) -> String { secret(profile, "database") }

    /// The cache's token, in `token`.
    public static func cacheSecret(_ profile: Profile) -> String { secret(profile, "cache") }

    /// The event log's user, with `username` and `password`; Kafka asks for the prefix.
    public static func eventsSecret(_ profile: Profile) -> String {
        "AmazonMSK_\(profile.system)-\(profile.environment.name)-events"
    }

    /// A drawn secret, in `secret`: `pixpos/prod/jwt`.
    public static func secret(_ profile: Profile, _ use: String) -> String {
        "\(profile.system)/\(profile.environment.name)/\(use)"
    }

    // MARK: Inside

    /// The private zone of the system: what is repointed when something takes over stands here.
    public static func privateZone(_ profile: Profile) -> String { "\(profile.system).internal" }

    /// The database's name inside.
    public static func databaseHost(_ profile: Profile) -> String { "database.\(privateZone(profile))" }

    /// The reading copy's name inside.
    public static func databaseReadHost(_ profile: Profile) -> String {
        "database-read.\(privateZone(profile))"
    }
}

/// The two sets of copies that take turns.
public enum Colour: String, Sendable, CaseIterable {
    /// The one that runs first.
    case blue
    /// The one that takes over.
    case green

    /// The other one.
    public var other: Colour { self == .blue ? .green : .blue }
}
