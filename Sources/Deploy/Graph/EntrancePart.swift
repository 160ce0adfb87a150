/// The public entrance of a region: its certificate and firewall, and the load balancer where it is ours.
extension Draft {
    /// Whether the region's entrance carries a firewall.
    var guardsEntrance: Bool {
        (profile.edge.attach.contains(.api) || profile.gateway != nil) && !profile.edge.firewall.isEmpty
    }

    /// Adds a region's entrance.
    mutating func drawEntrance(_ at: Place) {
        guard !profile.entranceHosts.isEmpty else { return }
        drawCertificate(
            at("EntranceCertificate"), profile.certificateHosts(at.region), .platform, at, from: "domains")
        if guardsEntrance {
            drawFirewall("ApiFirewall", "REGIONAL", .platform, at, logKey: key("data", at))
        }
        if profile.shape == .eks {
            lookUpBalancer(at)
        } else {
            drawBalancer(at)
        }
        drawShield("Entrance", balancer(at), at)
    }

    // MARK: What others use of it

    /// The load balancer.
    func balancer(_ at: Place) -> Value {
        profile.shape == .eks ? .lookup("load-balancer-arn") : .reference(at("LoadBalancer"))
    }

    /// Its name in the balancers' own zone.
    func balancerHost(_ at: Place) -> Value {
        profile.shape == .eks
            ? .lookup("load-balancer-dns") : .attribute(at("LoadBalancer"), "DNSName")
    }

    /// The balancers' own zone.
    func balancerZone(_ at: Place) -> Value {
        profile.shape == .eks
            ? .lookup("load-balancer-zone") : .attribute(at("LoadBalancer"), "CanonicalHostedZoneID")
    }

    /// Its name in metrics, `app/name/0123`.
    func balancerMetric(_ at: Place) -> Value {
        profile.shape == .eks
            ? .lookup("load-balancer-name") : .attribute(at("LoadBalancer"), "LoadBalancerFullName")
    }

    // MARK: The cluster's own

    private mutating func lookUpBalancer(_ at: Place) {
        let words = ["elbv2", "describe-load-balancers", "--names", profile.name(.loadBalancer)]
        let one = "of the load balancer \(profile.name(.loadBalancer)) that the cluster makes"
        let base = "LoadBalancers[0]."
        look("load-balancer-arn", at, "the ARN \(one)", words, base + "LoadBalancerArn", moment: .objects)
        look("load-balancer-dns", at, "the address \(one)", words, base + "DNSName", moment: .objects)
        look(
            "load-balancer-zone", at, "the zone \(one)", words, base + "CanonicalHostedZoneId",
            moment: .objects)
        look(
            "load-balancer-name", at, "the name in metrics \(one)", words, base + "LoadBalancerArn",
            moment: .objects, cut: "loadbalancer/")
    }

    // MARK: Ours

    private mutating func drawBalancer(_ at: Place) {
        let idle = ([60] + profile.services.compactMap { $0.websocket?.idle }).max() ?? 60
        let settings = [
            ("deletion_protection.enabled", "true"),
            ("idle_timeout.timeout_seconds", String(min(idle, 4000))),
            ("routing.http.drop_invalid_header_fields.enabled", "true"), ("routing.http2.enabled", "true"),
            ("routing.http.desync_mitigation_mode", "strictest"), ("access_logs.s3.enabled", "true"),
            ("access_logs.s3.prefix", "balancer"),
        ]
        var attributes = settings.map { name, value -> Value in ["Key": .text(name), "Value": .text(value)] }
        attributes.append(["Key": "access_logs.s3.bucket", "Value": .text(logBucketName(at))])
        let subnets = (1...(profile.network?.zones ?? 2)).map { Value.reference(at("PublicSubnet\($0)")) }
        add(
            at("LoadBalancer"), "AWS::ElasticLoadBalancingV2::LoadBalancer", .platform, at, from: "services",
            needs: [at("LogBucketPolicy")],
            [
                "Name": .text(String(profile.name(.loadBalancer).prefix(32))), "Type": "application",
                "Scheme": "internet-facing", "IpAddressType": "ipv4", "Subnets": .list(subnets),
                "SecurityGroups": [.attribute(at("EntranceGroup"), "GroupId")],
                "LoadBalancerAttributes": .list(attributes),
            ])
        drawListeners(at)
        guard guardsEntrance else { return }
        add(
            at("ApiFirewallAssociation"), "AWS::WAFv2::WebACLAssociation", .platform, at, from: "edge.attach",
            ["ResourceArn": balancer(at), "WebACLArn": .attribute(at("ApiFirewall"), "Arn")])
    }

    private mutating func drawListeners(_ at: Place) {
        add(
            at("PlainListener"), "AWS::ElasticLoadBalancingV2::Listener", .platform, at, from: "services",
            [
                "LoadBalancerArn": balancer(at), "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [
                    [
                        "Type": "redirect",
                        "RedirectConfig": ["Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"],
                    ]
                ],
            ])
        add(
            at("Listener"), "AWS::ElasticLoadBalancingV2::Listener", .platform, at, from: "services",
            [
                "LoadBalancerArn": balancer(at), "Port": 443, "Protocol": "HTTPS",
                "SslPolicy": profile.gateway?.tls == "1.3"
                    ? "ELBSecurityPolicy-TLS13-1-3-2021-06" : "ELBSecurityPolicy-TLS13-1-2-2021-06",
                "Certificates": [["CertificateArn": .reference(at("EntranceCertificate"))]],
                "DefaultActions": [Self.answer(404)],
            ])
    }

    /// An answer of the load balancer itself.
    static func answer(_ status: Int) -> Value {
        [
            "Type": "fixed-response",
            "FixedResponseConfig": [
                "StatusCode": .text(String(status)), "ContentType": "text/plain", "MessageBody": "",
            ],
        ]
    }

    /// Adds the protection of Shield Advanced where the profile accepts its price.
    mutating func drawShield(_ id: String, _ what: Value, _ at: Place) {
        guard profile.edge.shieldAdvancedMonthly != nil else { return }
        add(
            at(id + "Shield"), "AWS::Shield::Protection", .app, at, from: "edge.shield-advanced",
            ["Name": .text(at.global("\(profile.names.prefix)-\(id.lowercased())")), "ResourceArn": what])
    }
}

extension Profile {
    /// Hosts that the load balancers of the regions answer, without those of one region alone.
    var entranceHosts: [String] {
        var hosts = services.compactMap(\.host) + (gateway.map { [$0.host] } ?? [])
        if services.contains(where: \.behindCDN) {
            hosts += originHost.map { [$0] } ?? []
            hosts += web.map(\.host)
        }
        if screens.isEmpty { hosts += web.map(\.host) }
        return (hosts + menuHosts).unique
    }

    /// Hosts of menus: every name below a wildcard's domain, and the domain itself. The content
    /// network asks for them by the viewer's own host.
    var menuHosts: [String] { domains.filter { $0.wildcard != nil }.flatMap { ["*.\($0.name)", $0.name] } }

    /// The service that answers them: the first that speaks HTTP to everybody.
    var menuService: String? {
        services.first { $0.hasDoor && ($0.roles.isEmpty || $0.roles.contains("gateway")) }?.name
    }

    /// Whether a second region answers requests, so that each needs a name of its own for health checks.
    var answersTwice: Bool { places.filter(\.runs).count > 1 }

    /// Hosts of a region's certificate.
    func certificateHosts(_ region: String) -> [String] {
        let own =
            answersTwice ? entranceHosts.filter { !$0.hasPrefix("*") }.map { regionalHost($0, region) } : []
        return entranceHosts + own
    }

    /// The name by which the content network reaches the load balancer: the service's own host, or `api.`
    /// before the screens' host.
    public var originHost: String? {
        let behind = services.first { $0.behindCDN }
        if let behind { return behind.host ?? web.first.map { "api.\($0.host)" } }
        return services.compactMap(\.host).first ?? gateway?.host
    }
}
