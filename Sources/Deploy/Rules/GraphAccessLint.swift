extension GraphLint {
    /// Who may do what, and where secrets stand.
    static let access: [Look] = [
        .each("AWS::IAM::Role", "iam-wildcard-bucket") { role, _ in
            for statement in statements(of: role) {
                let actions = statement["Action"]?.allTexts ?? []
                guard actions.contains(where: { $0.hasPrefix("s3:") }) else { continue }
                for bucket in statement["Resource"]?.allTexts ?? [] {
                    let name = bucket.replacing("arn:aws:s3:::", with: "").split(separator: "/").first ?? ""
                    if name.contains("*") { return "\(bucket) is more than one bucket" }
                }
            }
            return nil
        },
        .each("AWS::IAM::Role", "iam-broad-managed") { role, _ in
            let broad = ["FullAccess", "ReadWrite", "AdministratorAccess", "PowerUserAccess"]
            return role.properties["ManagedPolicyArns"]?.allTexts.first { arn in
                broad.contains { arn.hasSuffix($0) }
            }
            .map { "\($0) allows far more than the work needs" }
        },
        .each("AWS::IAM::Role", "irsa-no-audience") { role, _ in
            let trust = role.properties["AssumeRolePolicyDocument"]?["Statement"]?.parts ?? []
            let open = trust.contains { statement in
                statement["Action"]?.allTexts.contains("sts:AssumeRoleWithWebIdentity") == true
                    && !names(in: statement["Condition"]).contains { $0.hasSuffix(":aud") }
            }
            return open ? "the trust asks for no audience" : nil
        },
        Look("secret-literal-marker") { graph in
            graph.resources.compactMap { resource in
                for key in ["MasterUserPassword", "AuthToken", "SecretString", "Password"] {
                    guard let text = resource.properties[key]?.plain, !text.hasPrefix("{{resolve:") else {
                        continue
                    }
                    return (resource.id, "\(key) is written out")
                }
                return nil
            }
        },
        .each("AWS::ECS::TaskDefinition", "image-not-by-digest") { definition, graph in
            for container in definition.properties["ContainerDefinitions"]?.parts ?? [] {
                let image = container["Image"]?.plain ?? ""
                let isReleased = image.hasPrefix(
                    "{{resolve:ssm:\(ParameterName.root(of: graph.profile))release/")
                if !isReleased, !image.contains("@sha256:") { return "\(image) is named by no digest" }
            }
            return nil
        },
        .each("AWS::ECR::Repository", "latest-tag") { repository, _ in
            repository.properties["ImageTagMutability"] == "IMMUTABLE"
                ? nil : "a name of an image may be given to another"
        },
        .each("AWS::ECS::Service", "spot-for-payments") { service, graph in
            guard service.properties["CapacityProviderStrategy"]?.allTexts.contains("FARGATE_SPOT") == true
            else { return nil }
            let payers = graph.profile.services.filter { $0.roles.contains("processor") }
            let name = service.properties["ServiceName"]?.plain ?? ""
            let pays = payers.contains { payer in
                Colour.allCases.contains { graph.profile.workload(payer, $0) == name }
            }
            return pays ? "payments run on capacity that may be taken away" : nil
        },
    ]

    private static func statements(of role: Resource) -> [Value] {
        (role.properties["Policies"]?.parts ?? []).flatMap { $0["PolicyDocument"]?["Statement"]?.parts ?? [] }
    }

    private static func names(in value: Value?) -> [String] {
        guard case .object(let fields)? = value else { return [] }
        return fields.flatMap { [$0.name] + names(in: $0.value) }
    }
}
