import Base

/// What stands ready for the day when something is lost.
enum RecoveryChecks {
    static func all(_ profile: Profile) -> [Check] {
        snapshots(profile) + standby(profile) + partitions(profile)
    }

    private static func snapshots(_ profile: Profile) -> [Check] {
        guard profile.shape != .host, profile.data.database != nil else { return [] }
        return [
            Check("snapshot", profile.name(.database), "EPS newest snapshot restorable (by drill)") {
                look throws(Blocked) in
                let answer = try look.aws([
                    "rds", "describe-db-snapshots", "--db-instance-identifier", profile.name(.database),
                ])
                let good = answer.list("DBSnapshots").filter { $0["Status"]?.text == "available" }
                let newest = good.compactMap { $0["SnapshotCreateTime"]?.text }.compactMap { Instant($0) }
                    .max()
                guard let newest else { return .fail("there is no snapshot") }
                let hours = (look.world.now.seconds - newest.seconds) / 3600
                return hours <= 26
                    ? .pass("the newest is \(hours) h old") : .fail("the newest is \(hours) h old")
            }
        ]
    }

    private static func standby(_ profile: Profile) -> [Check] {
        guard profile.shape != .host, let region = profile.regions.standby, let recovery = profile.recovery,
            profile.data.database?.replicas.contains(where: { $0.region == region }) == true
        else { return [] }
        func driver(_ look: Look) -> RegionFailover {
            RegionFailover(look.account, profile, from: profile.regions.primary, to: region)
        }
        func precheck(_ look: Look) throws(Blocked) -> FailoverCheck {
            do throws(FailoverFault) { return try driver(look).precheck() } catch {
                throw Blocked(judgement: .fail(error.description))
            }
        }
        return [
            Check("replica-lag", region, "GP RPO 1 minute") { look throws(Blocked) in
                let check = try precheck(look)
                guard let lag = check.lag else { return .cannot(check.evidence) }
                return lag <= recovery.rpo * 1000 ? .pass(check.evidence) : .fail(check.evidence)
            },
            Check("standby", region, "GP secrets, images, keys in the standby region") {
                look throws(Blocked) in
                .unless(try precheck(look).missing.map { "\($0) is missing" }, "it could take over")
            },
        ]
    }

    private static func partitions(_ profile: Profile) -> [Check] {
        (profile.data.database?.partitions ?? []).map { partition in
            Check("partition", partition.table, "BIL partition for next month exists") { _ in
                Judgement(
                    verdict: .notInRelease,
                    evidence:
                        "the table \(partition.table) comes with the tickets; its parts are made ahead by the server"
                )
            }
        }
    }
}
