import Base

/// What is recorded, guarded and called in the account.
enum AccountChecks {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.shape != .host else { return [] }
        return alarms(profile) + logs(profile) + firewall(profile) + audit(profile) + certificates(profile)
            + traces(profile)
    }

    private static func alarms(_ profile: Profile) -> [Check] {
        [
            Check("alarms", profile.names.prefix, "PIX 15; EPS alarms have data") { look throws(Blocked) in
                let answer = try look.aws([
                    "cloudwatch", "describe-alarms", "--alarm-name-prefix", profile.names.prefix,
                ])
                let all = answer.list("MetricAlarms")
                guard !all.isEmpty else { return .fail("there is no alarm") }
                func named(_ state: String) -> [String] {
                    all.filter { $0["StateValue"]?.text == state }.compactMap { $0["AlarmName"]?.text }
                }
                return .unless(
                    named("INSUFFICIENT_DATA").map { "\($0) has no data" }
                        + named("ALARM").map { "\($0) is on" },
                    "\(all.count) alarms are quiet and have data")
            }
        ]
    }

    private static func logs(_ profile: Profile) -> [Check] {
        [
            Check("log-retention", "", "EPS log groups retained") { look throws(Blocked) in
                let prefix = profile.name(.logs, "")
                let answer = try look.aws(["logs", "describe-log-groups", "--log-group-name-prefix", prefix])
                let groups = answer.list("logGroups")
                guard !groups.isEmpty else { return .fail("there is no log group below \(prefix)") }
                let endless = groups.filter { $0["retentionInDays"] == nil }.compactMap {
                    $0["logGroupName"]?.text
                }
                return .unless(endless.map { "\($0) is kept for ever" }, "\(groups.count) groups have an end")
            }
        ]
    }

    private static func firewall(_ profile: Profile) -> [Check] {
        guard !profile.edge.firewall.isEmpty else { return [] }
        var found: [Check] = []
        if profile.edge.attach.contains(.api) {
            found.append(
                Check("firewall-attached", "balancer", "PIX 8; GP WAF attached") { look throws(Blocked) in
                    guard let arn = try Targets.balancerFacts(look)["LoadBalancerArn"]?.text else {
                        return .fail("the balancer has no name")
                    }
                    let answer = try look.aws(["wafv2", "get-web-acl-for-resource", "--resource-arn", arn])
                    return answer.at("WebACL", "Name").flatMap(\.text).map { .pass($0) }
                        ?? .fail("no firewall stands before the balancer")
                })
        }
        if profile.edge.attach.contains(.cdn), !profile.web.isEmpty {
            found.append(
                Check("firewall-attached", "content network", "PIX 8 WAF attached") { look throws(Blocked) in
                    let list = try look.global(["cloudfront", "list-distributions"])
                    let items = list.at("DistributionList")?.list("Items") ?? []
                    let ours = items.filter { item in
                        (item.at("Aliases")?.list("Items") ?? []).compactMap(\.text).contains { alias in
                            profile.web.contains { $0.host == alias }
                        }
                    }
                    guard !ours.isEmpty else { return .fail("there is no distribution") }
                    let bare = ours.filter { ($0["WebACLId"]?.text ?? "").isEmpty }.compactMap {
                        $0["Id"]?.text
                    }
                    return .unless(bare.map { "\($0) has none" }, "\(ours.count) distributions have one")
                })
        }
        return found
    }

    private static func audit(_ profile: Profile) -> [Check] {
        var found: [Check] = []
        if profile.audit.trail {
            found.append(
                Check("trail", profile.name(.trail), "GP trail on") { look throws(Blocked) in
                    let state = try look.aws([
                        "cloudtrail", "get-trail-status", "--name", profile.name(.trail),
                    ])
                    return state["IsLogging"]?.isTrue == true
                        ? .pass("it records") : .fail("it does not record")
                })
        }
        if profile.network?.flowLogDays != nil {
            found.append(
                Check("flow-logs", "", "GP flow logs on") { look throws(Blocked) in
                    let vpcs = try look.aws([
                        "ec2", "describe-vpcs", "--filters", "Name=tag:hesap:system,Values=\(profile.system)",
                    ])
                    guard let vpc = vpcs.at("Vpcs", "0", "VpcId")?.text else {
                        return .fail("there is no network")
                    }
                    let logs = try look.aws([
                        "ec2", "describe-flow-logs", "--filter", "Name=resource-id,Values=\(vpc)",
                    ])
                    let on = logs.list("FlowLogs").contains { $0["FlowLogStatus"]?.text == "ACTIVE" }
                    return on ? .pass(vpc) : .fail("\(vpc) has none")
                })
        }
        if profile.audit.guardDuty {
            found.append(
                Check("guardduty", "", "GP; PIX support: Security Hub and GuardDuty") {
                    look throws(Blocked) in
                    let answer = try look.aws(["guardduty", "list-detectors"])
                    return answer.list("DetectorIds").isEmpty ? .fail("it is off") : .pass("it is on")
                })
        }
        if profile.audit.config {
            found.append(
                Check("config", "", "GP PCI list") { look throws(Blocked) in
                    let answer = try look.aws(["configservice", "describe-configuration-recorder-status"])
                    let on = answer.list("ConfigurationRecordersStatus").contains {
                        $0["recording"]?.isTrue == true
                    }
                    return on ? .pass("it records") : .fail("it does not record")
                })
        }
        if profile.audit.securityHub {
            found.append(
                Check("security-hub", "", "PIX support: Security Hub") { look throws(Blocked) in
                    let hub = try look.aws(["securityhub", "describe-hub"])
                    return hub["HubArn"]?.text.map { .pass($0) } ?? .fail("it is off")
                })
        }
        return found
    }

    /// The content network takes certificates of us-east-1 only; a balancer those of its own region.
    private static func certificates(_ profile: Profile) -> [Check] {
        let places =
            [(profile.regions.primary, PublicChecks.doors(profile))]
            + [("us-east-1", profile.web.filter { $0.notInRelease == nil }.map(\.host))]
        return places.filter { !$0.1.isEmpty }.map { region, hosts in
            Check("certificate-region", region, "MEGA 5 ACM certificate; certificate region") {
                look throws(Blocked) in
                let answer = try look.aws(
                    ["acm", "list-certificates", "--certificate-statuses", "ISSUED"], region: region)
                let names = answer.list("CertificateSummaryList").flatMap { certificate in
                    [certificate["DomainName"]?.text].compactMap(\.self)
                        + certificate.list("SubjectAlternativeNameSummaries").compactMap(\.text)
                }
                let bare = hosts.filter { host in !names.contains { $0 == host || HostName($0).covers(host) }
                }
                return .unless(bare.map { "no certificate for \($0)" }, hosts.joined(separator: " "))
            }
        }
    }

    private static func traces(_ profile: Profile) -> [Check] {
        guard profile.observation.traces.contains(.xray) else { return [] }
        return [
            Check("traces", "", "GP X-Ray") { look throws(Blocked) in
                let now = look.world.now
                let answer = try look.aws([
                    "xray", "get-trace-summaries", "--start-time", String(now.seconds - 900), "--end-time",
                    String(now.seconds),
                ])
                let count = answer.list("TraceSummaries").count
                return count > 0
                    ? .pass("\(count) in a quarter of an hour") : .fail("none in a quarter of an hour")
            }
        ]
    }
}
