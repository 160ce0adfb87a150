/// How the programs are run: where they ask, and with which variables.
public struct RunSettings: Sendable, Equatable {
    /// Where services are asked instead of at AWS.
    public var endpoints: Endpoints
    /// Where the interface of a cluster is asked instead of the cluster's own: a stand-in on this machine,
    /// one for all or one a region.
    public var clusters: Endpoints
    /// The name server that delegations are asked of, `127.0.0.1#5300`; nil for the machine's own.
    public var resolver: String?
    /// Whether nothing outside this machine may be asked.
    public var isTest: Bool
    /// The variables of this process, which every program gets.
    public var environment: [String: String]

    /// Settings from the environment and the word of `--endpoint-url`, which wins.
    public init(environment: [String: String], endpoint: String?) throws(RunFault) {
        let text = endpoint ?? environment["HESAP_DEPLOY_ENDPOINT"] ?? ""
        endpoints = try Endpoints(text)
        clusters = try Endpoints(environment["HESAP_DEPLOY_KUBERNETES"] ?? "")
        resolver = environment["HESAP_DEPLOY_RESOLVER"].flatMap { $0.isEmpty ? nil : $0 }
        isTest = environment["HESAP_DEPLOY_TEST"] == "1"
        self.environment = environment
        if isTest {
            guard endpoints.stayHere else {
                throw RunFault(
                    3,
                    "HESAP_DEPLOY_TEST=1 allows endpoints of this machine alone, and one for every service:"
                        + " set --endpoint-url http://127.0.0.1:PORT.")
            }
            for cluster in clusters.places where !Endpoints.isHere(cluster) {
                throw RunFault(
                    3, "HESAP_DEPLOY_TEST=1 allows a cluster of this machine alone, not \(cluster).")
            }
        }
    }

    /// The stand-in for the cluster of a region; nil for the cluster itself.
    public func cluster(in region: String?) -> String? {
        region.flatMap { clusters.services[$0] } ?? clusters.all
    }

    /// Any stand-in for a cluster; nil where the clusters themselves are asked.
    public var kubernetes: String? { clusters.places.first }

    /// Whether services are asked at an emulator, where nobody else answers a name or signs a certificate.
    public var isEmulated: Bool { endpoints.stayHere }
}
