"""Networks: their parts, doors and ways."""

from readers import READERS, listed, reader

listed("AWS::EC2::VPC", "ec2", "describe_vpcs", "Vpcs", "VpcId")
listed("AWS::EC2::Subnet", "ec2", "describe_subnets", "Subnets", "SubnetId")
listed("AWS::EC2::InternetGateway", "ec2", "describe_internet_gateways", "InternetGateways", "InternetGatewayId")
listed("AWS::EC2::RouteTable", "ec2", "describe_route_tables", "RouteTables", "RouteTableId")


@reader("AWS::EC2::VPCEndpoint")
def endpoints(at):
    found = at.every("ec2", "describe_vpc_endpoints", "VpcEndpoints")
    return {each["VpcEndpointId"]: each | {"SecurityGroupIds": [g["GroupId"] for g in each.get("Groups", [])]} for each in found}


@reader("AWS::EC2::EIP")
def addresses(at):
    """By either name: stacks note the address, commands what it was allocated as."""
    found = at.every("ec2", "describe_addresses", "Addresses")
    return {each["PublicIp"]: each for each in found} | {each["AllocationId"]: each for each in found}


@reader("AWS::EC2::NatGateway")
def gateways(at):
    found = {}
    for each in at.every("ec2", "describe_nat_gateways", "NatGateways"):
        if each["State"] in ("pending", "available"):
            found[each["NatGatewayId"]] = each | {"AllocationId": (each.get("NatGatewayAddresses") or [{}])[0].get("AllocationId")}
    return found


@reader("AWS::EC2::SecurityGroup")
def groups(at):
    return {
        each["GroupId"]: each | {"GroupDescription": each["Description"], "Ref": each["GroupId"]}
        | {side: [rule for one in each[said] for rule in rules(one, other)]
           for side, said, other in (("SecurityGroupIngress", "IpPermissions", "Source"),
                                     ("SecurityGroupEgress", "IpPermissionsEgress", "Destination"))}
        for each in at.every("ec2", "describe_security_groups", "SecurityGroups")
    }


def rules(permission, other):
    """A service's permission in the words of templates: one rule for each place."""
    base = {"IpProtocol": permission["IpProtocol"]} | {k: permission[k] for k in ("FromPort", "ToPort") if k in permission}
    places = [("CidrIp", "CidrIp", "IpRanges"), (f"{other}SecurityGroupId", "GroupId", "UserIdGroupPairs"),
              (f"{other}PrefixListId", "PrefixListId", "PrefixListIds")]
    return [
        base | {name: each[key]} | ({"Description": each["Description"]} if "Description" in each else {})
        for name, key, path in places for each in permission.get(path, [])
    ]


def one_rule(side, other):
    def read(at):
        found = {}
        for group in groups(at).values():
            for rule in group[side]:
                rule = rule | {"GroupId": group["GroupId"]}
                found[rule_name(rule, other)] = rule
        return found

    return read


def rule_name(rule, other):
    place = next((rule[k] for k in ("CidrIp", f"{other}SecurityGroupId", f"{other}PrefixListId") if rule.get(k)), "")
    return "|".join(str(x) for x in (rule["GroupId"], rule["IpProtocol"], rule.get("FromPort", ""), rule.get("ToPort", ""), place))


READERS["AWS::EC2::SecurityGroupIngress"] = one_rule("SecurityGroupIngress", "Source")
READERS["AWS::EC2::SecurityGroupEgress"] = one_rule("SecurityGroupEgress", "Destination")


@reader("AWS::EC2::Route")
def routes(at):
    found = {}
    for table in at.every("ec2", "describe_route_tables", "RouteTables"):
        for route in table["Routes"]:
            found[f"{table['RouteTableId']}|{route.get('DestinationCidrBlock', '')}"] = route
    return found


@reader("AWS::EC2::SubnetRouteTableAssociation")
def associations(at):
    found = {}
    for table in at.every("ec2", "describe_route_tables", "RouteTables"):
        for each in table["Associations"]:
            if each.get("SubnetId"):
                found[each["SubnetId"]] = {"RouteTableId": table["RouteTableId"]}
    return found


@reader("AWS::EC2::VPCGatewayAttachment")
def attachments(at):
    found = {}
    for gateway in at.every("ec2", "describe_internet_gateways", "InternetGateways"):
        for each in gateway["Attachments"]:
            found[each["VpcId"]] = {"InternetGatewayId": gateway["InternetGatewayId"]}
    return found


@reader("AWS::EC2::FlowLog")
def flow_logs(at):
    return {each["ResourceId"]: each for each in at.every("ec2", "describe_flow_logs", "FlowLogs")}
