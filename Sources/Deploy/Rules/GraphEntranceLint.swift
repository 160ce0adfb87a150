extension GraphLint {
    /// Networks, names and public entrances.
    static let entrances: [Look] = [
        .each("AWS::EC2::Subnet", "subnet-without-route") { subnet, graph in
            let has = graph.resources.contains {
                $0.type == "AWS::EC2::SubnetRouteTableAssociation"
                    && $0.properties["SubnetId"] == .reference(subnet.id)
            }
            return has ? nil : "it has no table of routes"
        },
        .each("AWS::EC2::Subnet", "subnet-tags-for-elb") { subnet, graph in
            guard graph.profile.shape == .eks, !subnet.id.name.hasPrefix("Data") else { return nil }
            let keys = subnet.properties["Tags"]?.parts.compactMap { $0["Key"]?.plain } ?? []
            let wanted =
                subnet.id.name.hasPrefix("Public")
                ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb"
            return keys.contains(wanted) ? nil : "the tag \(wanted) is missing"
        },
        .each("AWS::EC2::VPC", "no-flow-logs") { vpc, graph in
            guard graph.profile.environment.tier == .regulated else { return nil }
            let has = graph.resources.contains {
                $0.type == "AWS::EC2::FlowLog" && $0.properties["ResourceId"] == .reference(vpc.id)
            }
            return has ? nil : "nobody records who talked to whom"
        },
        .each("AWS::EC2::SecurityGroup", "sg-incomplete") { group, _ in
            for rule in group.properties["SecurityGroupIngress"]?.parts ?? [] {
                if rule["Description"] == nil { return "a rule says nothing of itself" }
                if rule["CidrIp"] == "0.0.0.0/0", ![443, 80].contains(rule["FromPort"]) {
                    return "a port other than HTTP's is open to the world"
                }
            }
            return nil
        },
        .each("AWS::WAFv2::WebACL", "waf-scope") { firewall, _ in
            firewall.properties["Scope"] == "CLOUDFRONT" && firewall.region != "us-east-1"
                ? "the content network's firewall stands in us-east-1" : nil
        },
        .each("AWS::WAFv2::WebACL", "waf-not-associated") { firewall, graph in
            let used =
                graph.resources.contains {
                    $0.id != firewall.id && $0.type != "AWS::WAFv2::LoggingConfiguration"
                        && $0.properties.references.contains(firewall.id)
                } || graph.objects.contains { $0.body.references.contains(firewall.id) }
            return used ? nil : "it stands before nothing"
        },
        .each("AWS::CloudFront::Distribution", "cert-region") { distribution, graph in
            let ids = distribution.properties["DistributionConfig"]?["ViewerCertificate"]?.references ?? []
            let wrong = ids.first { graph[$0]?.region != "us-east-1" }
            return ids.isEmpty
                ? "it has no certificate of its hosts" : wrong.map { "\($0.name) is not in us-east-1" }
        },
        .each("AWS::CloudFront::Distribution", "cdn-legacy-oai") { distribution, _ in
            let origins = distribution.properties["DistributionConfig"]?["Origins"]?.parts ?? []
            let old = origins.contains { $0["S3OriginConfig"] != nil && $0["OriginAccessControlId"] == nil }
            return old ? "a bucket is reached without an origin access control" : nil
        },
        .each("AWS::CloudFront::Distribution", "spa-fallback") { distribution, _ in
            let config = distribution.properties["DistributionConfig"]
            let isBucket = config?["DefaultCacheBehavior"]?["TargetOriginId"] == "bucket"
            let has = config?["DefaultCacheBehavior"]?["FunctionAssociations"] != nil
            return isBucket && !has ? "paths of screens end in errors" : nil
        },
        .each("AWS::CloudFront::Distribution", "dns-record-missing") { distribution, graph in
            let hosts = distribution.properties["DistributionConfig"]?["Aliases"]?.allTexts ?? []
            let named = Set(
                graph.resources.filter {
                    $0.type == "AWS::Route53::RecordSet" && $0.properties["Type"] == "A"
                }
                .compactMap { $0.properties["Name"]?.plain })
            return hosts.first { !named.contains($0) }.map { "no record leads \($0) to it" }
        },
        .each("AWS::ElasticLoadBalancingV2::Listener", "tls-policy") { listener, _ in
            guard listener.properties["Protocol"] == "HTTPS" else { return nil }
            let policy = listener.properties["SslPolicy"]?.plain ?? ""
            return policy.hasPrefix("ELBSecurityPolicy-TLS13-1-")
                ? nil : "\(policy) allows TLS older than 1.2"
        },
        .each("AWS::ElasticLoadBalancingV2::LoadBalancer", "ssl-redirect-without-http") { balancer, graph in
            let has = graph.resources.contains { listener in
                listener.type == "AWS::ElasticLoadBalancingV2::Listener" && listener.properties["Port"] == 80
                    && listener.properties["LoadBalancerArn"] == .reference(balancer.id)
                    && listener.properties["DefaultActions"]?.allTexts.contains("redirect") == true
            }
            return has ? nil : "nothing leads from HTTP to HTTPS"
        },
    ]
}
