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
            "aws rds describe-db-instances --db-instance-identifier \(profile.replicaName(1, in: "eu-west-1"))"
        world.answer(name, copy, copy, copy, alone)
        for call in [
            "rds modify-db-instance", "rds wait", "rds reboot-db-instance", "rds promote-read-replica",
            "kafka delete-replicator", "kafka create-replicator", "route53 update-health-check",
            "route53 change-resource-record-sets", "eks update-nodegroup-config",
            "rds create-db-instance-read-replica",
        ] { world.answer("aws \(call)", Reply("{}")) }
        world.answer(
            "aws rds describe-db-instances --db-instance-identifier \(profile.name(.database))",
            Reply(
                #"""
                {"DBInstances":[{"DBInstanceStatus":"available","DBSubnetGroup":{"VpcId":"vpc-1"},
                "VpcSecurityGroups":[{"VpcSecurityGroupId":"sg-db"}]}]}
                """#))
        world.answer(
            "aws rds describe-db-instances --db-instance-identifier \(profile.replicaName(1, in: "us-east-1"))",
            Reply(#"{"DBInstances":[{"ReadReplicaSourceDBInstanceIdentifier":"old"}]}"#))
        world.answer(
            "aws rds describe-db-instances --db-instance-identifier \(profile.replicaName(1, in: "us-east-1"))-back",
            Reply(status: 254, "", errors: "DBInstanceNotFound"))
        world.answer(
            "aws ec2 describe-security-groups --filters Name=group-name,Values=globalpay-prod-fence",
            Reply(#"{"SecurityGroups":[]}"#))
        world.answer("aws ec2 create-security-group", Reply(#"{"GroupId":"sg-fence"}"#))
        world.answer("aws ssm put-parameter", Reply("{}"))
        world.answer(
            "aws ssm get-parameter --name \(profile.parameter("failover/"))",
            Reply(status: 254, "", errors: "ParameterNotFound"))
        world.answer(
            "aws elasticache describe-replication-groups",
            Reply(#"{"ReplicationGroups":[{"Status":"available"}]}"#))
        world.answer(
            "aws kafka list-clusters-v2",
            Reply(
                #"""
                {"ClusterInfoList":[{"State":"ACTIVE","ClusterArn":"arn:kafka","Provisioned":{
                "BrokerNodeGroupInfo":{"ClientSubnets":["s1"],"SecurityGroups":["g1"]}}}]}
                """#))
        world.answer(
            "aws kafka list-replicators",
            Reply(
                #"{"Replicators":[{"ReplicatorArn":"arn:replicator","ReplicatorState":"RUNNING"}]}"#),
            Reply(#"{"Replicators":[]}"#))
        world.answer("aws iam get-role", Reply(#"{"Role":{"Arn":"arn:role"}}"#))
        let checks = ["us-east-1", "eu-west-1"].map { region in
            #"{"Id":"check-\#(region)","HealthCheckConfig":{"FullyQualifiedDomainName":"api-\#(region).globalpay.com"}}"#
        }.joined(separator: ",")
        world.answer("aws route53 list-health-checks", Reply(#"{"HealthChecks":[\#(checks)]}"#))
        world.answer("kubectl -n \(profile.platform.namespace) scale", Reply("scaled"))
        world.answer("aws eks update-kubeconfig", Reply("Added new context"))
        world.answer(
            "aws ssm get-parameter --name /globalpay/prod/network", Reply(#"{"Parameter":{"Value":"Z9"}}"#))
        world.answer("curl -sS -m 10", Reply("200"))
        return world
    }

    private func run(_ world: RecordedWorld, _ profile: Profile, _ order: FailoverOrder? = nil) throws
        -> FailoverState
    {
        let account = Account(world, try RunSettings(environment: [:], endpoint: nil))
        let driver = RegionFailover(account, profile, from: "us-east-1", to: "eu-west-1")
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
        let order = ["modify-db-instance", "promote-read-replica", "change-resource-record-sets"]
            .map { call in
                world.asked.firstIndex { $0.contains(call) } ?? -1
            }
        #expect(order == order.sorted() && order[0] >= 0)
        #expect(
            world.asked.contains {
                $0.contains("UPSERT") && $0.contains("new.example.net") && $0.contains(profile.databaseHost)
            })
        // Until the traffic has moved nothing is asked of the lost region any more.
        let lost = world.asked.drop { !$0.contains("promote-read-replica") }
            .prefix { !$0.contains("getent") }.filter { $0.contains("--region us-east-1") }
        #expect(lost.isEmpty, "\(lost)")
        // The event log's copy is nobody's any more before the replica writes, and goes back afterwards.
        let calls = ["delete-replicator", "promote-read-replica", "create-replicator"].map { call in
            world.asked.firstIndex { $0.contains(call) } ?? -1
        }
        #expect(calls == calls.sorted() && calls[0] >= 0, "\(calls)")
        // The old region stays out when it comes back, and its replica has a name that is free.
        #expect(world.asked.contains { $0.contains("check-us-east-1 --disabled --inverted") })
        #expect(world.asked.contains { $0.contains("check-eu-west-1 --no-disabled --no-inverted") })
        #expect(
            world.asked.contains {
                $0.contains("create-db-instance-read-replica") && $0.contains("replica-1-back")
            })
    }

    @Test func `A lost region is not failed away from until somebody vouches that its writer is cut off`()
        throws
    {
        let profile = try Profiles.read("globalpay").profile
        let lost = world(profile)
        lost.answer(
            "aws rds describe-db-instances --db-instance-identifier \(profile.name(.database))",
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

    @Test func `A standby without cache or event log is refused, with what makes them`() throws {
        let profile = try Profiles.read("globalpay").profile
        let world = world(profile)
        world.answer("aws elasticache describe-replication-groups", Reply(#"{"ReplicationGroups":[]}"#))
        world.answer("aws kafka list-clusters-v2", Reply(#"{"ClusterInfoList":[]}"#))
        guard case .refused(let why) = try run(world, profile).outcome else { return #expect(Bool(false)) }
        #expect(why.contains("a cache that is available") && why.contains("an event log"), "\(why)")
    }

    @Test func `A cache that both regions share is failed over with the database`() throws {
        let profile = try Profiles.read("globalpay").profile
        let world = world(profile)
        world.answer(
            "aws elasticache describe-replication-groups",
            Reply(
                #"""
                {"ReplicationGroups":[{"Status":"available","GlobalReplicationGroupInfo":{
                "GlobalReplicationGroupId":"whole","GlobalReplicationGroupMemberRole":"SECONDARY"}}]}
                """#))
        world.answer("aws elasticache failover-global-replication-group", Reply("{}"))
        #expect(try run(world, profile).outcome == .done)
        #expect(
            world.asked.contains {
                $0.contains("failover-global-replication-group") && $0.contains("--primary-region eu-west-1")
            })
    }

    @Test func `A star of a certificate stands for one label`() {
        #expect(HostName("*.example.com").covers("a.example.com"))
        #expect(!HostName("*.example.com").covers("a.b.example.com"))
        #expect(!HostName("*.example.com").covers("example.com"))
        #expect(HostName("Example.com").covers("example.COM"))
    }
}
