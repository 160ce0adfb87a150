import Base

/// A failover to the standby region. Nothing is asked of the lost region but, once and without need, to cut
/// off its writer; traffic moves by health checks that were prepared beforehand.
public final class RegionFailover: FailoverDriver {
    private let account: Account
    private let profile: Profile
    private let old: String
    private let new: String
    private let context: String?
    private var world: any World { account.world }

    /// From a region to another; `context` is kubectl's name for the cluster that takes over.
    public init(_ account: Account, _ profile: Profile, from old: String, to new: String, context: String?) {
        self.account = account
        self.profile = profile
        self.old = old
        self.new = new
        self.context = context
    }

    private var writer: String { profile.name(.database) }
    private var replica: String { profile.name(.replica, new) }

    private func ask(_ region: String?, _ words: [String], _ what: String, seconds: Int = 120)
        throws(FailoverFault) -> JSON
    {
        let reply = account.aws(region, words, seconds: seconds)
        guard reply.isGood else { throw FailoverFault(what, reply) }
        return reply.json ?? .null
    }

    // MARK: - Before

    /// Lag of the replica, and what the standby region has: size, secrets, images, certificate, copies.
    public func precheck() throws(FailoverFault) -> FailoverCheck {
        let database = try instance()
        var missing: [String] = []
        if database["DBInstanceStatus"]?.text != "available" {
            missing.append("a replica that is available (\(database["DBInstanceStatus"]?.text ?? "none"))")
        }
        if let size = profile.data.database?.size, let has = database["DBInstanceClass"]?.text, has != size {
            missing.append("a replica of the writer's size (\(has), not \(size))")
        }
        missing += lacking()
        let (lag, evidence) = behind()
        let answers =
            account.aws(
                old, ["rds", "describe-db-instances", "--db-instance-identifier", writer], seconds: 20
            ).json?.at("DBInstances", "0", "DBInstanceStatus")?.text == "available"
        return FailoverCheck(lag: lag, evidence: evidence, missing: missing, writerAnswers: answers)
    }

    private func instance() throws(FailoverFault) -> JSON {
        let answer = try ask(
            new, ["rds", "describe-db-instances", "--db-instance-identifier", replica],
            "the replica \(replica) cannot be seen")
        guard let found = answer.at("DBInstances", "0") else {
            throw FailoverFault("there is no replica \(replica) in \(new)")
        }
        return found
    }

    private func lacking() -> [String] {
        var missing: [String] = []
        let secrets =
            [profile.name(.databaseSecret)] + profile.data.secrets.map { profile.name(.secret, $0.use) }
            + (profile.data.cache?.auth == true ? [profile.name(.cacheSecret)] : [])
        for secret in secrets
        where !account.aws(new, ["secretsmanager", "describe-secret", "--secret-id", secret]).isGood {
            missing.append("the secret \(secret)")
        }
        for service in profile.services where service.notInRelease == nil {
            guard let image = account.parameter(new, profile.imageParameter(service, .blue)),
                let digest = HostRollout.digest(of: image)
            else {
                missing.append("the image of \(service.name)")
                continue
            }
            let found = account.aws(
                new,
                [
                    "ecr", "describe-images", "--repository-name", service.image, "--image-ids",
                    "imageDigest=sha256:\(digest)",
                ])
            if !found.isGood { missing.append("the image of \(service.name) in its registry") }
        }
        let issued = account.aws(new, ["acm", "list-certificates", "--certificate-statuses", "ISSUED"])
        let names = (issued.json?.list("CertificateSummaryList") ?? []).flatMap { certificate in
            [certificate["DomainName"]?.text].compactMap(\.self)
                + certificate.list("SubjectAlternativeNameSummaries").compactMap(\.text)
        }
        for host in profile.balancerHosts where !names.contains(where: { HostName($0).covers(host) }) {
            missing.append("a certificate for \(host)")
        }
        return missing
    }

    /// The replica's own measure; the newest of the last minutes.
    private func behind() -> (Int?, String) {
        let reply = account.aws(
            new,
            [
                "cloudwatch", "get-metric-statistics", "--namespace", "AWS/RDS", "--metric-name",
                "ReplicaLag",
                "--dimensions", "Name=DBInstanceIdentifier,Value=\(replica)", "--start-time",
                world.now.advanced(seconds: -900).rfc3339, "--end-time", world.now.rfc3339, "--period", "60",
                "--statistics", "Maximum",
            ])
        let points = reply.json?.list("Datapoints") ?? []
        let last = points.max { ($0["Timestamp"]?.text ?? "") < ($1["Timestamp"]?.text ?? "") }
        guard let last, let at = last["Timestamp"]?.text.flatMap({ Instant($0) }) else {
            return (nil, "ReplicaLag has no figure of the last quarter of an hour")
        }
        let lag: Int
        switch last["Maximum"] {
        case .real(let seconds): lag = Int(seconds * 1000)
        case .integer(let seconds): lag = Int(seconds) * 1000
        default: return (nil, "ReplicaLag has no figure")
        }
        // A figure of a replica that has lost its writer says nothing of what came after it.
        let age = Int((world.now.microseconds - at.microseconds) / 1000)
        let unseen = max(0, age - 120_000)
        return (lag + unseen, "ReplicaLag \(lag) ms, measured \(age / 1000) s ago")
    }

    // MARK: - The steps

    /// The old writer's group lets nobody in and its copies end. A region that does not answer cannot be
    /// asked: then the operator has to vouch for it.
    public func fence(vouched: Bool) throws(FailoverFault) {
        let groups = account.aws(
            old,
            [
                "ec2", "describe-security-groups", "--filters",
                "Name=group-name,Values=\(profile.name(.databaseGroup))",
            ], seconds: 30)
        guard groups.isGood else {
            guard vouched else {
                throw FailoverFault(
                    "\(old) does not answer, so nobody knows whether its writer goes on (\(groups.complaint)); "
                        + "cut it off and say so by --fenced")
            }
            return
        }
        for group in groups.json?.list("SecurityGroups") ?? [] {
            let rules = group.list("IpPermissions")
            guard !rules.isEmpty, let id = group["GroupId"]?.text else { continue }
            _ = try ask(
                old,
                [
                    "ec2", "revoke-security-group-ingress", "--group-id", id, "--ip-permissions",
                    JSON.array(rules).written,
                ], "the old writer cannot be cut off")
        }
        // Connections that are open outlive a group's rules; a reboot ends them.
        let ended = account.aws(old, ["rds", "reboot-db-instance", "--db-instance-identifier", writer])
        guard ended.isGood || vouched else {
            throw FailoverFault("the old writer's connections cannot be ended", ended)
        }
    }

    /// `promote-read-replica`, the cache's copy with it, where there is one.
    public func promote() throws(FailoverFault) {
        let state = try instance()
        if state["ReadReplicaSourceDBInstanceIdentifier"]?.text != nil {
            _ = try ask(
                new, ["rds", "promote-read-replica", "--db-instance-identifier", replica],
                "\(replica) cannot be promoted")
        }
    }

    /// It is available and copies from nobody.
    public func isWritable() throws(FailoverFault) -> Bool {
        let state = try instance()
        return state["DBInstanceStatus"]?.text == "available"
            && state["ReadReplicaSourceDBInstanceIdentifier"]?.text == nil
    }

    /// The private name in the new region.
    public func repoint() throws(FailoverFault) {
        guard let host = try instance().at("Endpoint", "Address")?.text else {
            throw FailoverFault("\(replica) has no address")
        }
        guard
            let zone = account.parameter(new, ParameterName.root(of: profile) + "network/\(privateZone)/ref")
        else { throw FailoverFault("the private zone of \(new) is not written down") }
        for name in [profile.databaseHost, profile.databaseReadHost] {
            let batch: JSON = [
                "Changes": [
                    [
                        "Action": "UPSERT",
                        "ResourceRecordSet": [
                            "Name": .string(name), "Type": "CNAME", "TTL": 5,
                            "ResourceRecords": [["Value": .string(host)]],
                        ],
                    ]
                ]
            ]
            _ = try ask(
                nil,
                [
                    "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch",
                    batch.written,
                ], "\(name) cannot be pointed to \(replica)")
        }
    }

    private var privateZone: String {
        ClusterPlace(profile: profile, region: new).resource("PrivateZone").name
    }

    /// As many nodes and copies as the old region had by the profile.
    public func scale() throws(FailoverFault) {
        if profile.shape == .ecsFargate {
            let cluster = profile.platform.existing ?? profile.name(.cluster)
            for service in profile.services where service.notInRelease == nil {
                _ = try ask(
                    new,
                    [
                        "ecs", "update-service", "--cluster", cluster, "--service",
                        profile.workload(service, .blue), "--desired-count", String(service.scale.min),
                    ], "\(service.name) cannot be started")
            }
            return
        }
        if let nodes = profile.platform.nodes {
            _ = try ask(
                new,
                [
                    "eks", "update-nodegroup-config", "--cluster-name",
                    profile.platform.existing ?? profile.name(.cluster), "--nodegroup-name",
                    profile.name(.nodes), "--scaling-config",
                    "minSize=\(nodes.min),maxSize=\(nodes.max),desiredSize=\(max(nodes.min, nodes.standbyMin))",
                ], "the nodes cannot be added")
        }
        for service in profile.services where service.notInRelease == nil {
            let reply = account.kubectl(
                context,
                [
                    "-n", profile.platform.namespace, "scale", "deployment",
                    profile.workload(service, .blue), "--replicas=\(service.scale.min)",
                ])
            guard reply.isGood else { throw FailoverFault("\(service.name) cannot be started", reply) }
        }
    }

    /// Each host, asked at the new region's own name.
    public func verify() throws(FailoverFault) -> ProbeFailure? {
        for host in profile.balancerHosts {
            let ready = profile.services.first { $0.host == host }?.probes.ready ?? "/ready"
            let url = "https://\(profile.regionalHost(host, new))\(ready)"
            let reply = world.run(
                "curl", "-sS", "-m", "10", "-o", "/dev/null", "-w", "%{http_code}", url)
            let status = Int(reply.text) ?? 0
            if status != 200 {
                return ProbeFailure(probe: "GET \(url)", status: status, body: reply.complaint, log: "")
            }
        }
        return nil
    }

    /// The health checks move it; this waits until the public names answer from the new region.
    public func moveTraffic() throws(FailoverFault) {
        for host in profile.balancerHosts {
            let regional = profile.regionalHost(host, new)
            let until = world.now.advanced(seconds: 300)
            while true {
                let here = addresses(host)
                if !here.isEmpty, here.isSubset(of: addresses(regional)) { break }
                guard world.now < until else {
                    throw FailoverFault("\(host) still answers from elsewhere than \(regional) after 300 s")
                }
                world.pause(milliseconds: 5000)
            }
        }
    }

    private func addresses(_ host: String) -> Set<String> {
        let reply = world.run("getent", "ahosts", host)
        return Set(
            reply.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        )
    }

    /// From the beats that were noted at the operator's side.
    public func measure() throws(FailoverFault) -> FailoverCost {
        FailoverCost(rto: nil, rpo: nil, lost: nil)
    }

    /// A replica in the old region, of the new writer; the old writer stays, cut off, for what it alone has.
    public func rebuild() throws(FailoverFault) {
        let source = try instance()
        guard let arn = source["DBInstanceArn"]?.text, let size = source["DBInstanceClass"]?.text else {
            throw FailoverFault("\(replica) has no name of its own")
        }
        var words = [
            "rds", "create-db-instance-read-replica", "--db-instance-identifier", profile.name(.replica, old),
            "--source-db-instance-identifier", arn, "--db-instance-class", size, "--db-subnet-group-name",
            profile.name(.databaseSubnets), "--source-region", new,
        ]
        if let key = account.parameter(old, profile.parameter("network/DataKey/Arn")) {
            words += ["--kms-key-id", key]
        }
        _ = try ask(old, words, "the reverse replica cannot be made")
    }
}

/// A name of a certificate.
struct HostName {
    let text: String

    init(_ text: String) { self.text = text.lowercased() }

    /// Whether a certificate of this name is good for a host: a star stands for one label.
    func covers(_ host: String) -> Bool {
        let host = host.lowercased()
        guard text.hasPrefix("*.") else { return text == host }
        guard let dot = host.firstIndex(of: ".") else { return false }
        return host[host.index(after: dot)...] == text.dropFirst(2)
    }
}
