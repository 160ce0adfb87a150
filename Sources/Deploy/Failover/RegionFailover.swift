import Base

/// A failover to the standby region. Nothing is asked of the lost region but, once and without need, to cut
/// off its writer; traffic moves by health checks that were prepared beforehand.
public final class RegionFailover: FailoverDriver {
    private let account: Account
    private let profile: Profile
    private let old: String
    private let new: String
    private var world: any World { account.world }

    /// From a region to another.
    public init(_ account: Account, _ profile: Profile, from old: String, to new: String) {
        self.account = account
        self.profile = profile
        self.old = old
        self.new = new
    }

    private var names: RegionWriter { RegionWriter(account: account, profile: profile) }
    private var stores: RegionStores {
        RegionStores(account: account, profile: profile, old: old, new: new)
    }
    private var traffic: RegionTraffic {
        RegionTraffic(account: account, profile: profile, place: new)
    }
    private lazy var replica = names.replica(in: new)

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
        missing += lacking() + stores.lacking()
        let (lag, evidence) = behind()
        let answers =
            account.aws(
                old, ["rds", "describe-db-instances", "--db-instance-identifier", names.writer(in: old)],
                seconds: 20
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

    /// The colour that a roll-out left for the traffic there.
    private func serving(_ service: ServicePlan) -> Colour {
        account.serving(profile, service, in: new)
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
            guard let image = account.parameter(new, profile.imageParameter(service, serving(service))),
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
        let dated = points.compactMap { point in point["Timestamp"]?.moment.map { (at: $0, point: point) } }
        guard let (at, last) = dated.max(by: { $0.at < $1.at }) else {
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

    /// The old writer is cut off; its replicas end with it.
    public func fence(vouched: Bool) throws(FailoverFault) {
        try names.fence(old, vouched: vouched)
    }

    /// `promote-read-replica`; the cache and the event log with it.
    public func promote() throws(FailoverFault) {
        try stores.promote()
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

    /// The private name in the new region; who writes is noted there.
    public func repoint() throws(FailoverFault) {
        try names.note("writer", replica, in: new)
        _ = RegionOrder.note(new, at: world.now, in: new, profile, account)
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
                new,
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
                        profile.workload(service, serving(service)), "--desired-count",
                        String(service.scale.min),
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
                profile, new,
                [
                    "-n", profile.platform.namespace, "scale", "deployment",
                    profile.workload(service, serving(service)), "--replicas=\(service.scale.min)",
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

    /// The health checks move it, without a call to anybody; this waits until the public names answer from
    /// the new region. The old one stays out when it comes back: whether that could be laid down now is not
    /// what the traffic waits for, `rebuild` does it again.
    public func moveTraffic() throws(FailoverFault) {
        try? traffic.keep(new, out: false)
        try? traffic.keep(old, out: true)
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
    /// A region that was gone is cut off first, as soon as it answers.
    public func rebuild() throws(FailoverFault) {
        try names.fence(old, vouched: false)
        try traffic.keep(old, out: true)
        _ = RegionOrder.note(new, at: world.now, in: old, profile, account)
        try stores.turnRound()
        let source = try instance()
        let back = reverse()
        guard !back.isThere else { return }
        guard let arn = source["DBInstanceArn"]?.text, let size = source["DBInstanceClass"]?.text else {
            throw FailoverFault("\(replica) has no name of its own")
        }
        var words = [
            "rds", "create-db-instance-read-replica", "--db-instance-identifier", back.name,
            "--source-db-instance-identifier", arn, "--db-instance-class", size, "--db-subnet-group-name",
            profile.name(.databaseSubnets), "--source-region", new,
        ]
        let held = ClusterPlace(profile: profile, region: old).resource("DataKey").name
        if let key = account.parameter(old, profile.parameter("network/\(held)/Arn")) {
            words += ["--kms-key-id", key]
        }
        _ = try ask(old, words, "the reverse replica cannot be made")
        try names.note("replica", back.name, in: old)
    }

    /// What the reverse replica is called: a replica of the old writer may have the region's name.
    private func reverse() -> (name: String, isThere: Bool) {
        let plain = profile.replicaName(1, in: old)
        for name in [plain, "\(plain)-back"] {
            let seen = account.aws(old, ["rds", "describe-db-instances", "--db-instance-identifier", name])
            guard let found = seen.json?.at("DBInstances", "0") else { return (name, false) }
            let source = found["ReadReplicaSourceDBInstanceIdentifier"]?.text ?? ""
            if source == replica || source.hasSuffix(":\(replica)") { return (name, true) }
        }
        return ("\(plain)-\(world.now.seconds)", false)
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
