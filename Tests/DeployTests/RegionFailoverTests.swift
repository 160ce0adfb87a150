import Base
import Testing

@testable import Deploy

/// A failover to the standby region against recorded answers.
@Suite struct RegionFailoverTests {
    private func world(_ profile: Profile) -> RecordedWorld {
        let world = GoodWorld.of(profile)
        let size = profile.data.database?.size ?? ""
        let one =
            #"""
            {"DBInstances":[{"DBInstanceStatus":"available","DBInstanceClass":"\#(size)",
            "DBInstanceArn":"arn:db","Endpoint":{"Address":"new.example.net"}
            """#
        let copy = Reply(one + #","ReadReplicaSourceDBInstanceIdentifier":"old"}]}"#)
        let alone = Reply(one + "}]}")
        let name =
            "aws rds describe-db-instances --db-instance-identifier \(profile.name(.replica, "eu-west-1"))"
        world.answer(name, copy, copy, copy, alone)
        for call in [
            "ec2 revoke-security-group-ingress", "rds reboot-db-instance", "rds promote-read-replica",
            "route53 change-resource-record-sets", "eks update-nodegroup-config",
            "rds create-db-instance-read-replica",
        ] { world.answer("aws \(call)", Reply("{}")) }
        world.answer("kubectl -n \(profile.platform.namespace) scale", Reply("scaled"))
        world.answer(
            "aws ssm get-parameter --name /globalpay/prod/network", Reply(#"{"Parameter":{"Value":"Z9"}}"#))
        world.answer("curl -sS -m 10", Reply("200"))
        return world
    }

    private func run(_ world: RecordedWorld, _ profile: Profile, _ order: FailoverOrder? = nil) throws
        -> FailoverState
    {
        let account = Account(world, try RunSettings(environment: [:], endpoint: nil))
        let driver = RegionFailover(account, profile, from: "us-east-1", to: "eu-west-1", context: nil)
        return try Failover(driver, world, from: "us-east-1", journal: try Journal("f", in: world)) { _ in }
            .run(
                order ?? FailoverOrder(rpo: 60, rto: 14_400))
    }

    @Test func `The old writer is cut off before the replica is promoted, and one name is pointed anew`()
        throws
    {
        let profile = try Profiles.read("globalpay").profile
        let world = world(profile)
        let state = try run(world, profile)
        #expect(state.outcome == .done, "\(state.outcome)")
        let order = ["revoke-security-group-ingress", "promote-read-replica", "change-resource-record-sets"]
            .map { call in
                world.asked.firstIndex { $0.contains(call) } ?? -1
            }
        #expect(order == order.sorted() && order[0] >= 0)
        #expect(
            world.asked.contains {
                $0.contains("UPSERT") && $0.contains("new.example.net") && $0.contains(profile.databaseHost)
            })
        let after = world.asked.drop { !$0.contains("promote-read-replica") }.filter {
            $0.contains("--region us-east-1")
        }
        #expect(
            after.allSatisfy {
                $0.contains("create-db-instance-read-replica") || $0.contains("get-parameter")
            })
    }

    @Test func `A lost region is not failed away from until somebody vouches that its writer is cut off`()
        throws
    {
        let profile = try Profiles.read("globalpay").profile
        let lost = world(profile)
        lost.answer(
            "aws ec2 describe-security-groups",
            Reply(status: 255, "", errors: "Could not connect to the endpoint"))
        guard case .stuck(.fence, let why) = try run(lost, profile).outcome else {
            return #expect(Bool(false))
        }
        #expect(why.contains("--fenced") && !lost.asked.contains { $0.contains("promote-read-replica") })
        let state = try run(
            lost, profile, FailoverOrder(rpo: 60, rto: 14_400, vouchFenced: true, rebuilds: false))
        #expect(state.outcome == .done, "\(state.outcome)")
    }

    @Test func `A lag that nobody has measured lately counts from its last figure`() throws {
        let profile = try Profiles.read("globalpay").profile
        let world = world(profile)
        let old = world.now.advanced(seconds: -700).rfc3339
        world.answer(
            "aws cloudwatch get-metric-statistics",
            Reply(#"{"Datapoints":[{"Timestamp":"\#(old)","Maximum":1}]}"#))
        guard case .refused(let why) = try run(world, profile).outcome else { return #expect(Bool(false)) }
        #expect(why.contains("--accept-loss 581s"), "\(why)")
        world.answer("aws cloudwatch get-metric-statistics", Reply(#"{"Datapoints":[]}"#))
        guard case .refused(let unknown) = try run(world, profile).outcome else {
            return #expect(Bool(false))
        }
        #expect(unknown.contains("nobody knows"))
    }

    @Test func `What the standby region lacks is named and refused`() throws {
        let profile = try Profiles.read("globalpay").profile
        let world = world(profile)
        world.answer("aws acm list-certificates", Reply(#"{"CertificateSummaryList":[]}"#))
        world.answers.removeAll {
            $0.line.contains("--region eu-west-1") && $0.line.contains("get-parameter")
        }
        guard case .refused(let why) = try run(world, profile).outcome else { return #expect(Bool(false)) }
        #expect(why.contains("a certificate for") && why.contains("the image of"), "\(why)")
    }

    @Test func `A star of a certificate stands for one label`() {
        #expect(HostName("*.example.com").covers("a.example.com"))
        #expect(!HostName("*.example.com").covers("a.b.example.com"))
        #expect(!HostName("*.example.com").covers("example.com"))
        #expect(HostName("Example.com").covers("example.COM"))
    }
}
