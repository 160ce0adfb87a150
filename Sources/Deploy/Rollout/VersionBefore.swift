/// The image that a service had before the one that serves: what a rollback brings back. It stands among the
/// system's parameters.
struct VersionBefore {
    private let account: Account
    private let region: String
    private let name: String

    /// Of a service in a region.
    init(_ account: Account, _ profile: Profile, _ service: ServicePlan, in region: String) {
        self.account = account
        self.region = region
        name = profile.parameter("release/\(service.name)/previous-image")
    }

    /// The image; nil when nobody wrote one down.
    var image: String? { account.parameter(region, name) }

    /// Writes it down; a first version has none before it.
    func note(_ image: String) throws(RolloutFault) {
        guard !image.isEmpty else { return }
        let put = account.put(region, name, image)
        guard put.isGood else { throw RolloutFault("what served before cannot be written down", put) }
    }
}
