@testable import Deploy
import Testing

@Suite struct GraphLintTests {
    @Test(arguments: Profiles.all) func `what is rendered has none of the mistakes of documents`(
        name: String, environment: String
    ) throws {
        let open = GraphLint.findings(in: Graph.build(try Profiles.read(name, environment).profile))
            .filter { $0.waived == nil }
        #expect(open.isEmpty, "\(open)")
    }

    @Test func `every rule's name is in the catalogue`() {
        #expect(GraphLint.rules.isSubset(of: Set(RuleCatalogue.all.map(\.id))))
    }

    /// A fault for each rule: the profile, the type of the resource, the property, and what it is changed to.
    static let faults: [(rule: String, profile: String, type: String, key: String, value: Value?)] = [
        (
            "iam-broad-managed", "globalpay", "AWS::IAM::Role", "ManagedPolicyArns",
            ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
        ),
        (
            "iam-wildcard-bucket", "globalpay", "AWS::IAM::Role", "Policies",
            .inline("x", [.allow(["s3:GetObject"], on: ["arn:aws:s3:::cafe-*/*"])])
        ),
        (
            "irsa-no-audience", "pixpos", "AWS::IAM::Role", "AssumeRolePolicyDocument",
            .policy([
                ["Action": "sts:AssumeRoleWithWebIdentity", "Condition": ["StringEquals": ["x:sub": "y"]]]
            ])
        ),
        ("secret-literal-marker", "pixpos", "AWS::RDS::DBInstance", "MasterUserPassword", "PASSWORD"),
        (
            "image-not-by-digest", "biletpro", "AWS::ECS::TaskDefinition", "ContainerDefinitions",
            [["Image": "x/api:latest"]]
        ),
        ("latest-tag", "pixpos", "AWS::ECR::Repository", "ImageTagMutability", "MUTABLE"),
        ("db-name-not-created", "pixpos", "AWS::RDS::DBInstance", "DBName", nil),
        ("reserved-master-user", "pixpos", "AWS::RDS::DBInstance", "MasterUsername", "admin"),
        ("no-deletion-protection", "pixpos", "AWS::RDS::DBInstance", "DeletionProtection", false),
        ("no-multi-az", "pixpos", "AWS::RDS::DBInstance", "MultiAZ", false),
        (
            "windows-overlap", "pixpos", "AWS::RDS::DBInstance", "PreferredMaintenanceWindow",
            "mon:03:30-mon:04:30"
        ),
        ("version-not-creatable", "globalpay", "AWS::EKS::Cluster", "Version", "1.27"),
        (
            "redis-no-tls-auth", "biletpro", "AWS::ElastiCache::ReplicationGroup", "TransitEncryptionEnabled",
            false
        ),
        ("queue-no-dead-letter", "pixpos", "AWS::SQS::Queue", "RedrivePolicy", nil),
        ("waf-scope", "pixpos", "AWS::WAFv2::WebACL", "Scope", "CLOUDFRONT"),
        (
            "sg-incomplete", "biletpro", "AWS::EC2::SecurityGroup", "SecurityGroupIngress",
            [["Description": "x", "FromPort": 22, "CidrIp": "0.0.0.0/0"]]
        ),
        ("subnet-tags-for-elb", "globalpay", "AWS::EC2::Subnet", "Tags", []),
        (
            "tls-policy", "biletpro", "AWS::ElasticLoadBalancingV2::Listener", "SslPolicy",
            "ELBSecurityPolicy-2016-08"
        ),
        ("ssl-redirect-without-http", "biletpro", "AWS::ElasticLoadBalancingV2::Listener", "Port", 8080),
        ("cert-region", "pixpos", "AWS::CloudFront::Distribution", "DistributionConfig", [:]),
        (
            "cdn-legacy-oai", "pixpos", "AWS::CloudFront::Distribution", "DistributionConfig",
            ["Origins": [["S3OriginConfig": [:]]]]
        ),
        (
            "spa-fallback", "pixpos", "AWS::CloudFront::Distribution", "DistributionConfig",
            ["DefaultCacheBehavior": ["TargetOriginId": "bucket"]]
        ),
        (
            "dns-record-missing", "pixpos", "AWS::CloudFront::Distribution", "DistributionConfig",
            ["Aliases": ["nowhere.example"]]
        ),
        ("alarm-no-dimension", "pixpos", "AWS::CloudWatch::Alarm", "Dimensions", nil),
        ("alarm-missing-data", "pixpos", "AWS::CloudWatch::Alarm", "TreatMissingData", nil),
        ("alarm-no-such-metric", "pixpos", "AWS::CloudWatch::Alarm", "MetricName", "ConnectionErrors"),
        ("cost-missing-line", "globalpay", "AWS::Logs::LogGroup", "RetentionInDays", nil),
        (
            "spot-for-payments", "biletpro", "AWS::ECS::Service", "CapacityProviderStrategy",
            [["CapacityProvider": "FARGATE_SPOT"]]
        ),
        ("replica-needs-key", "globalpay", "AWS::RDS::DBInstance", "KmsKeyId", nil),
        (
            "replica-smaller-than-primary", "globalpay", "AWS::RDS::DBInstance", "DBInstanceClass",
            "db.r6g.large"
        ),
        (
            "msk-size-throughput", "globalpay", "AWS::MSK::Cluster", "BrokerNodeGroupInfo",
            [
                "InstanceType": "kafka.m5.2xlarge",
                "StorageInfo": ["EBSStorageInfo": ["ProvisionedThroughput": [:]]],
            ]
        ),
    ]

    @Test(arguments: faults) func `a planted fault is found`(
        rule: String, profile: String, type: String, key: String, value: Value?
    ) throws {
        var graph = Graph.build(try Profiles.read(profile).profile)
        for index in graph.resources.indices where graph.resources[index].type == type {
            guard case .object(let fields) = graph.resources[index].properties else { continue }
            let rest = Value.object(fields.filter { $0.name != key })
            graph.resources[index].properties = rest.with(key, value)
        }
        #expect(GraphLint.findings(in: graph).contains { $0.rule == rule })
    }

    /// Faults that are a resource's absence.
    @Test(arguments: [
        ("subnet-without-route", "globalpay", "AWS::EC2::SubnetRouteTableAssociation"),
        ("no-flow-logs", "globalpay", "AWS::EC2::FlowLog"),
        ("no-audit-trail", "globalpay", "AWS::CloudTrail::Trail"),
        ("rpo-unmeasured", "globalpay", "AWS::CloudWatch::Alarm"),
        ("dns-record-missing", "pixpos", "AWS::Route53::RecordSet"),
        ("waf-not-associated", "biletpro", "AWS::WAFv2::WebACLAssociation"),
        ("autoscale-no-scale-in", "biletpro", "AWS::ApplicationAutoScaling::ScalingPolicy"),
    ]) func `what is missing is found`(rule: String, profile: String, type: String) throws {
        var graph = Graph.build(try Profiles.read(profile).profile)
        graph.resources.removeAll { $0.type == type }
        #expect(GraphLint.findings(in: graph).contains { $0.rule == rule })
    }

    @Test func `data that goes with its stack is found`() throws {
        var graph = Graph.build(try Profiles.read("pixpos").profile)
        for index in graph.resources.indices { graph.resources[index].retention = .delete }
        let found = Set(GraphLint.findings(in: graph).map(\.rule))
        #expect(found.isSuperset(of: ["state-unprotected", "no-final-snapshot"]))
    }

    @Test func `every rule has a planted fault`() {
        let absent: Set<String> = [
            "subnet-without-route", "no-flow-logs", "no-audit-trail", "rpo-unmeasured", "dns-record-missing",
            "waf-not-associated", "autoscale-no-scale-in", "state-unprotected", "no-final-snapshot",
        ]
        #expect(GraphLint.rules.subtracting(Self.faults.map(\.rule)).subtracting(absent).isEmpty)
    }
}
