/// Names of the public hosts: aliases of the content network and of the load balancers, with health checks
/// where a second region stands ready.
extension Draft {
    /// Adds every public name.
    mutating func drawRecords() {
        for web in profile.screens {
            for host in [web.host] + (profile.apex(of: web).map { [$0] } ?? []) {
                drawContentRecord(host, web)
            }
        }
        let places = profile.places.filter(\.runs)
        for host in profile.balancerHosts {
            if places.count > 1, let recovery = profile.recovery {
                for at in places { drawFailover(host, at, recovery) }
            } else {
                drawBalancerRecord(host, profile.home)
            }
        }
    }

    private mutating func drawContentRecord(_ host: String, _ web: WebPlan) {
        let at = profile.home
        guard let zone = zone(of: host, at) else { return }
        for type in ["A", "AAAA"] {
            add(
                at(host.recordID + type), "AWS::Route53::RecordSet", .app, at, from: "web.\(web.name)",
                [
                    "HostedZoneId": zone, "Name": .text(host), "Type": .text(type),
                    "AliasTarget": [
                        "DNSName": .attribute(at(web.distributionID), "DomainName"),
                        "HostedZoneId": "Z2FDTNDATAQYW2", "EvaluateTargetHealth": false,
                    ],
                ])
        }
    }

    private func aliasTarget(_ at: Place) -> Value {
        ["DNSName": balancerHost(at), "HostedZoneId": balancerZone(at), "EvaluateTargetHealth": true]
    }

    private mutating func drawBalancerRecord(_ host: String, _ at: Place) {
        guard let zone = zone(of: host, at) else { return }
        add(
            at(host.recordID + "A"), "AWS::Route53::RecordSet", .app, at, from: "domains",
            ["HostedZoneId": zone, "Name": .text(host), "Type": "A", "AliasTarget": aliasTarget(at)])
    }

    /// A host in two regions: the first answers while its own health check says so.
    private mutating func drawFailover(_ host: String, _ at: Place, _ recovery: RecoveryPlan) {
        guard let zone = zone(of: host, at) else { return }
        let regional = profile.regionalHost(host, at.region)
        let ready = profile.services.first { $0.host == host }?.probes.ready ?? "/ready"
        add(
            at(host.recordID + "Regional"), "AWS::Route53::RecordSet", .app, at, from: "dr.dns",
            ["HostedZoneId": zone, "Name": .text(regional), "Type": "A", "AliasTarget": aliasTarget(at)])
        let check = at(host.recordID + "Health")
        add(
            check, "AWS::Route53::HealthCheck", .app, at, from: "dr.dns",
            [
                "HealthCheckConfig": [
                    "Type": "HTTPS", "FullyQualifiedDomainName": .text(regional), "Port": 443,
                    "ResourcePath": .text(ready), "EnableSNI": true, "RequestInterval": 10,
                    "FailureThreshold": 3,
                    "MeasureLatency": true,
                ], "HealthCheckTags": .named(regional),
            ])
        add(
            at(host.recordID + "A"), "AWS::Route53::RecordSet", .app, at, from: "dr.dns",
            [
                "HostedZoneId": zone, "Name": .text(host), "Type": "A",
                "SetIdentifier": .text(at.region), "Failover": at.isPrimary ? "PRIMARY" : "SECONDARY",
                "HealthCheckId": .attribute(check, "HealthCheckId"), "AliasTarget": aliasTarget(at),
            ])
    }
}

extension Profile {
    /// Hosts whose names lead to a load balancer: those of the entrance that no content network answers.
    var balancerHosts: [String] {
        let content = screens.flatMap { [$0.host] + (apex(of: $0).map { [$0] } ?? []) }
        var hosts = entranceHosts.filter { !content.contains($0) && !$0.hasPrefix("*.") }
        if shape == .ecsFargate, services.contains(where: { $0.hasDoor && $0.host == nil }), gateway == nil {
            hosts += hostsWithoutOwner
        }
        return hosts.unique
    }
}

extension String {
    /// A host's name in the graph.
    var recordID: String { replacing("*", with: "any").graphName + "Record" }
}
