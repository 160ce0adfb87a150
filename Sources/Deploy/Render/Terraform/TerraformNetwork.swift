extension TerraformDraft {
    /// A security group; its rules are resources of their own.
    mutating func drawGroup(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        var group = object(
            properties.without(
                "SecurityGroupIngress", "SecurityGroupEgress", "GroupName", "GroupDescription"),
            row.names, resource.region)
        group = group.adding("name", properties["GroupName"].map { value($0, region: resource.region) })
            .adding("description", properties["GroupDescription"].map { value($0, region: resource.region) })
        add(row.type, resource.id.name, for: resource, group)
        for (list, type) in [("SecurityGroupIngress", "ingress"), ("SecurityGroupEgress", "egress")] {
            for (place, rule) in (properties[list]?.items ?? []).enumerated() {
                let body = ruleBody(rule, resource.region)
                    .adding("security_group_id", .text("${\(expression(resource.id, "GroupId"))}"))
                add(
                    "aws_vpc_security_group_\(type)_rule", "\(resource.id.name)_\(type)_\(place + 1)",
                    for: resource, body)
            }
        }
    }

    mutating func drawRule(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, ruleBody(resource.properties, resource.region))
    }

    /// A rule for every protocol names no ports.
    private func ruleBody(_ rule: Value, _ region: String) -> Value {
        let body = object(rule, TerraformTypes.rule, region)
        return rule["IpProtocol"]?.string == "-1" ? body.without("from_port", "to_port") : body
    }

    mutating func drawFlowLog(_ resource: Resource, _ row: TerraformRow) {
        var group: Value?
        if case .reference(let id)? = resource.properties["LogGroupName"] {
            group = .text("${\(expression(id, "Arn"))}")
        }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("log_destination", group))
    }

    mutating func drawLaunchTemplate(_ resource: Resource, _ row: TerraformRow) {
        let data = resource.properties["LaunchTemplateData"] ?? [:]
        let specifications = (data["TagSpecifications"]?.items ?? []).map { item -> Value in
            .object([
                Value.Field("resource_type", item["ResourceType"] ?? "instance"),
                tags(item["Tags"] ?? [], resource.region),
            ])
        }
        let names = ["SecurityGroupIds": "vpc_security_group_ids"]
        add(
            row.type, resource.id.name, for: resource,
            object(data.without("TagSpecifications"), names, resource.region)
                .adding("name", resource.properties["LaunchTemplateName"])
                .adding("tag_specifications", .list(specifications)))
    }

    mutating func drawRole(_ resource: Resource, _ row: TerraformRow) {
        let name = resource.id.name
        let role: Value = .text("${\(expression(resource.id, nil))}")
        add(row.type, name, for: resource, body(of: resource, row))
        for (place, policy) in (resource.properties["Policies"]?.items ?? []).enumerated() {
            add(
                "aws_iam_role_policy", "\(name)_\(place + 1)", for: resource,
                [
                    "name": policy["PolicyName"] ?? "policy", "role": role,
                    "policy": .text(json(policy["PolicyDocument"] ?? [:], region: resource.region)),
                ])
        }
        for (place, policy) in (resource.properties["ManagedPolicyArns"]?.items ?? []).enumerated() {
            add(
                "aws_iam_role_policy_attachment", "\(name)_\(place + 1)", for: resource,
                ["role": role, "policy_arn": value(policy, region: resource.region)])
        }
    }
}
