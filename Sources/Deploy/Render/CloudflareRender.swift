/// What Cloudflare is told when it stands in front instead of the account's own content network: Terraform's
/// JSON for its provider, with names, TLS, the firewall and limits.
enum CloudflareRender {
    static func files(_ graph: Graph) -> [RenderedFile] {
        guard graph.profile.edge.provider == .cloudflare else { return [] }
        return [
            RenderedFile(path: "cloudflare/main.tf.json", text: JSONText.document(document(graph.profile)))
        ]
    }

    private static func document(_ profile: Profile) -> Value {
        let domains = profile.domains.map(\.name)
        return [
            "terraform": [
                "required_providers": [
                    "cloudflare": ["source": "cloudflare/cloudflare", "version": "~> 5.8"]
                ]
            ],
            "variable": [
                "balancer": [
                    "type": "string",
                    "description": "The balancer's address: hesap deploy outputs, load-balancer DNSName",
                ],
                "validations": [
                    "type": "map(string)", "default": [:],
                    "description":
                        "Names and values that prove the certificate: aws acm describe-certificate",
                ],
            ],
            "data": [
                "cloudflare_zone": .object(
                    domains.map { Value.Field(label($0), ["filter": ["name": .text($0)]]) })
            ],
            "resource": [
                "cloudflare_dns_record": .object(records(profile)),
                "cloudflare_zone_setting": .object(domains.flatMap(settings)),
                "cloudflare_ruleset": .object(domains.flatMap { rulesets($0, profile) }),
            ],
        ]
    }

    private static func label(_ name: String) -> String {
        name.replacing("*", with: "any").replacing(".", with: "_").replacing("-", with: "_")
    }

    private static func zone(_ domain: String) -> Value {
        .text("${data.cloudflare_zone.\(label(domain)).zone_id}")
    }

    private static func records(_ profile: Profile) -> [Value.Field] {
        let hosts = profile.entranceHosts.compactMap { host -> Value.Field? in
            guard let domain = profile.domain(of: host)?.name else { return nil }
            return Value.Field(
                label(host),
                [
                    "zone_id": zone(domain), "name": .text(host), "type": "CNAME",
                    "content": "${var.balancer}", "ttl": 1, "proxied": true,
                ])
        }
        guard let first = profile.domains.first?.name else { return hosts }
        let proofs: Value = [
            "for_each": "${var.validations}", "zone_id": zone(first), "name": "${each.key}", "type": "CNAME",
            "content": "${each.value}", "ttl": 300, "proxied": false,
        ]
        return hosts + [Value.Field("certificate", proofs)]
    }

    /// TLS to the balancer is checked, old versions are refused, texts and pictures are made smaller.
    private static func settings(_ domain: String) -> [Value.Field] {
        [
            ("ssl", "strict"), ("min_tls_version", "1.2"), ("always_use_https", "on"), ("tls_1_3", "on"),
            ("brotli", "on"), ("polish", "lossless"), ("webp", "on"), ("websockets", "on"),
        ].map { name, value in
            Value.Field(
                "\(label(domain))_\(name)",
                ["zone_id": zone(domain), "setting_id": .text(name), "value": .text(value)])
        }
    }

    private static func rulesets(_ domain: String, _ profile: Profile) -> [Value.Field] {
        let managed: Value = [
            "zone_id": zone(domain), "name": "managed rules", "kind": "zone",
            "phase": "http_request_firewall_managed",
            "rules": [
                [
                    "action": "execute", "expression": "true", "enabled": true,
                    "description": "Cloudflare Managed Ruleset",
                    "action_parameters": ["id": "efb7b8c949ac4650a09736fc376e9aee"],
                ]
            ],
        ]
        let rates = profile.gateway?.rates.filter { $0.perMinute > 0 } ?? []
        let limits: Value = [
            "zone_id": zone(domain), "name": "limits by address", "kind": "zone", "phase": "http_ratelimit",
            "rules": .list(rates.map(limit)),
        ]
        return [Value.Field("\(label(domain))_managed", managed)]
            + (rates.isEmpty ? [] : [Value.Field("\(label(domain))_limits", limits)])
    }

    private static func limit(_ rate: RatePlan) -> Value {
        let paths = rate.name == "default" ? "true" : "(http.request.uri.path contains \"/\(rate.name)\")"
        return [
            "action": "block", "expression": .text(paths), "enabled": true,
            "description": .text("\(rate.perMinute) requests a minute and address, \(rate.name)"),
            "ratelimit": [
                "characteristics": ["ip.src", "cf.colo.id"], "period": 60,
                "requests_per_period": .integer(rate.perMinute), "mitigation_timeout": 60,
            ],
        ]
    }
}
