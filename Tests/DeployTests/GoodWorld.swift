import Base

@testable import Deploy

/// The answers of a world in which a profile is deployed as promised, as data; a test breaks one of them.
enum GoodWorld {
    static let digest = "sha256:" + String(repeating: "ab", count: 32)

    static func of(_ profile: Profile) -> RecordedWorld {
        let world = RecordedWorld()
        account(world, profile)
        stores(world, profile)
        outside(world, profile)
        world.answer("aws eks update-kubeconfig", Reply("Added new context"))
        if profile.shape == .eks { cluster(world, profile) }
        if profile.shape == .ecsFargate { tasks(world, profile) }
        return world
    }

    private static func outside(_ world: RecordedWorld, _ profile: Profile) {
        world.answer("getent ahosts", Reply("198.51.100.7 STREAM x\n198.51.100.8 STREAM x\n"))
        world.answer("dig +short NS", Reply("ns-1.example.net.\nns-2.example.net.\n"))
        world.answer(
            "sh -c",
            Reply(
                "notAfter=Mar 1 00:00:00 2027 GMT\nCertificate will not expire\n",
                errors: "Verify return code: 0 (ok)"))
        world.answer(
            "openssl s_client", Reply("New, (NONE), Cipher is (NONE)", errors: "alert protocol version"))
        for host in PublicChecks.hosts(profile) {
            let connect = "openssl s_client -connect \(host):443 -servername \(host)"
            world.answer("\(connect) -tls1_2", Reply("New, TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256"))
            world.answer("\(connect) -tls1_3", Reply("New, TLSv1.3, Cipher is TLS_AES_128_GCM_SHA256"))
            world.answer("\(connect) -tls1 ", Reply("New, (NONE), Cipher is (NONE)"))
            world.answer("\(connect) -tls1_1", Reply("New, (NONE), Cipher is (NONE)"))
        }
        world.page = { url, _ in
            if url.hasPrefix("http://") {
                return (301, ["Location": url.replacing("http://", with: "https://")], "")
            }
            if url.contains("script") { return (403, [:], "no") }
            if url.hasSuffix("/metrics") { return (404, [:], "") }
            if url.hasSuffix("/health"), url.contains("actuator") { return (200, [:], #"{"status":"UP"}"#) }
            let headers = [
                "Strict-Transport-Security": "max-age=1", "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'self'", "Cache-Control": "no-cache",
            ]
            return (200, headers, "<!doctype html><title>screen</title>")
        }
        world.answer("timeout 4 bash", Reply(status: 1, "", errors: "Connection refused"))
    }

    private static func account(_ world: RecordedWorld, _ profile: Profile) {
        let zones = profile.domains.map { #"{"Id":"/hostedzone/Z1","Name":"\#($0.name)."}"# }.joined(
            separator: ",")
        world.answer("aws route53 list-hosted-zones-by-name", Reply(#"{"HostedZones":[\#(zones)]}"#))
        world.answer(
            "aws route53 get-hosted-zone",
            Reply(#"{"DelegationSet":{"NameServers":["ns-1.example.net","ns-2.example.net"]}}"#))
        world.answer(
            "aws elbv2 describe-load-balancers",
            Reply(#"{"LoadBalancers":[{"DNSName":"lb.example.net","LoadBalancerArn":"arn:lb"}]}"#))
        let items = profile.web.map { web in
            #"""
            {"Id":"E1","DomainName":"d1.example.net","WebACLId":"arn:waf","Aliases":{
            "Items":["\#(web.host)"]}}
            """#
        }.joined(separator: ",")
        world.answer(
            "aws cloudfront list-distributions", Reply(#"{"DistributionList":{"Items":[\#(items)]}}"#))
        world.answer(
            "aws cloudwatch describe-alarms",
            Reply(#"{"MetricAlarms":[{"AlarmName":"a","StateValue":"OK"}]}"#))
        world.answer(
            "aws logs describe-log-groups",
            Reply(#"{"logGroups":[{"logGroupName":"g","retentionInDays":90}]}"#))
        world.answer("aws wafv2 get-web-acl-for-resource", Reply(#"{"WebACL":{"Name":"waf"}}"#))
        world.answer("aws cloudtrail get-trail-status", Reply(#"{"IsLogging":true}"#))
        world.answer("aws ec2 describe-vpcs", Reply(#"{"Vpcs":[{"VpcId":"vpc-1"}]}"#))
        world.answer("aws ec2 describe-flow-logs", Reply(#"{"FlowLogs":[{"FlowLogStatus":"ACTIVE"}]}"#))
        world.answer("aws guardduty list-detectors", Reply(#"{"DetectorIds":["1"]}"#))
        world.answer(
            "aws configservice describe-configuration-recorder-status",
            Reply(#"{"ConfigurationRecordersStatus":[{"recording":true}]}"#))
        world.answer("aws securityhub describe-hub", Reply(#"{"HubArn":"arn:hub"}"#))
        world.answer("aws xray get-trace-summaries", Reply(#"{"TraceSummaries":[{"Id":"1"}]}"#))
        let names = PublicChecks.doors(profile) + profile.web.map(\.host)
        let listed = names.map { #"{"DomainName":"\#($0)"}"# }.joined(separator: ",")
        world.answer("aws acm list-certificates", Reply(#"{"CertificateSummaryList":[\#(listed)]}"#))
    }

    private static func stores(_ world: RecordedWorld, _ profile: Profile) {
        let lately = world.now.advanced(seconds: -30).rfc3339
        let size = profile.data.database?.size ?? ""
        let database = """
            {"DBInstances":[{"DBInstanceStatus":"available","StorageEncrypted":true,"PubliclyAccessible":false,
            "MultiAZ":true,"DeletionProtection":true,"BackupRetentionPeriod":35,"EngineVersion":"17.6",
            "LatestRestorableTime":"\(lately)","DBInstanceClass":"\(size)",
            "Endpoint":{"Address":"db.example.net"},"DBInstanceArn":"arn:db"}]}
            """
        world.answer("aws rds describe-db-instances", Reply(database))
        world.answer(
            "aws rds describe-db-snapshots",
            Reply(#"{"DBSnapshots":[{"Status":"available","SnapshotCreateTime":"\#(lately)"}]}"#))
        world.answer(
            "aws ec2 describe-security-groups",
            Reply(
                #"""
                {"SecurityGroups":[{"GroupId":"sg-1","IpPermissions":[{"UserIdGroupPairs":[
                {"GroupId":"sg-2"}],"IpRanges":[]}]}]}
                """#
            ))
        world.answer("aws kafka list-clusters-v2", Reply(#"{"ClusterInfoList":[{"State":"ACTIVE"}]}"#))
        world.answer(
            "aws elasticache describe-replication-groups",
            Reply(
                #"""
                {"ReplicationGroups":[{"Status":"available",
                "TransitEncryptionEnabled":true,"AtRestEncryptionEnabled":true,
                "NodeGroups":[{"PrimaryEndpoint":{"Address":"cache.example.net",
                "Port":6379}}]}]}
                """#
            ))
        world.answer(
            "aws s3api get-public-access-block",
            Reply(
                #"""
                {"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,
                "IgnorePublicAcls":true,"BlockPublicPolicy":true,
                "RestrictPublicBuckets":true}}
                """#
            ))
        world.answer(
            "aws ecr describe-repositories",
            Reply(
                #"""
                {"repositories":[{"imageTagMutability":"IMMUTABLE",
                "imageScanningConfiguration":{"scanOnPush":true}}]}
                """#
            ))
        world.answer(
            "aws ecr describe-images",
            Reply(
                #"""
                {"imageDetails":[{"imageScanStatus":{"status":"COMPLETE"},
                "imageScanFindingsSummary":{"findingSeverityCounts":{"LOW":3}}}]}
                """#
            ))
        world.answer("aws secretsmanager describe-secret", Reply(#"{"Name":"x"}"#))
        world.answer(
            "aws cloudwatch get-metric-statistics",
            Reply(#"{"Datapoints":[{"Timestamp":"\#(lately)","Maximum":0.4,"Sum":0}]}"#))
        releases(world, profile)
    }

    private static func releases(_ world: RecordedWorld, _ profile: Profile) {
        for service in profile.services {
            for colour in Colour.allCases {
                for region in profile.regions.all {
                    let image = "\(profile.registry(region))/\(service.image)@\(digest)"
                    let parameter = #"{"Parameter":{"Value":"\#(image)"}}"#
                    let name = profile.imageParameter(service, colour)
                    world.answer("aws ssm get-parameter --name \(name) --region \(region)", Reply(parameter))
                }
                let weight = colour == .blue ? 100 : 0
                world.answer(
                    "aws ssm get-parameter --name \(profile.weightParameter(service, colour))",
                    Reply(#"{"Parameter":{"Value":"\#(weight)"}}"#))
            }
        }
    }

    private static func cluster(_ world: RecordedWorld, _ profile: Profile) {
        let kubectl = "kubectl -n \(profile.platform.namespace)"
        world.answer("aws eks describe-cluster", Reply(#"{"cluster":{"version":"1.35"}}"#))
        world.answer("\(kubectl) get namespace", Reply(#"{"status":{"phase":"Active"}}"#))
        let keys = profile.services.flatMap { SecretObjects.brought(profile, for: $0) }.flatMap(\.keys).map(
            \.name)
        world.answer("\(kubectl) get secret", Reply(keys.joined(separator: " ")))
        let actions = profile.services.map { service in
            let action =
                #"""
                {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":
                "\#(profile.workload(service, .blue))","weight":100},{"serviceName":
                "\#(profile.workload(service, .green))","weight":0}]}}
                """#
            return JSON.object([
                (
                    "alb.ingress.kubernetes.io/actions.\(profile.name(.workload, service.name))",
                    .string(action)
                )
            ]).written.dropFirst().dropLast()
        }.joined(separator: ",")
        world.answer(
            "\(kubectl) get ingress",
            Reply(
                #"""
                {"metadata":{"annotations":{\#(actions)}},"status":{"loadBalancer":{
                "ingress":[{"hostname":"lb.example.net"}]}}}
                """#
            ))
        world.answer(
            "\(kubectl) get pods",
            Reply(#"{"items":[{"status":{"containerStatuses":[{"restartCount":0}]}}]}"#))
        world.answer(
            "\(kubectl) get hpa",
            Reply(
                #"""
                {"status":{"conditions":[{"type":"ScalingActive","status":"True"}],
                "currentMetrics":[{"type":"Resource"}]}}
                """#
            ))
        world.answer("\(kubectl) get poddisruptionbudget", Reply(#"{"status":{"disruptionsAllowed":1}}"#))
        world.answer("\(kubectl) logs", Reply(#"{"level":"info"}"#))
        for verb in ["get --raw", "exec"] {
            world.answer(
                "\(kubectl) \(verb)",
                Reply(#"{"components":[{"name":"database","state":"up"},{"name":"redis","state":"up"}]}"#))
        }
        workloads(world, profile)
    }

    private static func workloads(_ world: RecordedWorld, _ profile: Profile) {
        let kubectl = "kubectl -n \(profile.platform.namespace)"
        for service in profile.services {
            let image = "\(profile.registry(profile.regions.primary))/\(service.image)@\(digest)"
            for (colour, count) in [(Colour.blue, 2), (Colour.green, 0)] {
                world.answer(
                    "\(kubectl) get deployment \(profile.workload(service, colour))",
                    Reply(
                        #"""
                        {"metadata":{"generation":3},"spec":{"replicas":\#(count),
                        "template":{"spec":{"containers":[{"name":"\#(service.name)",
                        "image":"\#(image)"}]}}},"status":{"observedGeneration":3,
                        "updatedReplicas":\#(count),"readyReplicas":\#(count)}}
                        """#
                    ))
            }
            let subject =
                "system:serviceaccount:\(profile.platform.namespace):\(profile.name(.account, service.name))"
            world.answer(
                "aws iam get-role --role-name \(profile.role(of: service.name, region: profile.regions.primary))",
                Reply(
                    #"""
                    {"Role":{"AssumeRolePolicyDocument":{"Statement":[{"Condition":{
                    "StringEquals":{"x:sub":"\#(subject)","x:aud":
                    "sts.amazonaws.com"}}}]}}}
                    """#
                ))
        }
    }

    private static func tasks(_ world: RecordedWorld, _ profile: Profile) {
        world.answer(
            "aws ecs describe-services",
            Reply(
                #"""
                {"services":[{"status":"ACTIVE","desiredCount":2,"runningCount":2,
                "deployments":[{"desiredCount":2}],"deploymentConfiguration":{
                "deploymentCircuitBreaker":{"enable":true}}}]}
                """#
            ))
        for service in profile.services where service.hasDoor {
            for colour in Colour.allCases {
                let name = String.targetName(profile.names.prefix, "\(service.name)-\(colour.rawValue)")
                world.answer(
                    "aws elbv2 describe-target-groups --names \(name)",
                    Reply(
                        #"""
                        {"TargetGroups":[{"TargetGroupArn":"arn:targetgroup/\#(name)/1",
                        "LoadBalancerArns":["arn:loadbalancer/app/lb/1"]}]}
                        """#
                    ))
            }
        }
        world.answer(
            "aws elbv2 describe-target-health",
            Reply(
                #"""
                {"TargetHealthDescriptions":[{"TargetHealth":{"State":"healthy"}},{
                "TargetHealth":{"State":"healthy"}}]}
                """#
            ))
    }
}
