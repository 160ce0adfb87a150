"""Where users come in: names, certificates, networks of delivery, firewalls, balancers."""

from readers import reader


@reader("AWS::ElasticLoadBalancingV2::LoadBalancer")
def balancers(at):
    found = {}
    for each in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        kept = at.ask("elbv2", "describe_load_balancer_attributes", LoadBalancerArn=each["LoadBalancerArn"])["Attributes"]
        found[each["LoadBalancerName"]] = each | {
            "Ref": each["LoadBalancerArn"], "LoadBalancerAttributes": kept,
            "Subnets": [z["SubnetId"] for z in each.get("AvailabilityZones", [])], "Name": each["LoadBalancerName"],
        }
    return found


@reader("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_groups(at):
    found = {}
    for each in at.every("elbv2", "describe_target_groups", "TargetGroups"):
        kept = at.ask("elbv2", "describe_target_group_attributes", TargetGroupArn=each["TargetGroupArn"])["Attributes"]
        found[each["TargetGroupName"]] = each | {"Ref": each["TargetGroupArn"], "TargetGroupAttributes": kept}
    return found


@reader("AWS::ElasticLoadBalancingV2::Listener")
def listeners(at):
    found = {}
    for balancer in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        for each in at.every("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer["LoadBalancerArn"]):
            found[f"{balancer['LoadBalancerArn']}|{each['Port']}"] = each | {"Ref": each["ListenerArn"]}
    return found


@reader("AWS::ElasticLoadBalancingV2::ListenerRule")
def listener_rules(at):
    found = {}
    for listener in listeners(at).values():
        for each in at.every("elbv2", "describe_rules", "Rules", ListenerArn=listener["ListenerArn"]):
            found[f"{listener['ListenerArn']}|{each['Priority']}"] = each
    return found


@reader("AWS::CloudFront::Distribution")
def distributions(at):
    found = {}
    for each in at.every("cloudfront", "list_distributions", "DistributionList.Items"):
        said = at.ask("cloudfront", "get_distribution_config", Id=each["Id"])["DistributionConfig"]
        # Templates say some of it at other places.
        said |= {"IPV6Enabled": said.get("IsIPV6Enabled")}
        for behaviour in [said.get("DefaultCacheBehavior", {}), *said.get("CacheBehaviors", {}).get("Items", [])]:
            behaviour |= {"CachedMethods": behaviour.get("AllowedMethods", {}).get("CachedMethods")}
        found["|".join(sorted(said.get("Aliases", {}).get("Items", [])))] = {
            "DistributionConfig": said, "Ref": each["Id"], "DomainName": each["DomainName"],
            "Arn": each["ARN"],
        }
    return found


@reader("AWS::CloudFront::OriginAccessControl")
def origin_access(at):
    found = {}
    for each in at.every("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items"):
        found[each["Name"]] = {"OriginAccessControlConfig": each, "Id": each["Id"], "Ref": each["Id"]}
    return found


@reader("AWS::CloudFront::Function")
def edge_functions(at):
    return {
        each["Name"]: each | {"FunctionMetadata.FunctionARN": each["FunctionMetadata"]["FunctionARN"]}
        for each in at.every("cloudfront", "list_functions", "FunctionList.Items")
    }


@reader("AWS::CloudFront::ResponseHeadersPolicy")
def header_policies(at):
    found = {}
    for each in at.every("cloudfront", "list_response_headers_policies", "ResponseHeadersPolicyList.Items", Type="custom"):
        said = each["ResponseHeadersPolicy"]
        found[said["ResponseHeadersPolicyConfig"]["Name"]] = said | {"Ref": said["Id"]}
    return found


@reader("AWS::Route53::HostedZone")
def zones(at):
    found = {}
    for each in at.every("route53", "list_hosted_zones", "HostedZones"):
        name = each["Id"].rsplit("/", 1)[-1]
        seen = at.ask("route53", "get_hosted_zone", Id=name).get("VPCs") or []
        found[name] = each | {"Name": each["Name"].rstrip("."), "HostedZoneConfig": each.get("Config"),
                              "VPCs": [{"VPCId": v["VPCId"], "VPCRegion": v["VPCRegion"]} for v in seen]}
    return found


@reader("AWS::Route53::RecordSet")
def records(at):
    found = {}
    for zone in at.every("route53", "list_hosted_zones", "HostedZones"):
        name = zone["Id"].rsplit("/", 1)[-1]
        for each in at.every("route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=name):
            host = each["Name"].rstrip(".").replace("\\052", "*")
            found[f"{name}|{host}|{each['Type']}|{each.get('SetIdentifier', '')}"] = each | {
                "Name": host, "AliasTarget": each.get("AliasTarget") and each["AliasTarget"]
                | {"DNSName": each["AliasTarget"]["DNSName"].rstrip(".")}, "ResourceRecords": [r["Value"].rstrip(".") for r in each.get("ResourceRecords", [])],
            }
    return found


@reader("AWS::Route53::HealthCheck")
def health_checks(at):
    return {
        each["HealthCheckConfig"].get("FullyQualifiedDomainName", each["Id"]): each | {"HealthCheckId": each["Id"], "Ref": each["Id"]}
        for each in at.every("route53", "list_health_checks", "HealthChecks")
    }


@reader("AWS::CertificateManager::Certificate")
def certificates(at):
    found = {}
    for each in at.every("acm", "list_certificates", "CertificateSummaryList"):
        said = at.ask("acm", "describe_certificate", CertificateArn=each["CertificateArn"])["Certificate"]
        # The domain itself is among the service's names and not among a template's.
        others = [name for name in said.get("SubjectAlternativeNames", []) if name != said["DomainName"]]
        found[said["CertificateArn"]] = {"DomainName": said["DomainName"], "SubjectAlternativeNames": others}
    return found


@reader("AWS::WAFv2::WebACL")
def firewalls(at):
    found = {}
    for scope in ("REGIONAL", "CLOUDFRONT") if at.region == "us-east-1" else ("REGIONAL",):
        for each in at.ask("wafv2", "list_web_acls", Scope=scope).get("WebACLs", []):
            said = at.ask("wafv2", "get_web_acl", Name=each["Name"], Scope=scope, Id=each["Id"])["WebACL"]
            found[f"{scope}|{each['Name']}"] = said | {"Scope": scope, "Arn": each["ARN"]}
    return found


@reader("AWS::WAFv2::WebACLAssociation")
def guarded(at):
    found = {}
    for each in at.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        said = at.ask_or_not("wafv2", "get_web_acl_for_resource", ResourceArn=each["LoadBalancerArn"]).get("WebACL")
        if said:
            found[each["LoadBalancerArn"]] = {"WebACLArn": said["ARN"]}
    return found


@reader("AWS::WAFv2::LoggingConfiguration")
def firewall_logs(at):
    found = at.other().ask("wafv2", "list_logging_configurations", Scope="REGIONAL").get("LoggingConfigurations", [])
    return {each["ResourceArn"]: each for each in found}


@reader("AWS::Shield::Protection")
def shields(at):
    return {each["ResourceArn"]: each for each in at.every("shield", "list_protections", "Protections")}
