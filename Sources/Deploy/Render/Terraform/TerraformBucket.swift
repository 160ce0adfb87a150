extension TerraformDraft {
    /// A bucket, and each of its settings as a resource of its own.
    mutating func drawBucket(_ resource: Resource, _ row: TerraformRow) {
        let properties = resource.properties
        let name = resource.id.name
        let bucket: Value = .text("${\(expression(resource.id, nil))}")
        var own: Value = ["bucket": value(properties["BucketName"] ?? "", region: resource.region)]
        if let tags = properties["Tags"] {
            let field = self.tags(tags, resource.region)
            own = own.adding(field.name, field.value)
        }
        add(row.type, name, for: resource, own)
        if let versions = properties["VersioningConfiguration"] {
            add(
                "aws_s3_bucket_versioning", name, for: resource,
                ["bucket": bucket, "versioning_configuration": object(versions, [:], resource.region)])
        }
        if let closed = properties["PublicAccessBlockConfiguration"] {
            add(
                "aws_s3_bucket_public_access_block", name, for: resource,
                object(closed, [:], resource.region).adding("bucket", bucket))
        }
        if let owner = properties["OwnershipControls"] {
            add(
                "aws_s3_bucket_ownership_controls", name, for: resource,
                ["bucket": bucket, "rule": converted(owner["Rules"] ?? [], [:], resource.region)])
        }
        drawEncryption(resource, bucket)
        drawLifecycle(resource, bucket)
        drawLogging(resource, bucket)
        drawReplication(resource, bucket)
    }

    private mutating func drawEncryption(_ resource: Resource, _ bucket: Value) {
        guard let rules = resource.properties.at("BucketEncryption", "ServerSideEncryptionConfiguration")
        else { return }
        let names = [
            "ServerSideEncryptionByDefault": "apply_server_side_encryption_by_default",
            "KMSMasterKeyID": "kms_master_key_id", "SSEAlgorithm": "sse_algorithm",
        ]
        add(
            "aws_s3_bucket_server_side_encryption_configuration", resource.id.name, for: resource,
            ["bucket": bucket, "rule": converted(rules, names, resource.region)])
    }

    private mutating func drawLifecycle(_ resource: Resource, _ bucket: Value) {
        guard let rules = resource.properties.at("LifecycleConfiguration", "Rules")?.items else { return }
        let all = rules.map { rule -> Value in
            let moves = (rule["Transitions"]?.items ?? []).map { move -> Value in
                [
                    "days": move["TransitionInDays"] ?? 90,
                    "storage_class": move["StorageClass"] ?? "GLACIER_IR",
                ]
            }
            let base: Value = [
                "id": rule["Id"] ?? "rule", "status": rule["Status"] ?? "Enabled", "filter": [:],
            ]
            return
                base
                .adding("expiration", rule["ExpirationInDays"].map { ["days": $0] })
                .adding("transition", moves.isEmpty ? nil : .list(moves))
                .adding(
                    "noncurrent_version_expiration",
                    rule.at("NoncurrentVersionExpiration", "NoncurrentDays").map { ["noncurrent_days": $0] }
                )
                .adding(
                    "abort_incomplete_multipart_upload",
                    rule.at("AbortIncompleteMultipartUpload", "DaysAfterInitiation").map {
                        ["days_after_initiation": $0]
                    })
        }
        add(
            "aws_s3_bucket_lifecycle_configuration", resource.id.name, for: resource,
            ["bucket": bucket, "rule": .list(all)])
    }

    private mutating func drawLogging(_ resource: Resource, _ bucket: Value) {
        guard let log = resource.properties["LoggingConfiguration"] else { return }
        add(
            "aws_s3_bucket_logging", resource.id.name, for: resource,
            [
                "bucket": bucket,
                "target_bucket": value(log["DestinationBucketName"] ?? "", region: resource.region),
                "target_prefix": log["LogFilePrefix"] ?? "",
            ])
    }

    private mutating func drawReplication(_ resource: Resource, _ bucket: Value) {
        guard let copying = resource.properties["ReplicationConfiguration"] else { return }
        let names = [
            "ReplicaKmsKeyID": "replica_kms_key_id", "SseKmsEncryptedObjects": "sse_kms_encrypted_objects",
        ]
        let rules = converted(copying["Rules"] ?? [], names, resource.region)
        add(
            "aws_s3_bucket_replication_configuration", resource.id.name, for: resource,
            ["bucket": bucket, "role": value(copying["Role"] ?? "", region: resource.region), "rule": rules])
    }
}
