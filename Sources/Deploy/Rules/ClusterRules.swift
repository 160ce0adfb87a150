import YAML

/// Objects of the cluster that belong together, and their way in.
enum ClusterRules {
    static let all: [Rule] = [
        rule(
            "component-without-manifest", .error, "Every component that is drawn or listed is made.",
            why: "A picture of what does not exist hides what is missing.", components),
        rule(
            "secret-store-missing", .error, "Every secret that is referred to comes from somewhere.",
            why: "A pod whose secret is missing never starts.", stores),
        rule(
            "removed-api", .error, "Objects use interfaces that are still served.",
            why: "external-secrets 0.17 no longer serves v1beta1 (external-secrets#4840, #5141).", interfaces),
        rule(
            "env-missing", .error, "A workload is given every variable that it needs.",
            why: "A password without its user, or a secret's key that nobody maps, fails at start.", variables
        ),
        rule(
            "ingress-class-annotation", .warning, "The class of an ingress is a field.",
            why: "The annotation is deprecated since Kubernetes 1.18.", ingressClass),
        rule(
            "ssl-redirect-without-http", .warning, "A redirect to HTTPS listens on HTTP.",
            why: "Nobody hears the request that should be redirected.", redirect),
        rule(
            "tls-policy", .warning, "The load balancer names its TLS policy.",
            why: "The default still offers TLS 1.0.", tls),
        rule(
            "websocket-affinity", .warning, "Sockets stay with their replica and may be idle.",
            why: "Socket.IO's polling needs stickiness; the balancer closes idle sockets after 60 s.", sockets
        ),
        rule(
            "shared-account-blast-radius", .warning,
            "A product does not live in another's cluster, cache or alarms.",
            why: "A fault, a bill or a break-in of one is that of both.", shared),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "cluster", check: check)
    }

    /// Services of lists, with the words that show them made.
    private static let evidence: [(name: String, words: [String])] = [
        ("Lambda", ["aws lambda", "lambda create"]),
        ("AWS Fargate", ["fargate-profile", "launchtype: fargate"]),
        ("Transit Gateway", ["transit-gateway"]), ("PrivateLink", ["vpc-endpoint"]),
        ("Amazon SQS", ["aws sqs"]),
        ("Amazon SNS", ["aws sns"]), ("Amazon CloudFront", ["aws cloudfront"]),
    ]

    private static func components(_ guide: Guide) -> [Spot] {
        var spots: [Spot] = []
        let named = guide.objects("Deployment").compactMap { $0.at("metadata", "name")?.text }
        let prefixes = Set(
            named.compactMap { name in
                name.lastIndex(of: "-").map { String(name[...$0]) }
            })
        var seen: Set<String> = []
        for line in guide.drawings {
            for word in line.text.names where prefixes.contains(where: { word.hasPrefix($0) }) {
                if !guide.lowerCode.holds(word.lowercased()), seen.insert(word).inserted {
                    spots.append(Spot(line.number, "\(word) is drawn and never made"))
                }
            }
        }
        guard guide.codeSays("create-vpc") else { return spots }
        for line in guide.prose where line.text.trimmed.hasPrefix("- **") {
            for service in evidence
            where line.text.holds(service.name) && !guide.lowerCode.holds(any: service.words) {
                spots.append(Spot(line.number, "\(service.name) is named and never made"))
            }
        }
        for line in guide.prose where line.lower.holds("region**:") {
            let region = line.lower.after(":")?.names.first ?? ""
            if !region.isEmpty, !guide.lowerCode.holds(region) {
                spots.append(Spot(line.number, "nothing is made in \(region)"))
            }
        }
        return spots
    }

    private static func stores(_ guide: Guide) -> [Spot] {
        let defined = Set(
            (guide.objects("ClusterSecretStore") + guide.objects("SecretStore")).compactMap {
                $0.at("metadata", "name")?.text
            })
        var spots = guide.objects("ExternalSecret").compactMap { secret -> Spot? in
            guard let store = secret.at("spec", "secretStoreRef", "name"), let name = store.text,
                !defined.contains(name)
            else { return nil }
            return Spot(store.line, "the store \(name) is not defined")
        }
        let made = Set(
            guide.objects("ExternalSecret").compactMap {
                ($0.at("spec", "target", "name") ?? $0.at("metadata", "name"))?.text
            } + guide.objects("Secret").compactMap { $0.at("metadata", "name")?.text })
        var seen: Set<String> = []
        for node in guide.mappings {
            guard let name = node.at("secretKeyRef", "name"), let text = name.text, !made.contains(text),
                seen.insert(text).inserted
            else { continue }
            spots.append(Spot(name.line, "the secret \(text) comes from nowhere"))
        }
        for heading in guide.headings where heading.lower.holds(any: ["opsiyonel", "optional"]) {
            let isNeeded = guide.blocks.contains {
                $0.heading?.number == heading.number && $0.text.holds("kind: ExternalSecret")
            }
            if isNeeded {
                spots.append(Spot(heading.number, "the workload does not start without this step"))
            }
        }
        return spots
    }

    private static func interfaces(_ guide: Guide) -> [Spot] {
        guide.mappings.compactMap { object in
            guard let version = object["apiVersion"], object["kind"] != nil,
                let next = Versions.removedAPIs[version.text ?? ""]
            else { return nil }
            return Spot(version.line, "\(version.text ?? "") is no longer served; use \(next)")
        }
    }

    private static func names(of container: YAMLNode, in guide: Guide) -> Set<String> {
        var names = Set((container["env"]?.elements ?? []).compactMap { $0["name"]?.text })
        for source in container["envFrom"]?.elements ?? [] {
            let map = source.at("configMapRef", "name")?.text ?? source.at("secretRef", "name")?.text
            for object in guide.objects("ConfigMap") where object.at("metadata", "name")?.text == map {
                names.formUnion(object["data"]?.entries.map(\.key) ?? [])
            }
        }
        return names
    }

    private static func variables(_ guide: Guide) -> [Spot] {
        guide.objects("Deployment").flatMap { workload in
            guide.containers(of: workload).flatMap { container -> [Spot] in
                let names = names(of: container, in: guide)
                var missing: [String] = []
                for base in ["DATABASE", "DB"] where names.contains(base + "_PASSWORD") {
                    let users = [base + "_USER", base + "_USERNAME"]
                    if names.isDisjoint(with: users) { missing.append(base + "_USER") }
                    if !names.contains(base + "_HOST") { missing.append(base + "_HOST") }
                }
                for keys in guide.mappings.map({ $0.entries.map(\.key) }) where keys.count > 1 {
                    let isEnvironment = keys.allSatisfy { $0.allSatisfy { $0.isUppercase || $0 == "_" } }
                    if isEnvironment, !names.isDisjoint(with: keys) {
                        missing += keys.filter { !names.contains($0) && !missing.contains($0) }
                    }
                }
                return missing.isEmpty
                    ? [] : [Spot(container.line, "without " + missing.joined(separator: ", "))]
            }
        }
    }

    private static func annotations(_ ingress: YAMLNode) -> YAMLNode? {
        ingress.at("metadata", "annotations")
    }

    private static func ingressClass(_ guide: Guide) -> [Spot] {
        guide.objects("Ingress").compactMap { ingress in
            annotations(ingress)?.entries.first { $0.key == "kubernetes.io/ingress.class" }
                .map { Spot($0.line, "use spec.ingressClassName") }
        }
    }

    private static func redirect(_ guide: Guide) -> [Spot] {
        guide.objects("Ingress").compactMap { ingress in
            let notes = annotations(ingress)
            guard notes?["alb.ingress.kubernetes.io/ssl-redirect"] != nil,
                let ports = notes?["alb.ingress.kubernetes.io/listen-ports"],
                ports.text?.holds("\"HTTP\"") == false
            else { return nil }
            return Spot(ports.line, "it listens on HTTPS only")
        }
    }

    private static func tls(_ guide: Guide) -> [Spot] {
        guide.objects("Ingress").filter {
            annotations($0)?["alb.ingress.kubernetes.io/certificate-arn"] != nil
                && annotations($0)?["alb.ingress.kubernetes.io/ssl-policy"] == nil
        }.map { Spot($0.line, "no ssl-policy is named") }
    }

    private static func sockets(_ guide: Guide) -> [Spot] {
        guard guide.says("socket.io", "websocket") else { return [] }
        return guide.objects("Ingress").filter { ingress in
            let notes = annotations(ingress)?.entries.compactMap(\.value.text).joined(separator: " ") ?? ""
            return !(notes.lowercased().holds("stickiness") && notes.holds("idle_timeout"))
        }.map { Spot($0.line, "no stickiness or idle time-out for the sockets") }
    }

    private static func shared(_ guide: Guide) -> [Spot] {
        let things = ["cluster", "redis", "cache", "sns", "altyapı"]
        let line = guide.prose.first {
            $0.lower.holds(any: ["mevcut", "existing ", "shared-"]) && $0.lower.holds(any: things)
        }
        return line.map { [Spot($0.number, "it shares what belongs to another product")] } ?? []
    }
}
