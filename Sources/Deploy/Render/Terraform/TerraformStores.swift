extension TerraformDraft {
    /// A database: its password is read from its secret and handed on without a trace in the state.
    mutating func drawDatabase(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        var database = body(of: resource, row)
        if case .text(let text)? = properties["MasterUserPassword"],
            let words = Self.resolves(in: .text(text)).first, words.count > 3
        {
            database = password(words, resource, database)
        }
        let identifier = properties["DBInstanceIdentifier"]?.string ?? "database"
        database = database.adding("skip_final_snapshot", .truth(resource.retention != .snapshot))
        if resource.retention == .snapshot {
            database = database.adding("final_snapshot_identifier", .text("\(identifier)-final"))
        }
        add(row.type, resource.id.name, for: resource, database)
        guard let target = properties["AutomaticBackupReplicationRegion"]?.string else { return }
        let key = properties["AutomaticBackupReplicationKmsKeyId"]
        add(
            "aws_db_instance_automated_backups_replication", resource.id.name, for: resource, region: target,
            (["source_db_instance_arn": .text("${\(expression(resource.id, "DBInstanceArn"))}")] as Value)
                .adding("kms_key_id", key.map { value($0, region: target) })
                .adding("retention_period", properties["BackupRetentionPeriod"]))
    }

    private mutating func password(_ words: [String], _ resource: Resource, _ database: Value) -> Value {
        let (own, secret) = secret(words[1])
        let name = resource.id.name
        ephemeral.append(
            Block(
                type: "aws_secretsmanager_secret_version", name: name,
                body: [
                    "provider": .text("aws.\(own?.region ?? resource.region)"), "secret_id": .text(secret),
                ]))
        let place = "ephemeral.aws_secretsmanager_secret_version.\(name).secret_string"
        return database.adding("password_wo", .text("${jsondecode(\(place))[\"\(words[3])\"]}"))
            .adding("password_wo_version", 1)
    }

    mutating func drawParameters(_ resource: Resource, _ row: TerraformRow) {
        let parameters = (resource.properties["Parameters"]?.fields ?? []).map { field -> Value in
            [
                "name": .text(field.name), "value": value(field.value, region: resource.region),
                "apply_method": "pending-reboot",
            ]
        }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("parameter", .list(parameters)))
    }

    mutating func drawCache(_ resource: Resource, _ row: TerraformRow) {
        let logs = (resource.properties["LogDeliveryConfigurations"]?.items ?? []).map { log -> Value in
            let group = log.at("DestinationDetails", "CloudWatchLogsDetails", "LogGroup") ?? ""
            return [
                "destination": value(group, region: resource.region),
                "log_type": log["LogType"] ?? "slow-log",
                "destination_type": log["DestinationType"] ?? "cloudwatch-logs",
                "log_format": log["LogFormat"] ?? "json",
            ]
        }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding("log_delivery_configuration", .list(logs)))
    }

    mutating func drawEvents(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let encryption = properties["EncryptionInfo"] ?? [:]
        let key = encryption.at("EncryptionAtRest", "DataVolumeKMSKeyId").map {
            value($0, region: resource.region)
        }
        let transit = object(encryption["EncryptionInTransit"] ?? [:], [:], resource.region)
        let sasl = properties.at("ClientAuthentication", "Sasl") ?? [:]
        let ways = sasl.fields.map { Value.Field($0.name.lowercased(), $0.value["Enabled"] ?? true) }
        let authorities = properties.at("ClientAuthentication", "Tls", "CertificateAuthorityArnList")
        let tls = authorities.map { ["certificate_authority_arns": $0] as Value }
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row)
                .adding(
                    "encryption_info",
                    (["encryption_in_transit": transit] as Value).adding(
                        "encryption_at_rest_kms_key_arn", key)
                )
                .adding(
                    "client_authentication", (["sasl": .object(ways)] as Value).adding("tls", tls)))
    }

    mutating func drawQueue(_ resource: Resource, _ row: TerraformRow) {
        var queue = body(of: resource, row)
        for (property, name) in [
            ("RedrivePolicy", "redrive_policy"), ("RedriveAllowPolicy", "redrive_allow_policy"),
        ] {
            queue = queue.adding(
                name, resource.properties[property].map { .text(json($0, region: resource.region)) })
        }
        add(row.type, resource.id.name, for: resource, queue)
    }

    mutating func drawRepository(_ resource: Resource, _ row: TerraformRow) {
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
        guard let rules = resource.properties.at("LifecyclePolicy", "LifecyclePolicyText") else { return }
        add(
            "aws_ecr_lifecycle_policy", resource.id.name, for: resource,
            [
                "repository": .text("${\(expression(resource.id, nil))}"),
                "policy": value(rules, region: resource.region),
            ])
    }

    /// A secret and its first value, drawn by AWS; the value is in no state.
    mutating func drawSecret(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let name = resource.id.name
        let copies = (properties["ReplicaRegions"]?.items ?? []).map { object($0, [:], resource.region) }
        add(
            row.type, name, for: resource,
            object(properties.without("GenerateSecretString", "ReplicaRegions"), row.names, resource.region)
                .adding("replica", copies.isEmpty ? nil : .list(copies)))
        guard let drawn = properties["GenerateSecretString"] else { return }
        ephemeral.append(
            Block(
                type: "aws_secretsmanager_random_password", name: name,
                body: [
                    "provider": .text("aws.\(resource.region)"),
                    "password_length": drawn["PasswordLength"] ?? 32,
                    "exclude_punctuation": drawn["ExcludePunctuation"] ?? false,
                ]))
        let password = "ephemeral.aws_secretsmanager_random_password.\(name).random_password"
        var text = "${\(password)}"
        if let key = drawn["GenerateStringKey"]?.string {
            let rest = drawn["SecretStringTemplate"].map { self.text($0, region: resource.region) } ?? "{}"
            text = "${jsonencode(merge(jsondecode(\(JSONText.quoted(rest))), {\"\(key)\" = \(password)}))}"
        }
        add(
            "aws_secretsmanager_secret_version", name, for: resource,
            [
                "secret_id": .text("${\(expression(resource.id, nil))}"), "secret_string_wo": .text(text),
                "secret_string_wo_version": 1,
            ])
    }
}
