extension TerraformDraft {
    mutating func drawZone(_ resource: Resource, _ row: TerraformRow) {
        let tags = self.tags(resource.properties["HostedZoneTags"] ?? [], resource.region)
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("comment", resource.properties.at("HostedZoneConfig", "Comment"))
                .adding(tags.name, tags.value))
    }

    mutating func drawRecord(_ resource: Resource, _ row: TerraformRow) {
        var names = row.names
        // An alias names the zone of its target, a record its own; both are `zone_id`.
        names["EvaluateTargetHealth"] = "evaluate_target_health"
        add(
            row.type, resource.id.name, for: resource,
            object(resource.properties, names, resource.region)
                .adding("failover_routing_policy", resource.properties["Failover"].map { ["type": $0] }))
    }

    mutating func drawHealth(_ resource: Resource, _ row: TerraformRow) {
        let tags = self.tags(resource.properties["HealthCheckTags"] ?? [], resource.region)
        add(
            row.type, resource.id.name, for: resource,
            object(resource.properties["HealthCheckConfig"] ?? [:], row.names, resource.region)
                .adding(tags.name, tags.value))
    }

    /// A certificate, the records that prove its names, and the wait until it is issued.
    mutating func drawCertificate(_ resource: Resource, _ row: TerraformRow) {
        let name = resource.id.name
        let region = resource.region
        add(
            row.type, name, for: resource,
            body(of: resource, row).adding("lifecycle", ["create_before_destroy": true]))
        let zones = (resource.properties["DomainValidationOptions"]?.items ?? []).map { option in
            let domain = option["DomainName"]?.string ?? ""
            let zone = text(option["HostedZoneId"] ?? "", region: region)
            return "\(JSONText.quoted(domain)) = "
                + (zone.hasPrefix("${") ? String(zone.dropFirst(2).dropLast()) : "\"\(zone)\"")
        }
        add(
            "aws_route53_record", name + "Proof", for: resource,
            [
                "for_each":
                    .text(
                        "${{ for option in aws_acm_certificate.\(name).domain_validation_options : option.domain_name => option }}"
                    ),
                "allow_overwrite": true, "ttl": 60,
                "zone_id": .text("${lookup({\(zones.joined(separator: ", "))}, each.key)}"),
                "name": "${each.value.resource_record_name}", "type": "${each.value.resource_record_type}",
                "records": ["${each.value.resource_record_value}"],
            ])
        add(
            "aws_acm_certificate_validation", name, for: resource,
            [
                "certificate_arn": .text("${aws_acm_certificate.\(name).arn}"),
                "validation_record_fqdns": .text(
                    "${[for record in aws_route53_record.\(name)Proof : record.fqdn]}"),
            ])
    }

    mutating func drawDistribution(_ resource: Resource, _ row: TerraformRow) {
        let settings = resource.properties["DistributionConfig"] ?? [:]
        var distribution = object(
            settings.without("ViewerCertificate", "Restrictions", "CustomErrorResponses", "Origins"),
            row.names,
            resource.region)
        let certificate = settings["ViewerCertificate"].map { object($0, row.names, resource.region) }
        let origins = (settings["Origins"]?.items ?? []).map { origin -> Value in
            let body = object(origin.without("S3OriginConfig"), row.names, resource.region)
            guard let custom = body["custom_origin_config"] else { return body }
            // Terraform asks for both ports also where one protocol is used.
            return body.adding(
                "custom_origin_config",
                custom.adding("http_port", custom["http_port"] ?? 80).adding(
                    "https_port", custom["https_port"] ?? 443))
        }
        let errors = (settings["CustomErrorResponses"]?.items ?? []).map { error -> Value in
            object(error, ["ErrorCachingMinTTL": "error_caching_min_ttl"], resource.region)
        }
        let limits = settings.at("Restrictions", "GeoRestriction").map { object($0, [:], resource.region) }
        distribution = distribution.adding(
            "viewer_certificate", certificate ?? ["cloudfront_default_certificate": true]
        )
        .adding("origin", .list(origins)).adding(
            "custom_error_response", errors.isEmpty ? nil : .list(errors)
        )
        .adding("restrictions", ["geo_restriction": limits ?? ["restriction_type": "none"]])
        let tags = self.tags(resource.properties["Tags"] ?? [], resource.region)
        add(row.type, resource.id.name, for: resource, distribution.adding(tags.name, tags.value))
    }

    mutating func drawFunction(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        add(
            row.type, resource.id.name, for: resource,
            object(properties.without("FunctionConfig", "Tags"), row.names, resource.region)
                .adding("comment", properties.at("FunctionConfig", "Comment"))
                .adding("runtime", properties.at("FunctionConfig", "Runtime")))
    }
}
