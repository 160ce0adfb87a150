/// Names that more than one part of the deployment speaks of: the templates that create a thing and the
/// manifests, steps and checks that point at it. All follow from the profile, so that none has to be
/// copied.
extension Profile {
    /// A parameter of the system, below `/{system}/{environment}/`.
    public func parameter(_ path: String) -> String { ParameterName.root(of: self) + path }

    /// The parameter that holds the image, by digest, that a colour of a service runs. Publishing and
    /// roll-outs write it; no template does.
    public func imageParameter(_ service: ServicePlan, _ colour: Colour) -> String {
        parameter("release/\(service.name)/\(colour.rawValue)-image")
    }

    /// The parameter that holds the weight, 0 to 100, of a colour of a service.
    public func weightParameter(_ service: ServicePlan, _ colour: Colour) -> String {
        parameter("release/\(service.name)/\(colour.rawValue)-weight")
    }

    /// The parameter that says whether a colour of a service rests: its scaling does nothing then, neither by
    /// load nor by the clock.
    public func restsParameter(_ service: ServicePlan, _ colour: Colour) -> String {
        parameter("release/\(service.name)/\(colour.rawValue)-rests")
    }

    /// The parameter that holds how many copies a colour of a service of ECS was first asked for.
    public func copiesParameter(_ service: ServicePlan, _ colour: Colour) -> String {
        parameter("release/\(service.name)/\(colour.rawValue)-copies")
    }

    /// The parameter that holds the colour which a service inside the cluster answers from.
    public func servingParameter(_ service: ServicePlan) -> String {
        parameter("release/\(service.name)/serving")
    }

    /// A colour of a service: `pixpos-api-blue`; its Deployment, its Service and its scaler.
    public func workload(_ service: ServicePlan, _ colour: Colour) -> String {
        "\(name(.workload, service.name))-\(colour.rawValue)"
    }

    /// The role that a service assumes, `pixpos-api-role`. Roles are global, so those of another region
    /// than the primary have the region behind.
    public func role(of part: String, region: String) -> String {
        let role = name(.role, part)
        return region == regions.primary ? role : "\(role)-\(region)"
    }

    /// A role's whole name.
    public func roleARN(of part: String, region: String) -> String {
        "arn:aws:iam::\(environment.account):role/\(role(of: part, region: region))"
    }

    /// The part that reads secrets into the namespace; it has an account and a role of its own.
    public static let secretReader = "secrets"

    /// The part that collects traces; it has an account and a role of its own.
    public static let collector = "collector"

    /// The secret that a reader of `/metrics` shows.
    public static let metricsToken = "metrics"

    /// The registry of a region.
    public func registry(_ region: String) -> String {
        "\(environment.account).dkr.ecr.\(region).amazonaws.com"
    }

    /// The private zone of the system, one a region: what is repointed when something takes over stands here.
    public var privateZone: String { "\(system).internal" }

    /// The database's name inside.
    public var databaseHost: String { "database.\(privateZone)" }

    /// The reading copy's name inside.
    public var databaseReadHost: String { "database-read.\(privateZone)" }
}

extension String {
    /// CloudFormation's notation for the value of a parameter of Systems Manager; manifests use the same.
    static func resolving(_ parameter: String) -> String { "{{resolve:ssm:\(parameter)}}" }
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
