/// Which resources stand for a command of a guide.
enum CommandTypes {
    private static let spaces: [String: String] = [
        "rds": "AWS::RDS::", "ec2": "AWS::EC2::", "route53": "AWS::Route53::",
        "acm": "AWS::CertificateManager::",
        "secretsmanager": "AWS::SecretsManager::", "ecr": "AWS::ECR::", "s3": "AWS::S3::",
        "s3api": "AWS::S3::",
        "cloudfront": "AWS::CloudFront::", "wafv2": "AWS::WAFv2::", "iam": "AWS::IAM::", "eks": "AWS::EKS::",
        "cloudwatch": "AWS::CloudWatch::", "elasticache": "AWS::ElastiCache::", "kafka": "AWS::MSK::",
        "kms": "AWS::KMS::", "dlm": "AWS::DLM::", "iot": "AWS::IoT::", "dynamodb": "AWS::DynamoDB::",
        "sqs": "AWS::SQS::", "ecs": "AWS::ECS::", "elbv2": "AWS::ElasticLoadBalancingV2::",
        "shield": "AWS::Shield::",
    ]

    /// The beginning of the types of a service.
    static func space(_ service: String) -> String { spaces[service] ?? "AWS::\(service)::" }

    private static let verbs: [String: [String]] = [
        "request-certificate": ["Certificate"], "put-metric-alarm": ["Alarm"], "put-dashboard": ["Dashboard"],
        "create-db-instance-read-replica": ["DBInstance"], "create-db-parameter-group": ["DBParameterGroup"],
        "modify-db-parameter-group": ["DBParameterGroup"], "create-repository": ["Repository"],
        "put-lifecycle-policy": ["Repository"], "put-public-access-block": ["Bucket"],
        "put-bucket-versioning": ["Bucket"], "put-bucket-replication": ["Bucket"],
        "put-bucket-lifecycle-configuration": ["Bucket"],
        "authorize-security-group-ingress":
            ["SecurityGroupIngress", "SecurityGroup"], "attach-internet-gateway": ["VPCGatewayAttachment"],
        "allocate-address": ["EIP"], "modify-vpc-attribute": ["VPC"], "create-web-acl": ["WebACL"],
        "put-role-policy": ["Role", "Policy", "RolePolicy"], "attach-role-policy": ["Role"],
        "create-cache-subnet-group": ["SubnetGroup"], "create-nat-gateway": ["NatGateway"],
        "change-resource-record-sets": ["RecordSet"], "create-db-subnet-group": ["DBSubnetGroup"],
        "create-origin-access-identity": ["OriginAccessControl"],
    ]

    /// The types that stand for a command, the likeliest first; nil when it creates nothing.
    static func types(_ service: String, _ verb: String) -> [String]? {
        let space = space(service)
        if let named = verbs[verb] { return named.map { space + $0 } }
        guard verb.hasPrefix("create-") else { return nil }
        let noun = verb.dropFirst("create-".count).split(separator: "-").map {
            $0.prefix(1).uppercased() + $0.dropFirst()
        }
        let name = noun.joined().replacing("Db", with: "DB").replacing("Vpc", with: "VPC")
        return [space + name]
    }

    private static let names: [String: [String]] = [
        "name": ["name", "domainname", "alarmname", "clustername", "rolename", "nodegroupname"],
        "dbinstanceidentifier": ["dbinstanceidentifier"], "backupretentionperiod": ["backupretentionperiod"],
        "engineversion": ["engineversion"], "masterusername": ["masterusername"],
        "iops": ["iops"], "cidrblock": ["cidrblock"], "threshold": ["threshold"],
        "cachenodetype": ["cachenodetype"], "numcacheclusters": ["numcacheclusters"],
        "replicationgroupid": ["replicationgroupid"], "nodegroupname": ["nodegroupname"],
        "instancetypes": ["instancetypes"], "numberofbrokernodes": ["numberofbrokernodes"],
        "preferredmaintenancewindow": ["preferredmaintenancewindow"], "snapshotwindow": ["snapshotwindow"],
        "policyname": ["policyname"], "aliasname": ["aliasname"], "metricname": ["metricname"],
        "bucket": ["bucketname"], "protocol": ["ipprotocol"], "port": ["fromport"],
        "subjectalternativenames": ["subjectalternativenames", "domainname"],
        "domainname": ["subjectalternativenames"],
        "groupname": ["groupname"], "storagetype": ["storagetype"], "multiaz": ["multiaz"],
        "atrestencryptionenabled": ["atrestencryptionenabled"], "kafkaversion": ["kafkaversion"],
        "enhancedmonitoring": ["enhancedmonitoring"], "billingmode": ["billingmode"],
        "destinationcidrblock": ["destinationcidrblock"], "availabilityzone": ["availabilityzone"],
        "scope": ["scope"], "multiazenabled": ["multiazenabled"],
        "transitencryptionenabled": ["transitencryptionenabled"], "queuename": ["queuename"],
        "tablename": ["tablename"], "thingname": ["thingname"], "labels": ["labels"],
    ]

    /// What an option's value is called in a resource.
    static func keys(_ option: String) -> [String] { names[option] ?? [] }
}
