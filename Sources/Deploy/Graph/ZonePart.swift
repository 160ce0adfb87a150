/// Zones of names, certificates and the firewall of the content network.
extension Draft {
    /// Adds the zones that are created, and looks up those that exist.
    mutating func drawZones() {
        let at = profile.edgePlace
        for domain in profile.domains {
            if domain.create {
                add(
                    at(domain.zoneID), "AWS::Route53::HostedZone", .edgeGlobal, at,
                    from: "domains.\(domain.name)", keep: .retain,
                    [
                        "Name": .text(domain.name),
                        "HostedZoneConfig": ["Comment": .text("\(profile.names.prefix): \(domain.name)")],
                    ])
                add(
                    at(domain.zoneID + "Authorities"), "AWS::Route53::RecordSet", .edgeGlobal, at,
                    from: "domains.\(domain.name)",
                    [
                        "HostedZoneId": .reference(at(domain.zoneID)), "Name": .text(domain.name),
                        "Type": "CAA",
                        "TTL": "3600",
                        "ResourceRecords": ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""],
                    ])
            } else {
                for place in ([at] + profile.places).uniqueByRegion { lookUpZone(domain, place) }
            }
        }
    }

    private mutating func lookUpZone(_ domain: DomainPlan, _ at: Place) {
        look(
            domain.lookup, at, "the zone of \(domain.name)",
            ["route53", "list-hosted-zones-by-name", "--dns-name", domain.name, "--max-items", "1"],
            "HostedZones[0].Id", cut: "/hostedzone/")
    }

    /// The zone that a host's name belongs to.
    func zone(of host: String, _ at: Place) -> Value? {
        guard let domain = profile.domain(of: host) else { return nil }
        return domain.create ? .reference(profile.edgePlace(domain.zoneID)) : .lookup(LookupID(domain.lookup))
    }

    /// Adds a certificate for some hosts, proved by records in their zones.
    mutating func drawCertificate(
        _ id: ResourceID, _ hosts: [String], _ layer: Layer, _ at: Place, from origin: String
    ) {
        guard let first = hosts.first else { return }
        let proofs = hosts.compactMap { host in
            zone(of: host, at).map { zone -> Value in ["DomainName": .text(host), "HostedZoneId": zone] }
        }
        let body: Value = [
            "DomainName": .text(first), "ValidationMethod": "DNS", "DomainValidationOptions": .list(proofs),
            "Tags": .named("\(profile.names.prefix) \(first.replacing("*.", with: ""))"),
        ]
        add(
            id, "AWS::CertificateManager::Certificate", layer, at, from: origin,
            waive: hosts.contains { $0.hasPrefix("*.") }
                ? LinterWaiver.because(
                    "Every organization has a name of its own below the zone.", "CKV2_AWS_71") : [],
            body.with("SubjectAlternativeNames", hosts.count > 1 ? .texts(Array(hosts.dropFirst())) : nil))
    }

    /// Adds what the content network needs in us-east-1: certificates by domain, and the firewall.
    mutating func drawEdge() {
        guard !profile.screens.isEmpty else { return }
        let at = profile.edgePlace
        for domain in profile.domains {
            let hosts = profile.screens.map(\.host).filter { profile.domain(of: $0)?.name == domain.name }
            guard !hosts.isEmpty else { continue }
            let names = domain.create ? ["*.\(domain.name)", domain.name] : hosts.unique
            drawCertificate(
                at(domain.certificateID), names, .edgeGlobal, at, from: "domains.\(domain.name)")
        }
        guard profile.edge.attach.contains(.cdn), !profile.edge.firewall.isEmpty else { return }
        add(
            at("EdgeKey"), "AWS::KMS::Key", .edgeGlobal, at, from: "edge", keep: .retain,
            [
                "Description": .text("\(profile.names.prefix) logs of the edge"), "EnableKeyRotation": true,
                "KeyPolicy": keyPolicy(at),
            ])
        drawFirewall("EdgeFirewall", "CLOUDFRONT", .edgeGlobal, at, logKey: .attribute(at("EdgeKey"), "Arn"))
    }
}

extension DomainPlan {
    /// The zone's name in the graph.
    var zoneID: String { name.graphName + "Zone" }
    /// The name of the certificate for the content network in the graph.
    var certificateID: String { name.graphName + "Certificate" }
    /// The name of the look-up of a zone that exists.
    var lookup: String { "zone-" + name.replacing(".", with: "-") }
}

extension Profile {
    /// The domain that a host's name belongs to: the longest that it ends with.
    func domain(of host: String) -> DomainPlan? {
        domains.filter { host == $0.name || host.hasSuffix("." + $0.name) }.max {
            $0.name.count < $1.name.count
        }
    }

    /// The name by which health checks reach one region of a host: `api-us-east-1.globalpay.com`.
    public func regionalHost(_ host: String, _ region: String) -> String {
        guard let dot = host.firstIndex(of: ".") else { return host }
        return "\(host[..<dot])-\(region)\(host[dot...])"
    }
}

extension [String] {
    /// Each text once, in the order of its first place.
    var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension [Place] {
    /// Each region once.
    var uniqueByRegion: [Place] {
        var seen: Set<String> = []
        return filter { seen.insert($0.region).inserted }
    }
}
