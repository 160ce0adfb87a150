import Base

extension RestoreEnd {
    /// The profile's copies that follow a database, region by region, with what their successors need.
    func copies(of database: String) throws(RunFault) -> [JSON] {
        var all: [JSON] = []
        for region in reader.profile.regions.all {
            for number in 1...max(1, reader.profile.replicas(in: region).count) {
                if let copy = try copy(number, in: region, of: database) { all.append(copy) }
            }
        }
        return all
    }

    private func copy(_ number: Int, in region: String, of database: String) throws(RunFault) -> JSON? {
        let profile = reader.profile
        guard number <= profile.replicas(in: region).count else { return nil }
        let name = profile.replicaName(number, in: region)
        let found = try reader.find(
            ["rds", "describe-db-instances", "--db-instance-identifier", name], in: region
        )?.at("DBInstances", "0")
        let source = found?["ReadReplicaSourceDBInstanceIdentifier"]?.text ?? ""
        guard let found, source == database || source.hasSuffix(":\(database)") else { return nil }
        var facts: [(String, JSON)] = [("name", .string(name)), ("region", .string(region))]
        // The region's names lead to its first copy.
        if number == 1 {
            let zoned = ClusterPlace(profile: profile, region: region).resource("PrivateZone")
            let parameter = ParameterName.of(zoned, nil, in: reader.graph)
            let zone = try reader.find(["ssm", "get-parameter", "--name", parameter], in: region)
            facts.append(("zone", zone?.at("Parameter", "Value") ?? .null))
        }
        return .object(
            facts + [("encryption", found["KmsKeyId"] ?? .null)] + Restore.kept(found))
    }
}

/// The copies of a database that was brought back: those that followed the old one are put aside, new ones
/// of the same names follow the new one, and the old ones go.
struct RestoredCopies {
    let profile: Profile
    /// The database that they follow, under the name that it has by then.
    let database: String
    let copies: [RestoredCopy]

    init(profile: Profile, database: String, arn: String, facts: [JSON], stamp: String) {
        self.profile = profile
        self.database = database
        // In another region a source is named by the whole of its name: arn:aws:rds:REGION:ACCOUNT:db:NAME.
        let place = arn.split(separator: ":", omittingEmptySubsequences: false).dropLast()
        let whole = (place + [Substring(database)]).joined(separator: ":")
        copies = facts.compactMap { one in
            guard let name = one["name"]?.text, let region = one["region"]?.text else { return nil }
            let source = region == profile.regions.primary ? database : whole
            return RestoredCopy(
                profile: profile, facts: one, name: name, region: region, source: source, stamp: stamp)
        }
    }

    var notes: [String] {
        copies.map {
            "\($0.name) in \($0.region) follows the old database: it is made anew from \(database), and goes"
        }
    }

    /// All are begun before the first is waited for; the old ones go when every new one is there.
    var steps: [Step] {
        copies.flatMap(\.begun) + copies.flatMap(\.ready) + copies.flatMap(\.cleared)
    }
}

/// One copy, made anew.
struct RestoredCopy {
    let profile: Profile
    let facts: JSON
    let name: String
    let region: String
    let source: String
    let stamp: String

    private var isHome: Bool { region == profile.regions.primary }
    private var aside: String { "\(name)-before-\(stamp)" }
    private var address: StepID { StepID("address-copy-\(name)") }

    private func text(_ name: String) -> String? { facts[name]?.text }

    var begun: [Step] {
        [
            RestoreSteps.rename(name, aside, "Put \(name) aside as \(aside)", region: region),
            wait("copy-aside", aside, "Wait until it is"),
            Step(
                "copy-\(name)", "Make \(name) anew in \(region), a copy of \(source)", .create, words,
                region: region, patience: Patience(every: 20, most: 1800),
                forgives: ["DBInstanceAlreadyExists"]),
        ]
    }

    var ready: [Step] {
        [
            wait("copied", name, "Wait until \(name) is there", most: 6 * 3600),
            Step(
                "settle-\(name)", "Give it the settings of the one before", .update, settings,
                region: region),
            wait("copy-settled", name, "Wait until it has them"),
            RestoreSteps.address(address, name, region: region),
        ] + pointed
    }

    var cleared: [Step] { RestoreSteps.gone(aside, region: region, lastSnapshot: false) }

    /// In its own region the first copy answers reads; in another it stands for the database.
    private var pointed: [Step] {
        guard let zone = text("zone") else { return [] }
        let hosts = isHome ? [] : [(profile.databaseHost, "name")]
        return (hosts + [(profile.databaseReadHost, "read-name")]).map { host, id in
            RestoreSteps.point(host, to: .output(address), zone: zone, "copy-\(id)-\(name)", profile)
        }
    }

    private func wait(_ id: String, _ name: String, _ title: String, most: Int = 3600) -> Step {
        RestoreSteps.available("\(id)-\(name)", name, title, region: region, most: most)
    }

    private var words: [Word] {
        var words: [Word] = [
            "rds", "create-db-instance-read-replica", "--db-instance-identifier", .text(name),
            "--source-db-instance-identifier", .text(source),
        ]
        var abroad: [(String, String)] = []
        if !isHome {
            words += ["--source-region", .text(profile.regions.primary)]
            abroad = [("--db-subnet-group-name", "subnets"), ("--kms-key-id", "encryption")]
        }
        return words + RestoreSteps.like(facts, abroad) + ["--tags"]
            + profile.tagWords(("hesap:restored-from", source))
    }

    private var settings: [Word] {
        RestoreSteps.settings(
            [
                "rds", "modify-db-instance", "--db-instance-identifier", .text(name), "--apply-immediately",
            ], facts)
    }
}
