import Base
import Testing

@testable import Deploy

@Suite struct VerifyTests {
    private static let systems = ["pixpos", "mega-pos", "globalpay", "biletpro", "payment-system"]

    private static func profile(_ name: String) throws -> Profile {
        try Profiles.read(name, name == "payment-system" ? "production" : nil).profile
    }

    private func account(_ world: RecordedWorld) throws -> Account {
        Account(world, try RunSettings(environment: [:], endpoint: nil))
    }

    @Test(arguments: systems) func `In a world that is as promised no check fails`(_ name: String) throws {
        let profile = try Self.profile(name)
        let results = Verify.run(profile, try account(GoodWorld.of(profile)))
        for result in results where result.verdict != .pass && result.verdict != .notInRelease {
            Issue.record("\(result.name): \(result.verdict.rawValue): \(result.evidence)")
        }
        #expect(results.count > 15 && results.contains { $0.verdict == .pass })
        #expect(Verify.status(results) == 0)
    }

    @Test(arguments: systems) func `What the release does not have is said and never passes`(_ name: String)
        throws
    {
        let profile = try Self.profile(name)
        let results = Verify.run(profile, try account(GoodWorld.of(profile)))
        for service in profile.services where service.notInRelease != nil {
            let about = results.filter { $0.name.hasSuffix(" \(service.name)") }
            #expect(about.allSatisfy { $0.verdict == .notInRelease })
        }
        for web in profile.web where web.notInRelease != nil {
            #expect(!results.contains { $0.name == "screen \(web.host)" && $0.verdict == .pass })
        }
    }

    @Test func `A world that does not answer is no verdict, and the exit status says so`() throws {
        let profile = try Self.profile("pixpos")
        let world = RecordedWorld()
        let results = Verify.run(profile, try account(world))
        let judged = results.filter { $0.verdict == .pass }
        #expect(
            judged.allSatisfy { ["connection-budget"].contains($0.name) || $0.evidence.contains("closed") })
        #expect(Verify.status(results) == 2)
    }

    /// Each kind of check with the answer that breaks it, and a profile that has it.
    private static let breaks: [(kind: String, system: String, line: String, reply: Reply)] = [
        ("delegation", "pixpos", "dig +short NS", Reply("ns-9.elsewhere.net.\n")),
        ("dns", "pixpos", "getent ahosts api.pixpos.cloud", Reply("203.0.113.9 STREAM x\n")),
        (
            "certificate", "pixpos", "sh -c",
            Reply(status: 1, "notAfter=Nov 30 2026\n", errors: "Verify return code: 0 (ok)")
        ),
        (
            "old-tls", "pixpos",
            "openssl s_client -connect api.pixpos.cloud:443 -servername api.pixpos.cloud -tls1_1",
            Reply("New, TLSv1.1, Cipher is ECDHE-RSA-AES128-SHA")
        ),
        (
            "database", "pixpos", "aws rds describe-db-instances",
            Reply(#"{"DBInstances":[{"DBInstanceStatus":"available","StorageEncrypted":false}]}"#)
        ),
        (
            "database-version", "pixpos", "aws rds describe-db-instances",
            Reply(#"{"DBInstances":[{"EngineVersion":"15.4"}]}"#)
        ),
        (
            "database-group", "pixpos", "aws ec2 describe-security-groups",
            Reply(
                #"{"SecurityGroups":[{"IpPermissions":[{"IpRanges":[{"CidrIp":"0.0.0.0/0"}],"UserIdGroupPairs":[{"GroupId":"sg-2"}]}]}]}"#
            )
        ),
        ("database-closed", "pixpos", "timeout 4 bash", Reply()),
        ("cache-closed", "pixpos", "timeout 4 bash", Reply()),
        (
            "backups", "pixpos", "aws rds describe-db-instances",
            Reply(#"{"DBInstances":[{"LatestRestorableTime":"2026-01-01T00:00:00Z"}]}"#)
        ),
        (
            "cache", "pixpos", "aws elasticache describe-replication-groups",
            Reply(#"{"ReplicationGroups":[{"Status":"available","TransitEncryptionEnabled":false}]}"#)
        ),
        (
            "bucket-private", "pixpos", "aws s3api get-public-access-block",
            Reply(#"{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}"#)
        ),
        (
            "repository", "pixpos", "aws ecr describe-repositories",
            Reply(
                #"{"repositories":[{"imageTagMutability":"MUTABLE","imageScanningConfiguration":{"scanOnPush":true}}]}"#
            )
        ),
        (
            "namespace", "pixpos", "kubectl -n pixpos get namespace",
            Reply(status: 1, "", errors: "Error from server (NotFound)")
        ),
        ("secret-keys", "pixpos", "kubectl -n pixpos get secret", Reply("nothing")),
        ("ingress", "pixpos", "kubectl -n pixpos get ingress", Reply(#"{"status":{"loadBalancer":{}}}"#)),
        (
            "kubernetes-version", "pixpos", "aws eks describe-cluster",
            Reply(#"{"cluster":{"version":"1.27"}}"#)
        ),
        (
            "pods", "pixpos", "kubectl -n pixpos get pods",
            Reply(#"{"items":[{"status":{"containerStatuses":[{"restartCount":4}]}}]}"#)
        ),
        (
            "scaler", "pixpos", "kubectl -n pixpos get hpa",
            Reply(#"{"status":{"conditions":[{"type":"ScalingActive","status":"False"}]}}"#)
        ),
        (
            "disruption-budget", "pixpos", "kubectl -n pixpos get poddisruptionbudget",
            Reply(#"{"status":{"disruptionsAllowed":0}}"#)
        ),
        (
            "logs", "pixpos", "kubectl -n pixpos logs",
            Reply(String(repeating: "{\"level\":\"error\"}\n", count: 30))
        ),
        (
            "stores", "pixpos", "kubectl -n pixpos get --raw",
            Reply(#"{"components":[{"name":"database","state":"down"}]}"#)
        ),
        (
            "role", "pixpos", "aws iam get-role",
            Reply(#"{"Role":{"AssumeRolePolicyDocument":{"Statement":[{"Principal":{"AWS":"*"}}]}}}"#)
        ),
        (
            "tasks", "payment-system", "aws ecs describe-services",
            Reply(#"{"services":[{"desiredCount":2,"runningCount":1,"deployments":[{},{}]}]}"#)
        ),
        (
            "target-health", "payment-system", "aws elbv2 describe-target-health",
            Reply(#"{"TargetHealthDescriptions":[{"TargetHealth":{"State":"unhealthy"}}]}"#)
        ),
        ("snapshot", "payment-system", "aws rds describe-db-snapshots", Reply(#"{"DBSnapshots":[]}"#)),
        (
            "replica-lag", "globalpay", "aws cloudwatch get-metric-statistics",
            Reply(#"{"Datapoints":[{"Timestamp":"2026-11-18T00:00:00Z","Maximum":900}]}"#)
        ),
        (
            "standby", "globalpay", "aws secretsmanager describe-secret",
            Reply(status: 254, "", errors: "ResourceNotFoundException")
        ),
        (
            "alarms", "pixpos", "aws cloudwatch describe-alarms",
            Reply(#"{"MetricAlarms":[{"AlarmName":"a","StateValue":"INSUFFICIENT_DATA"}]}"#)
        ),
        (
            "log-retention", "pixpos", "aws logs describe-log-groups",
            Reply(#"{"logGroups":[{"logGroupName":"g"}]}"#)
        ),
        ("firewall-attached", "pixpos", "aws wafv2 get-web-acl-for-resource", Reply("{}")),
        ("trail", "globalpay", "aws cloudtrail get-trail-status", Reply(#"{"IsLogging":false}"#)),
        ("flow-logs", "globalpay", "aws ec2 describe-flow-logs", Reply(#"{"FlowLogs":[]}"#)),
        ("guardduty", "globalpay", "aws guardduty list-detectors", Reply(#"{"DetectorIds":[]}"#)),
        ("config", "globalpay", "aws configservice", Reply(#"{"ConfigurationRecordersStatus":[]}"#)),
        ("security-hub", "pixpos", "aws securityhub describe-hub", Reply("{}")),
        (
            "certificate-region", "pixpos", "aws acm list-certificates",
            Reply(#"{"CertificateSummaryList":[]}"#)
        ),
        ("traces", "globalpay", "aws xray get-trace-summaries", Reply(#"{"TraceSummaries":[]}"#)),
    ]

    @Test(arguments: breaks.indices) func `Each check fails in the world that breaks it`(_ index: Int) throws
    {
        let (kind, system, line, reply) = Self.breaks[index]
        let profile = try Self.profile(system)
        let world = GoodWorld.of(profile)
        world.answers.removeAll { $0.line.hasPrefix(line) }
        world.answer(line, reply)
        let results = Verify.run(profile, try account(world), only: [kind])
        #expect(!results.isEmpty, "\(system) has no check \(kind)")
        #expect(results.contains { $0.verdict == .fail }, "\(results)")
        #expect(Verify.status(results) != 0)
    }

    /// What pages break, by the kind of check.
    private static let pages:
        [(kind: String, system: String, @Sendable (String) -> (Int, [String: String], String)?)] =
            [
                ("https", "pixpos", { $0.hasPrefix("http://") ? (200, [:], "plain") : nil }),
                ("headers", "pixpos", { $0.hasSuffix(".cloud/") ? (200, [:], "bare") : nil }),
                ("health", "pixpos", { $0.hasSuffix("cloud/health") ? (503, [:], "database down") : nil }),
                ("private-details", "pixpos", { $0.hasSuffix("/metrics") ? (200, [:], "# TYPE") : nil }),
                ("firewall", "pixpos", { $0.contains("script") ? (200, [:], "ok") : nil }),
                (
                    "screen", "pixpos",
                    { $0.contains("deep") ? (403, [:], "<Error>AccessDenied</Error>") : nil }
                ),
                ("targets", "biletpro", { $0.hasSuffix("/health") ? (503, [:], "") : nil }),
            ]

    @Test(arguments: pages.indices) func `Each check of a public address fails by its answer`(_ index: Int)
        throws
    {
        let (kind, system, broken) = Self.pages[index]
        let profile = try Self.profile(system)
        let world = GoodWorld.of(profile)
        let good = world.page
        world.page = { url, words in broken(url) ?? good?(url, words) ?? (0, [:], "") }
        let results = Verify.run(profile, try account(world), only: [kind])
        #expect(results.contains { $0.verdict == .fail }, "\(results)")
    }

    @Test func `Every kind of check has a world that breaks it`() throws {
        let kinds = Set(try Self.systems.flatMap { Verify.checks(try Self.profile($0)) }.map(\.kind))
        let broken = Set(Self.breaks.map(\.kind) + Self.pages.map(\.kind))
        #expect(kinds.subtracting(broken) == ["connection-budget", "partition"])
    }

    @Test func `More connections than the database takes is a failure`() throws {
        var profile = try Self.profile("pixpos")
        #expect(
            Verify.run(profile, try account(RecordedWorld()), only: ["connection-budget"]).first?.verdict
                == .pass)
        profile.data.database?.connections = 3
        #expect(
            Verify.run(profile, try account(RecordedWorld()), only: ["connection-budget"]).first?.verdict
                == .fail)
    }

    @Test func `An openssl that cannot speak old TLS gives no verdict`() throws {
        let profile = try Self.profile("pixpos")
        let world = GoodWorld.of(profile)
        let line = "openssl s_client -connect api.pixpos.cloud:443 -servername api.pixpos.cloud -tls1 "
        world.answers.removeAll { $0.line.hasPrefix(line) }
        world.answer(line, Reply(status: 1, "", errors: "no protocols available"))
        let results = Verify.run(profile, try account(world), only: ["old-tls"])
        #expect(results.first { $0.name.contains("api.") }?.verdict == .couldNotRun)
        #expect(Verify.status(results) == 2)
    }
}
