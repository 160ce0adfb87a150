import Base
import Testing

@testable import Deploy

/// The look at an account and the naming of causes, against recorded answers.
@Suite struct DoctorTests {
    private func account(_ world: RecordedWorld) throws -> Account {
        Account(world, try RunSettings(environment: [:], endpoint: nil))
    }

    private func profile(_ name: String) throws -> Profile {
        try Profiles.read(name, name == "payment-system" ? "production" : nil).profile
    }

    /// An account that has all that a profile asks for.
    private func ready(_ profile: Profile) -> RecordedWorld {
        let world = GoodWorld.of(profile)
        world.answer("aws --version", Reply("aws-cli/2.19.1 Python/3.12"))
        world.answer("kubectl version", Reply(#"{"clientVersion": {"gitVersion": "v1.35.0"}}"#))
        world.answer("helm version", Reply("v3.16.2+g13654a5"))
        for (program, word) in [("dig", "-v"), ("curl", "--version"), ("openssl", "version")] {
            world.answer("\(program) \(word)", Reply("\(program) 3.1"))
        }
        world.answer(
            "aws sts get-caller-identity",
            Reply(
                #"""
                {"Account":"\#(profile.environment.account)","Arn":
                "arn:aws:sts::1:assumed-role/deploy/me"}
                """#
            ))
        world.answer(
            "aws ec2 describe-regions", Reply(#"{"Regions":[{"OptInStatus":"opt-in-not-required"}]}"#))
        for region in profile.regions.all {
            let zones = ["a", "b", "c"].map { #"{"ZoneName":"\#(region)\#($0)"}"# }.joined(separator: ",")
            world.answer(
                "aws ec2 describe-availability-zones --filters Name=state,Values=available --region \(region)",
                Reply(#"{"AvailabilityZones":[\#(zones)]}"#))
        }
        world.answer("aws rds describe-db-engine-versions", Reply(#"{"DBEngineVersions":[{}]}"#))
        world.answer("aws rds describe-orderable", Reply(#"{"OrderableDBInstanceOptions":[{}]}"#))
        world.answer(
            "aws elasticache describe-cache-engine-versions", Reply(#"{"CacheEngineVersions":[{}]}"#))
        world.answer("aws eks describe-addon-versions", Reply(#"{"addons":[{}]}"#))
        world.answer("aws ec2 describe-instance-type-offerings", Reply(#"{"InstanceTypeOfferings":[{}]}"#))
        let kafka = profile.data.events?.version ?? ""
        world.answer(
            "aws kafka list-kafka-versions",
            Reply(#"{"KafkaVersions":[{"Version":"\#(kafka)","Status":"ACTIVE"}]}"#))
        world.answer("aws service-quotas get-service-quota", Reply(#"{"Quota":{"Value":5000.0}}"#))
        world.answer("aws eks describe-cluster", Reply(#"{"cluster":{"status":"ACTIVE","version":"1.35"}}"#))
        world.answer(
            "aws configservice describe-configuration-recorders", Reply(#"{"ConfigurationRecorders":[]}"#))
        world.answer("aws guardduty list-detectors", Reply(#"{"DetectorIds":[]}"#))
        world.answer("aws securityhub describe-hub", Reply(status: 254, "", errors: "InvalidAccessException"))
        world.answer(
            "aws iam list-open-id-connect-providers", Reply(#"{"OpenIDConnectProviderList":[]}"#))
        return world
    }

    @Test(arguments: ["pixpos", "mega-pos", "globalpay", "biletpro", "payment-system"])
    func `An account that has everything is well, and nothing in it is changed`(_ name: String) throws {
        let profile = try profile(name)
        let world = ready(profile)
        let results = Doctor.run(profile, try account(world))
        for result in results where result.verdict != .pass {
            Issue.record("\(result.name): \(result.verdict.rawValue): \(result.evidence)")
        }
        let reading = ["describe-", "list-", "get-", "--version", "version", "+short", "-v", "-V"]
        for line in world.asked {
            #expect(reading.contains { line.contains($0) }, "\(line)")
        }
    }

    @Test func `What an account has one of only is ours, or in the way of ours`() throws {
        let profile = try profile("globalpay")
        let world = ready(profile)
        world.answer(
            "aws configservice describe-configuration-recorders",
            Reply(#"{"ConfigurationRecorders":[{"name":"payment-system-production-recorder"}]}"#))
        world.answer("aws guardduty list-detectors", Reply(#"{"DetectorIds":["d1"]}"#))
        world.answer(
            "aws guardduty get-detector",
            Reply(#"{"Tags":{"hesap:system":"globalpay","hesap:environment":"prod"}}"#))
        func failed() throws -> [String] {
            Doctor.run(profile, try account(world)).filter { $0.verdict != .pass }.map {
                "\($0.name): \($0.evidence)"
            }
        }
        let found = try failed()
        #expect(!found.isEmpty && found.allSatisfy { $0.contains("payment-system-production-recorder") })
        #expect(found.allSatisfy { $0.contains("an account of its own") }, "\(found)")
        world.answer(
            "aws guardduty get-detector",
            Reply(#"{"Tags":{"hesap:system":"payment-system","hesap:environment":"production"}}"#))
        #expect(try failed().contains { $0.contains("the detector d1 of another") })
    }

    private static let zones = "aws ec2 describe-availability-zones --filters Name=state,Values=available"

    private static let wants: [(kind: String, system: String, line: String, reply: Reply, said: String)] = [
        (
            "tool", "pixpos", "kubectl version", Reply(#"{"clientVersion": {"gitVersion": "v1.20.2"}}"#),
            "install kubectl"
        ),
        (
            "tool", "pixpos", "aws --version", Reply(status: 127, "", errors: "aws: not found"),
            "not installed"
        ),
        (
            "credentials", "pixpos", "aws sts",
            Reply(status: 253, "", errors: "Unable to locate credentials"), "sso login"
        ),
        ("credentials", "pixpos", "aws sts", Reply(#"{"Account":"999999999999","Arn":"x"}"#), "999999999999"),
        (
            "credentials", "pixpos", "aws sts",
            Reply(#"{"Account":"111122223333","Arn":"arn:aws:iam::1:root"}"#), "root"
        ),
        (
            "region", "globalpay", "aws ec2 describe-regions",
            Reply(#"{"Regions":[{"OptInStatus":"not-opted-in"}]}"#), "not-opted-in"
        ),
        (
            "zones", "globalpay", "\(zones) --region us-east-1", Reply(#"{"AvailabilityZones":[{}]}"#),
            "1 zones"
        ),
        (
            "zones", "globalpay", "\(zones) --region us-east-1",
            Reply(
                #"{"AvailabilityZones":[{"ZoneName":"us-east-1a"},{"ZoneName":"us-east-1b"},{"ZoneName":"us-east-1d"}]}"#
            ), "no us-east-1c"
        ),
        (
            "domain", "mega-pos", "aws route53 list-hosted-zones-by-name", Reply(#"{"HostedZones":[]}"#),
            "no zone hsdcore.com"
        ),
        ("domain", "mega-pos", "dig +short NS", Reply("ns.other.net.\n"), "registrar"),
        (
            "on-sale", "pixpos", "aws rds describe-db-engine-versions", Reply(#"{"DBEngineVersions":[]}"#),
            "PostgreSQL 17 is not sold"
        ),
        ("quota", "globalpay", "aws service-quotas", Reply(#"{"Quota":{"Value":1.0}}"#), "ask for more"),
        (
            "existing", "pixpos", "aws eks describe-cluster",
            Reply(status: 254, "", errors: "ResourceNotFoundException: No cluster found"), "ResourceNotFound"
        ),
        (
            "existing", "pixpos", "aws elasticache describe-replication-groups",
            Reply(#"{"ReplicationGroups":[{"Status":"available","TransitEncryptionEnabled":false}]}"#),
            "no TLS"
        ),
    ]

    @Test(arguments: wants.indices) func `What an account lacks is named with what to do`(_ index: Int) throws
    {
        let (kind, system, line, reply, said) = Self.wants[index]
        let profile = try profile(system)
        let world = ready(profile)
        world.answers.removeAll { $0.line.hasPrefix(line) }
        world.answer(line, reply)
        let results = Doctor.run(profile, try account(world)).filter { $0.name.hasPrefix(kind) }
        #expect(results.contains { $0.verdict != .pass && $0.evidence.contains(said) }, "\(results)")
    }

    // MARK: - Causes

    private func well(_ profile: Profile) -> RecordedWorld {
        let world = GoodWorld.of(profile)
        let kubectl = "kubectl -n \(profile.platform.namespace)"
        world.answer(
            "\(kubectl) get pods",
            Reply(#"{"items":[{"status":{"phase":"Running","containerStatuses":[{"ready":true}]}}]}"#))
        world.answer("\(kubectl) get events", Reply(#"{"items":[]}"#))
        world.answer("aws cloudwatch get-metric-statistics", Reply(#"{"Datapoints":[{"Maximum":0}]}"#))
        world.answer(
            "aws ec2 describe-security-groups",
            Reply(
                #"""
                {"SecurityGroups":[{"IpPermissions":[{"FromPort":5432,"ToPort":5432,
                "UserIdGroupPairs":[{"GroupId":"sg-2"}]}]}]}
                """#
            ))
        let names = PublicChecks.doors(profile)
        let listed = names.map { #"{"DomainName":"\#($0)","CertificateArn":"arn:c"}"# }.joined(separator: ",")
        world.answer("aws acm list-certificates", Reply(#"{"CertificateSummaryList":[\#(listed)]}"#))
        world.answer(
            "aws acm describe-certificate",
            Reply(#"{"Certificate":{"Status":"ISSUED","InUseBy":["arn:lb"]}}"#))
        world.answer("aws ecs list-tasks", Reply(#"{"taskArns":["t1"]}"#))
        return world
    }

    @Test(arguments: ["pixpos", "globalpay", "payment-system", "biletpro"])
    func `A system that is well has no cause to name`(_ name: String) throws {
        let profile = try profile(name)
        let results = Diagnose.run(profile, try account(well(profile)))
        #expect(!results.isEmpty)
        for result in results where result.verdict != .pass {
            Issue.record("\(result.name): \(result.evidence)")
        }
    }

    private static let causes: [(kind: String, system: String, [(String, Reply)], said: String)] =
        ["ImagePullBackOff", "CreateContainerConfigError", "CrashLoopBackOff"].map { reason in
            (
                "pods-not-starting", "pixpos",
                [
                    (
                        "kubectl -n pixpos get pods",
                        Reply(
                            #"""
                            {"items":[{"metadata":{"name":"p"},"status":{"phase":"Pending",
                            "containerStatuses":[{"ready":false,"state":{"waiting":{
                            "reason":"\#(reason)"}}}]}}]}
                            """#
                        )
                    )
                ],
                PodCauses.causes.first { $0.sign == reason }?.cause ?? "?"
            )
        } + [
            (
                "pods-not-starting", "pixpos",
                [
                    (
                        "kubectl -n pixpos get pods",
                        Reply(#"{"items":[{"metadata":{"name":"p"},"status":{"phase":"Pending"}}]}"#)
                    ),
                    (
                        "kubectl -n pixpos get events",
                        Reply(#"{"items":[{"message":"0/4 nodes are available: 4 Insufficient cpu."}]}"#)
                    ),
                ], "no node has room"
            ),
            (
                "service-wont-start", "payment-system",
                [
                    (
                        "aws ecs describe-services",
                        Reply(
                            #"""
                            {"services":[{"serviceName":"s","desiredCount":2,
                            "runningCount":0,"events":[]}]}
                            """#
                        )
                    ),
                    (
                        "aws ecs describe-tasks",
                        Reply(
                            #"""
                            {"tasks":[{"stoppedReason":
                            "ResourceInitializationError: unable to pull secrets"}]}
                            """#
                        )
                    ),
                ], "a secret cannot be read"
            ),
            (
                "high-memory", "payment-system",
                [("aws cloudwatch get-metric-statistics", Reply(#"{"Datapoints":[{"Maximum":96.5}]}"#))],
                "96 %"
            ),
            (
                "database-connection", "globalpay",
                [
                    (
                        "aws rds describe-db-instances",
                        Reply(#"{"DBInstances":[{"DBInstanceStatus":"incompatible-parameters"}]}"#)
                    )
                ], "a parameter asks for more"
            ),
            (
                "database-connection", "globalpay",
                [("aws ec2 describe-security-groups", Reply(#"{"SecurityGroups":[{"IpPermissions":[]}]}"#))],
                "lets nobody in"
            ),
            (
                "database-connection", "globalpay",
                [("aws cloudwatch get-metric-statistics", Reply(#"{"Datapoints":[{"Maximum":999}]}"#))],
                "connections are taken"
            ),
            (
                "high-latency", "globalpay",
                [("aws cloudwatch get-metric-statistics", Reply(#"{"Datapoints":[{"Maximum":90}]}"#))],
                "processors are at 90 %"
            ),
            (
                "certificate-issues", "globalpay",
                [("aws acm list-certificates", Reply(#"{"CertificateSummaryList":[]}"#))],
                "no certificate of us-east-1"
            ),
            (
                "certificate-issues", "globalpay",
                [
                    (
                        "aws acm describe-certificate",
                        Reply(
                            #"""
                            {"Certificate":{"Status":"PENDING_VALIDATION",
                            "DomainValidationOptions":[{"ResourceRecord":{"Name":
                            "_x.globalpay.com."}}]}}
                            """#
                        )
                    )
                ],
                "_x.globalpay.com. is not seen"
            ),
        ]

    @Test(arguments: causes.indices) func `Each item of the documents names its cause and what to do`(
        _ index: Int
    ) throws {
        let (kind, system, answers, said) = Self.causes[index]
        let profile = try profile(system)
        let world = well(profile)
        for (line, reply) in answers {
            world.answers.removeAll { $0.line.hasPrefix(line) }
            world.answer(line, reply)
        }
        let results = Diagnose.run(profile, try account(world), only: [kind])
        #expect(
            results.contains {
                $0.verdict == .fail && $0.evidence.contains(said) && $0.evidence.contains("do: ")
            }, "\(results)")
    }
}
