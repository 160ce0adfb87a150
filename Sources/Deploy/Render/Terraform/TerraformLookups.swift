/// What exists already, as data sources.
enum TerraformLookups {
    /// The expression of a lookup's value.
    static func expression(_ id: LookupID, region: String, _ graph: Graph) -> String {
        let found =
            graph.lookups.first { $0.id == id && $0.region == region } ?? graph.lookups.first { $0.id == id }
        guard let lookup = found else { return "null" }
        let name = Self.name(lookup)
        switch (lookup.words.first ?? "", lookup.words.dropFirst().first ?? "") {
        case ("eks", "describe-cluster"):
            if lookup.query.contains("issuer") {
                return #"replace(data.aws_eks_cluster.\#(name).identity[0].oidc[0].issuer, "https://", "")"#
            }
            let path = lookup.query.hasSuffix("vpcId") ? "vpc_id" : "cluster_security_group_id"
            return "data.aws_eks_cluster.\(name).vpc_config[0].\(path)"
        case ("eks", "describe-addon"): return "data.aws_eks_addon.\(name).addon_name"
        case ("ec2", "describe-subnets"):
            let place = lookup.query.contains("[-1]") ? "length(data.aws_subnets.\(name).ids) - 1" : "0"
            return "sort(data.aws_subnets.\(name).ids)[\(place)]"
        case ("ec2", _): return "data.aws_ec2_managed_prefix_list.\(name).id"
        case ("elasticache", _):
            return "data.aws_elasticache_replication_group.\(name).primary_endpoint_address"
        case ("elbv2", _): return balancer(lookup, name)
        case ("route53", _): return "data.aws_route53_zone.\(name).zone_id"
        case ("kafka", _): return "data.aws_msk_bootstrap_brokers.\(name).bootstrap_brokers_sasl_scram"
        default: return "null"
        }
    }

    private static func balancer(_ lookup: Lookup, _ name: String) -> String {
        let attribute =
            switch lookup.id.name {
            case "load-balancer-dns": "dns_name"
            case "load-balancer-zone": "zone_id"
            case "load-balancer-name": "arn_suffix"
            default: "arn"
            }
        return "one(data.aws_lb.\(name)[*].\(attribute))"
    }

    static func name(_ lookup: Lookup) -> String { TerraformWords.name("\(lookup.id.name)_\(lookup.region)") }

    /// A parameter or a secret that a text stands for.
    static func resolve(_ words: [String], region: String, _ draft: TerraformDraft) -> String {
        if words.first == "ssm", words.count > 1 {
            return "data.aws_ssm_parameter.\(TerraformWords.name(words[1] + "_" + region)).insecure_value"
        }
        guard words.first == "secretsmanager", words.count > 3 else { return "null" }
        let secret = TerraformWords.name(words[1] + "_" + region)
        return "jsondecode(data.aws_secretsmanager_secret_version.\(secret).secret_string)[\"\(words[3])\"]"
    }
}

extension TerraformDraft {
    /// Adds the data sources of what is looked up, and of the parameters and secrets that texts speak of.
    mutating func drawLookups() {
        let text = JSONText.document(document)
        for lookup in graph.lookups { draw(lookup, in: text) }
        var seen: Set<String> = []
        for resource in graph.resources {
            for words in Self.resolves(in: resource.properties) {
                let name = TerraformWords.name(words[1] + "_" + resource.region)
                guard seen.insert(words[0] + name).inserted else { continue }
                drawLate(words, name, resource.region, in: text)
            }
        }
    }

    private mutating func drawLate(_ words: [String], _ name: String, _ region: String, in text: String) {
        let provider: Value = .text("aws.\(region)")
        if words[0] == "ssm" {
            data.append(
                Block(
                    type: "aws_ssm_parameter", name: name,
                    body: ["provider": provider, "name": .text(words[1])]))
            return
        }
        guard text.contains("data.aws_secretsmanager_secret_version.\(name).") else { return }
        let (own, secret) = secret(words[1])
        data.append(
            Block(
                type: "aws_secretsmanager_secret_version", name: name,
                body: [
                    "provider": own.map { .text("aws.\($0.region)") } ?? provider, "secret_id": .text(secret),
                ]))
    }

    /// Our secret of a name, and how its value is asked for: once it has one, or at once when people give it.
    func secret(_ name: String) -> (own: Resource?, id: String) {
        let own = graph.resources.first {
            $0.type == "AWS::SecretsManager::Secret" && $0.properties["Name"]?.string == name
        }
        guard let own else { return (nil, name) }
        let isDrawn = own.properties["GenerateSecretString"] != nil
        let place =
            isDrawn
            ? "aws_secretsmanager_secret_version.\(own.id.name).secret_id"
            : "aws_secretsmanager_secret.\(own.id.name).id"
        return (own, "${\(place)}")
    }

    static func resolves(in value: Value) -> [[String]] {
        switch value {
        case .text(let text):
            text.matches(of: /\{\{resolve:([^}]*)\}\}/).map {
                $0.output.1.split(separator: ":").map(String.init)
            }
        case .list(let values), .join(let values): values.flatMap(resolves)
        case .object(let fields): fields.flatMap { resolves(in: $0.value) }
        default: []
        }
    }

    private mutating func draw(_ lookup: Lookup, in text: String) {
        let name = TerraformLookups.name(lookup)
        guard text.contains(".\(name).") || text.contains(".\(name)[") else { return }
        let words = lookup.words
        func after(_ option: String) -> Value {
            .text(words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil } ?? "")
        }
        let provider: Value = .text("aws.\(lookup.region)")
        switch (words.first ?? "", words.dropFirst().first ?? "") {
        case ("eks", "describe-cluster"):
            data.append(
                Block(
                    type: "aws_eks_cluster", name: name,
                    body: ["provider": provider, "name": after("--name")]))
        case ("eks", "describe-addon"):
            data.append(
                Block(
                    type: "aws_eks_addon", name: name,
                    body: [
                        "provider": provider, "cluster_name": after("--cluster-name"),
                        "addon_name": after("--addon-name"),
                    ]))
        case ("ec2", "describe-subnets"):
            let filters = words.drop { $0 != "--filters" }.dropFirst().map { word -> Value in
                let parts = word.split(separator: ",", maxSplits: 1).map(String.init)
                let values = String(parts.last?.dropFirst("Values=".count) ?? "").split(separator: ",")
                return [
                    "name": .text(String(parts.first?.dropFirst("Name=".count) ?? "")),
                    "values": .list(values.map { .text(String($0)) }),
                ]
            }
            data.append(
                Block(
                    type: "aws_subnets", name: name, body: ["provider": provider, "filter": .list(filters)]))
        case ("ec2", _):
            data.append(
                Block(
                    type: "aws_ec2_managed_prefix_list", name: name,
                    body: ["provider": provider, "name": "com.amazonaws.global.cloudfront.origin-facing"]))
        case ("elasticache", _):
            data.append(
                Block(
                    type: "aws_elasticache_replication_group", name: name,
                    body: ["provider": provider, "replication_group_id": after("--replication-group-id")]))
        case ("elbv2", _):
            data.append(
                Block(
                    type: "aws_lb", name: name,
                    body: [
                        "provider": provider, "count": "${var.cluster_has_objects ? 1 : 0}",
                        "name": after("--names"),
                    ]))
        case ("route53", _):
            data.append(
                Block(
                    type: "aws_route53_zone", name: name,
                    body: ["provider": provider, "name": after("--dns-name")]))
        default: break
        }
    }
}
