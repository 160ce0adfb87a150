import YAML

/// Firewalls, content delivery and certificates.
enum EdgeRules {
    static let all: [Rule] = [
        rule(
            "waf-not-associated", .error,
            "A web firewall is attached to what it protects, and its log can be written.",
            why: "An ACL by itself filters nothing; log destinations must begin aws-waf-logs-.", attached),
        rule(
            "waf-scope", .warning, "The firewall covers every public door.",
            why: "A CLOUDFRONT ACL leaves a public load balancer bare.", scope),
        rule(
            "cdn-origin-contradiction", .error,
            "The bucket and the distribution agree on how files are read.",
            why: "Website hosting needs public reads, a REST origin needs a bucket policy for its identity.",
            origin),
        rule(
            "cdn-legacy-oai", .warning, "Origins are reached by origin access control.",
            why: "CloudFront keeps origin access identities for old distributions only.", identity),
        rule(
            "spa-fallback", .error, "Unknown paths fall back to the app's own page, and only there.",
            why: "A private bucket answers 403; an API's 403 and 404 must stay what they are.", fallback),
        rule(
            "cert-region", .error, "Certificates are where they are used, and are not optional.",
            why: "CloudFront takes certificates of us-east-1 only.", certificates),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "edge", check: check)
    }

    private static func annotation(_ ingress: YAMLNode, _ name: String) -> YAMLNode? {
        ingress.at("metadata", "annotations")?["alb.ingress.kubernetes.io/" + name]
    }

    /// A value that names something: no placeholder.
    private static func isReal(_ node: YAMLNode?) -> Bool {
        guard let text = node?.text else { return false }
        return !text.isEmpty && !text.hasPrefix("<")
    }

    private static func attached(_ guide: Guide) -> [Spot] {
        let isTied = [
            "CLOUDFRONT": guide.mappings.contains { isReal($0["WebACLId"]) },
            "REGIONAL": guide.codeSays("associate-web-acl")
                || guide.objects("Ingress").contains { isReal(annotation($0, "wafv2-acl-arn")) },
        ]
        var spots = guide.aws("wafv2", "create-web-acl")
            .filter { isTied[$0.option("--scope")?.text ?? "REGIONAL"] != true }
            .map { Spot($0.line, "it is attached to nothing") }
        spots += guide.lines.filter { $0.lower.holds("waf") && $0.lower.holds("/aws/waf") }
            .map { Spot($0.number, "a log destination of the firewall must begin aws-waf-logs-") }
        return spots
    }

    private static func scope(_ guide: Guide) -> [Spot] {
        let lists = guide.aws("wafv2", "create-web-acl")
        let isBare = guide.objects("Ingress").contains {
            annotation($0, "scheme")?.text == "internet-facing" && annotation($0, "wafv2-acl-arn") == nil
        }
        guard isBare, !lists.contains(where: { $0.option("--scope")?.text == "REGIONAL" }) else { return [] }
        return lists.map { Spot($0.line, "the public load balancer is not covered") }
    }

    private static func origin(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        let isRest = guide.mappings.contains { $0["DomainName"]?.text?.holds(".s3.") == true }
        if isRest {
            spots += guide.commands.filter { $0.calls("aws", "s3", "website") }
                .map { Spot($0.line, "website hosting beside a REST origin and blocked public access") }
        }
        if let make = guide.aws("cloudfront", "create-distribution").first, isRest,
            !guide.codeSays("put-bucket-policy")
        {
            spots.append(Spot(make.line, "no bucket policy lets the distribution read: every file is 403"))
        }
        return spots
    }

    private static func identity(_ guide: Guide) -> [Spot] {
        let line = guide.lines.first { line in
            line.text.names.contains("OAI") || line.lower.holds("origin-access-identity")
                || line.lower.holds("origin access identity")
        }
        return line.map { [Spot($0.number, "use origin access control (OAC)")] } ?? []
    }

    private static func fallback(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        for node in guide.mappings {
            guard let items = node["CustomErrorResponses"]?["Items"]?.elements, let first = items.first else {
                continue
            }
            let codes = items.compactMap { $0["ErrorCode"]?.integer }
            if codes.contains(404), !codes.contains(403) {
                spots.append(Spot(first.line, "a private bucket answers 403, which is not mapped"))
            }
        }
        let folders = guide.code.filter { $0.text.trimmed.hasPrefix("/") && $0.text.trimmed.names.count >= 1 }
        for line in guide.code
        where line.lower.holds(any: ["404 →", "403 →"]) && line.lower.holds("/index.html") {
            if folders.count > 1 {
                spots.append(Spot(line.number, "the apps are in folders; there is no /index.html"))
            }
        }
        return spots
    }

    private static func certificates(_ guide: Guide) -> [Spot] {
        var spots = guide.prose.filter {
            $0.lower.holds("certificate") && $0.lower.holds("optional") && guide.says("payment", "https")
        }.map { Spot($0.number, "a certificate is not optional") }
        spots += guide.code.filter {
            $0.lower.holds("ssl certificate: acm") && !guide.says("us-east-1")
        }.map { Spot($0.number, "for CloudFront it must be requested in us-east-1") }
        for command in guide.aws("acm", "request-certificate") {
            guard let distribution = guide.aws("cloudfront", "create-distribution").first else { continue }
            let regions = guide.aws("acm", "request-certificate").compactMap { $0.option("--region")?.text }
            if !regions.contains("us-east-1"), distribution.line > 0 {
                spots.append(Spot(command.line, "for CloudFront it must be requested in us-east-1"))
                break
            }
        }
        return spots
    }
}
