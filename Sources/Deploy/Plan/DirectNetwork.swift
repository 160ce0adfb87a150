/// The types that are made directly, each with its commands.
enum DirectTypes {
    static let of: [String: DirectType] = network.merging(cluster) { $1 }.merging(edge) { $1 }
        .merging(account) { $1 }.merging(streams) { $1 }

    private static let network: [String: DirectType] = [
        "AWS::EC2::EIP": DirectType(
            make: { at in
                [
                    ["ec2", "allocate-address"]
                        + at.input([Value.Field("Domain", "vpc"), at.tagSpecification("elastic-ip")])
                ]
            },
            find: { at in ["ec2", "describe-addresses", "--filters", at.filter] },
            answers: ["ref": "Addresses[0].PublicIp", "AllocationId": "Addresses[0].AllocationId"],
            remove: { at in
                [["ec2", "release-address", "--allocation-id", at.own("AllocationId")]]
            }),
        "AWS::EC2::NatGateway": DirectType(
            make: { at in
                [
                    ["ec2", "create-nat-gateway"]
                        + at.input(
                            at.resource.properties.only(["SubnetId", "AllocationId", "ConnectivityType"]) + [
                                Value.Field("ClientToken", .text(at.token)),
                                at.tagSpecification("natgateway"),
                            ])
                ]
            },
            find: { at in
                [
                    "ec2", "describe-nat-gateways", "--filter", at.filter,
                    "Name=state,Values=pending,available",
                ]
            },
            answers: ["ref": "NatGateways[0].NatGatewayId", "NatGatewayId": "NatGateways[0].NatGatewayId"],
            remove: { at in [["ec2", "delete-nat-gateway", "--nat-gateway-id", at.own(nil)]] },
            settles: ("NatGateways[0].State", ["available"], ["failed"])),
        "AWS::EC2::FlowLog": DirectType(
            make: { at in
                [
                    ["ec2", "create-flow-logs"]
                        + at.input(
                            [
                                Value.Field("ResourceIds", [at.value("ResourceId")]),
                                Value.Field("ClientToken", .text(at.token)),
                            ]
                                + at.resource.properties.except(["ResourceId", "Tags"])
                                + [at.tagSpecification("vpc-flow-log")])
                ]
            },
            find: { at in
                [
                    "ec2", "describe-flow-logs", "--filter",
                    .join(["Name=resource-id,Values=", at.word("ResourceId")]),
                ]
            },
            answers: ["ref": "FlowLogs[0].FlowLogId"],
            remove: { at in [["ec2", "delete-flow-logs", "--flow-log-ids", at.own(nil)]] },
            forgives: ["FlowLogAlreadyExists"]),
        "AWS::EC2::SecurityGroupIngress": rule("authorize-security-group-ingress", other: "Source"),
        "AWS::EC2::SecurityGroupEgress": rule("authorize-security-group-egress", other: "Destination"),
    ]

    private static func rule(_ verb: String, other: String) -> DirectType {
        DirectType(
            make: { at in
                var permission = at.resource.properties.only(["IpProtocol", "FromPort", "ToPort"])
                let why = at.resource.properties.only(["Description"])
                if let range = at.resource.properties["CidrIp"] {
                    permission.append(
                        Value.Field("IpRanges", [.object([Value.Field("CidrIp", range)] + why)]))
                }
                if let group = at.resource.properties["\(other)SecurityGroupId"] {
                    permission.append(
                        Value.Field("UserIdGroupPairs", [.object([Value.Field("GroupId", group)] + why)]))
                }
                if let list = at.resource.properties["\(other)PrefixListId"] {
                    permission.append(
                        Value.Field("PrefixListIds", [.object([Value.Field("PrefixListId", list)] + why)]))
                }
                let fields = [
                    Value.Field("GroupId", at.value("GroupId")),
                    Value.Field("IpPermissions", [.object(permission)]),
                ]
                return [["ec2", .text(verb)] + at.input(fields)]
            }, forgives: ["InvalidPermission.Duplicate"])
    }
}

extension DirectPlace {
    /// What stands for the resource itself, or an attribute of it, as it was told.
    func own(_ attribute: String?) -> Word {
        .parameter(ParameterName.of(resource.id, attribute, in: graph), region: resource.region)
    }
}
