/// How the clusters of a system are reached: each by a file of its own, written from the account's word, so
/// that no command ever goes to the cluster that somebody's `kubectl` was last pointed to.
final class ClusterAccess {
    /// Why a cluster is not asked.
    struct Refusal: Error {
        let reply: Reply
    }

    private let folder: String
    private let context: String?
    private var written: Set<String> = []

    init(folder: String, context: String?) {
        self.folder = folder
        self.context = context
    }

    /// The words of `kubectl` that name the cluster.
    func words(_ profile: Profile, _ region: String, _ account: Account) -> Result<[String], Refusal> {
        if let server = account.settings.cluster(in: region) { return .success(["--server", server]) }
        if account.settings.isTest {
            let said = "HESAP_DEPLOY_TEST=1 asks no cluster but that of HESAP_DEPLOY_KUBERNETES."
            return .failure(Refusal(reply: Reply(status: 3, errors: said)))
        }
        if let context { return .success(["--context", context]) }
        let path = "\(folder)/kubeconfig.\(region)"
        if !written.contains(region) {
            let cluster = profile.platform.existing ?? profile.name(.cluster)
            let reply = account.aws(
                region, ["eks", "update-kubeconfig", "--name", cluster, "--kubeconfig", path])
            guard reply.isGood else { return .failure(Refusal(reply: reply)) }
            written.insert(region)
        }
        return .success(["--kubeconfig", path])
    }
}
