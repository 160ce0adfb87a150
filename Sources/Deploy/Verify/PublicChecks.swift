import Base

/// What anybody can see from outside: names, certificates, TLS, redirects, headers, health, the firewall.
enum PublicChecks {
    static func all(_ profile: Profile) -> [Check] {
        zones(profile) + hosts(profile).flatMap { host in names(host, profile) + transport(host) }
            + doors(profile).flatMap { host in door(host, profile) } + targets(profile)
    }

    /// Hosts of services.
    static func doors(_ profile: Profile) -> [String] {
        if profile.shape == .host { return profile.services.compactMap(\.host) }
        return profile.balancerHosts
    }

    /// Every public host; a star is asked by a name of its own.
    static func hosts(_ profile: Profile) -> [String] {
        let screens = profile.web.filter { $0.notInRelease == nil }.map {
            $0.host.replacing("*", with: "verify")
        }
        return (doors(profile) + screens).inOrderOnce
    }

    private static func zones(_ profile: Profile) -> [Check] {
        guard profile.shape != .host else { return [] }
        return profile.domains.map { domain in
            Check("delegation", domain.name, "PIX 1, 12: the zone is asked at its own name servers") {
                look throws(Blocked) in
                let zones = try look.global([
                    "route53", "list-hosted-zones-by-name", "--dns-name", domain.name,
                ])
                let zone = zones.list("HostedZones").first {
                    Look.bare($0["Name"]?.text ?? "") == domain.name
                }
                guard let id = zone?["Id"]?.text else {
                    return .fail("the account has no zone \(domain.name)")
                }
                let set = try look.global(["route53", "get-hosted-zone", "--id", id])
                let ours = Set(
                    (set.at("DelegationSet")?.list("NameServers") ?? []).compactMap(\.text).map(Look.bare))
                let seen = try look.nameServers(domain.name)
                return seen == ours && !ours.isEmpty
                    ? .pass(seen.sorted().joined(separator: " "))
                    : .fail("the world asks \(seen.sorted()), the zone is at \(ours.sorted())")
            }
        }
    }

    private static func names(_ host: String, _ profile: Profile) -> [Check] {
        guard profile.shape != .host else { return [] }
        return [
            Check("dns", host, "PIX checklist 1 nslookup; MEGA Route 53 record") { look throws(Blocked) in
                let target = try Targets.of(host, look)
                let seen = try look.addresses(host)
                let ours = try look.addresses(target)
                guard !seen.isEmpty else { return .fail("\(host) has no address") }
                return seen.isSubset(of: ours)
                    ? .pass("\(seen.sorted().joined(separator: " ")) as \(target)")
                    : .fail("\(seen.sorted()) is not \(target), \(ours.sorted())")
            }
        ]
    }

    // MARK: - TLS

    /// Days that a certificate must still hold.
    static let daysLeft = 21

    private static func transport(_ host: String) -> [Check] {
        [
            Check("certificate", host, "PIX checklist 2; MEGA ACM certificate; GP troubleshooting 4") {
                look throws(Blocked) in
                let script = """
                    openssl s_client -connect "$1" -servername "$2" -verify_hostname "$2" -showcerts </dev/null 2>&1 \
                    | tee /dev/stderr | openssl x509 -noout -enddate -checkend "$3"
                    """
                let reply = try look.run(
                    "sh", ["-c", script, "sh", look.secure(host), host, String(daysLeft * 86_400)])
                if reply.errors.contains("openssl: not found") { return .cannot("openssl is not installed") }
                let verified = reply.errors.contains("Verify return code: 0 (ok)")
                guard verified else {
                    let why = reply.errors.split(separator: "\n").first {
                        $0.contains("verify error") || $0.contains("errno")
                            || $0.contains("Verification error")
                            || $0.contains("refused")
                    }
                    return .fail(why.map(String.init) ?? "the chain cannot be verified")
                }
                let end = reply.output.split(separator: "\n").first { $0.hasPrefix("notAfter=") } ?? ""
                return reply.isGood
                    ? .pass("\(end), more than \(daysLeft) days left")
                    : .fail("\(end), less than \(daysLeft) days left")
            },
            Check("old-tls", host, "PIX checklist 2; EPS TLS 1.2+") { look throws(Blocked) in
                let second = try speaks("-tls1_2", host, look) == true
                let third = try speaks("-tls1_3", host, look) == true
                guard second || third else { return .fail("neither TLS 1.2 nor 1.3 is spoken") }
                for version in ["-tls1", "-tls1_1"] {
                    guard let taken = try speaks(version, host, look) else {
                        return .cannot("this machine's openssl cannot speak \(version.dropFirst())")
                    }
                    if taken { return .fail("\(version.dropFirst()) is taken") }
                }
                return .pass("TLS 1.0 and 1.1 are refused")
            },
            Check("https", host, "PIX ssl-redirect; MEGA") { look throws(Blocked) in
                let page = try look.page("http://\(host)/")
                let target = page.headers["location"] ?? ""
                return [301, 302, 307, 308].contains(page.status) && target.hasPrefix("https://")
                    ? .pass("\(page.status) to \(target)") : .fail("http answers \(page.status) \(target)")
            },
            Check("headers", host, "PIX checklist 2 curl -I") { look throws(Blocked) in
                let page = try look.page("https://\(host)/")
                let wanted = [
                    "strict-transport-security", "x-content-type-options", "content-security-policy",
                ]
                let missing = wanted.filter { page.headers[$0] == nil }
                return .unless(missing.map { "\($0) is missing" }, wanted.joined(separator: ", "))
            },
        ]
    }

    /// Whether a version is spoken; nil when this side cannot. The security level of this side is taken
    /// away, or it would refuse in the server's stead.
    private static func speaks(_ version: String, _ host: String, _ look: Look) throws(Blocked) -> Bool? {
        let reply = try look.run(
            "openssl",
            [
                "s_client", "-connect", look.secure(host), "-servername", host, version, "-cipher",
                "DEFAULT@SECLEVEL=0",
            ])
        let said = reply.output + reply.errors
        if said.contains("no protocols available") || said.contains("unknown option")
            || said.contains("Unknown option")
        {
            return nil
        }
        if said.contains("errno") || said.contains("refused") {
            throw Blocked(judgement: .fail("\(look.secure(host)): \(reply.complaint)"))
        }
        return said.contains("Cipher is ") && !said.contains("Cipher is (NONE)")
    }

    // MARK: - Services

    private static func door(_ host: String, _ profile: Profile) -> [Check] {
        let here = profile.services.filter { ($0.host ?? profile.gateway?.host ?? host) == host }
        let later = here.filter { $0.notInRelease != nil }
        var found = [
            Check("health", host, "PIX checklist 3; EPS health") { look throws(Blocked) in
                let page = try look.page("https://\(host)/health")
                return page.status == 200
                    ? .pass("200 in \(page.milliseconds) ms")
                    : .fail("\(page.status): \(page.body.prefix(200))")
            },
            Check("private-details", host, "EPS actuator ×3 must not be public") { look throws(Blocked) in
                var open: [String] = []
                if try look.page("https://\(host)/metrics").status == 200 {
                    open.append("/metrics answers anybody")
                }
                let probes = here.filter { !$0.probes.isPublic }.flatMap {
                    [$0.probes.live, $0.probes.ready]
                }
                for path in ["/health", "/ready", "/api/v1/actuator/health"] + probes {
                    let page = try look.page("https://\(host)\(path)")
                    if tellsDetails(page.body) { open.append("\(path) tells details") }
                }
                return .unless(open, "metrics and details are closed")
            },
        ]
        if profile.edge.attach.contains(.api), !profile.edge.firewall.isEmpty, profile.shape != .host {
            found.append(
                Check("firewall", host, "PIX 8; GP PCI list: a test request is blocked") {
                    look throws(Blocked) in
                    let page = try look.page("https://\(host)/?q=%3Cscript%3Ealert(1)%3C/script%3E")
                    return page.status == 403
                        ? .pass("an attack is answered 403") : .fail("an attack is answered \(page.status)")
                })
        }
        if here.count == later.count, let reason = later.first?.notInRelease {
            return found.map { check in
                Check(check.kind, check.subject, check.item) { _ in
                    Judgement(verdict: .notInRelease, evidence: reason)
                }
            }
        }
        return found
    }

    /// Whether an answer names the parts that the server stands on.
    private static func tellsDetails(_ body: String) -> Bool {
        switch (try? JSON(parsing: body))?["components"] {
        case .array(let parts)?: !parts.isEmpty
        case .object(let parts)?: !parts.isEmpty
        default: false
        }
    }

    /// Forty requests, one after another: enough for a first word, too few to hurt.
    private static func targets(_ profile: Profile) -> [Check] {
        guard let targets = profile.targets, let host = doors(profile).first else { return [] }
        return [
            Check("targets", host, "BIL targets: p95, error rate") { look throws(Blocked) in
                var times: [Int] = []
                var errors = 0
                for _ in 0..<40 {
                    let page = try look.page("https://\(host)/health")
                    times.append(page.milliseconds)
                    if page.status >= 500 { errors += 1 }
                }
                let p95 = times.sorted()[37]
                let share = errors * 100_000 / times.count
                let said = "p95 \(p95) ms of \(targets.p95), \(errors) of \(times.count) failed"
                return p95 <= targets.p95 && share <= targets.errorRate ? .pass(said) : .fail(said)
            }
        ]
    }
}

/// What a host's name must lead to.
enum Targets {
    /// The balancer's or the distribution's own name.
    static func of(_ host: String, _ look: Look) throws(Blocked) -> String {
        if PublicChecks.doors(look.profile).contains(host) { return try balancer(look) }
        let list = try look.global(["cloudfront", "list-distributions"])
        let items = list.at("DistributionList")?.list("Items") ?? []
        for item in items {
            let aliases = (item.at("Aliases")?.list("Items") ?? []).compactMap(\.text)
            if aliases.contains(where: { HostName($0).covers(host) }), let name = item["DomainName"]?.text {
                return name
            }
        }
        throw Blocked(judgement: .fail("no distribution answers \(host)"))
    }

    /// The balancer's own name.
    static func balancer(_ look: Look) throws(Blocked) -> String {
        guard let found = try balancerFacts(look)["DNSName"]?.text else {
            throw Blocked(judgement: .fail("the balancer has no name"))
        }
        return found
    }

    /// The balancer as the account describes it.
    static func balancerFacts(_ look: Look) throws(Blocked) -> JSON {
        let name = String(look.profile.name(.loadBalancer).prefix(32))
        let answer = try look.aws(["elbv2", "describe-load-balancers", "--names", name])
        guard let found = answer.at("LoadBalancers", "0") else {
            throw Blocked(judgement: .fail("there is no balancer \(name)"))
        }
        return found
    }
}
