/// What a plan depends on besides the profile and the account: where it runs.
public struct PlanSettings: Sendable, Equatable {
    /// Whether an emulator stands for AWS.
    public var isEmulated: Bool
    /// Whether a cluster can be asked.
    public var hasCluster: Bool
    /// Whether delegations can be asked for.
    public var hasResolver: Bool
    /// Types that are made by commands of their own although CloudFormation may know them.
    public var direct: Set<String>
    /// The digest of the image that services start with, `sha256:…`.
    public var image: String?

    /// Settings by hand.
    public init(
        isEmulated: Bool = false, hasCluster: Bool = true, hasResolver: Bool = true, direct: Set<String> = [],
        image: String? = nil
    ) {
        self.isEmulated = isEmulated
        self.hasCluster = hasCluster
        self.hasResolver = hasResolver
        self.direct = direct
        self.image = image
    }

    /// What follows from where commands are run.
    public init(_ settings: RunSettings, direct: Set<String>, image: String?) {
        self.image = image
        isEmulated = settings.isEmulated
        hasCluster = !settings.isEmulated || !settings.clusters.places.isEmpty
        hasResolver = !settings.isEmulated || settings.resolver != nil
        self.direct = direct
    }
}
