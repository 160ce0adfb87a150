/// Buckets: for files, for screens, and for the logs of everything else.
extension Draft {
    /// The name of the bucket of logs of a region.
    func logBucketName(_ at: Place) -> String { "\(profile.names.prefix)-logs-\(account)-\(at.region)" }

    /// Adds the bucket that logs of buckets, load balancers and content networks go to.
    mutating func drawLogBucket(_ at: Place) {
        let name = logBucketName(at)
        let home: Value = .text("arn:aws:s3:::\(name)")
        let inside: Value = .text("arn:aws:s3:::\(name)/*")
        add(
            at("LogBucket"), "AWS::S3::Bucket", .data, at, from: "audit", keep: .retain,
            waive: LinterWaiver.because("It is the bucket of logs: it would log itself.", "CKV_AWS_18"),
            [
                "BucketName": .text(name), "BucketEncryption": Self.encryption(nil),
                "PublicAccessBlockConfiguration": Self.closed,
                "VersioningConfiguration": ["Status": "Enabled"],
                "OwnershipControls": ["Rules": [["ObjectOwnership": "BucketOwnerPreferred"]]],
                "LifecycleConfiguration": [
                    "Rules": [
                        [
                            "Id": "expire", "Status": "Enabled",
                            "ExpirationInDays": .integer(profile.audit.logDays),
                            "NoncurrentVersionExpiration": ["NoncurrentDays": 30],
                            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 7],
                        ]
                    ]
                ],
            ])
        let own: Value = ["StringEquals": ["aws:SourceAccount": .text(account)]]
        var statements: [Value] = [Self.onlyTLS(home, inside)]
        for (title, service) in [
            ("Buckets", "logging.s3.amazonaws.com"),
            ("Balancers", "logdelivery.elasticloadbalancing.amazonaws.com"),
        ] {
            statements.append([
                "Sid": .text(title), "Effect": "Allow", "Principal": ["Service": .text(service)],
                "Action": "s3:PutObject", "Resource": inside, "Condition": own,
            ])
        }
        for (title, service, used) in [
            ("Trail", "cloudtrail.amazonaws.com", profile.audit.trail),
            ("Config", "config.amazonaws.com", profile.audit.config),
        ] where used {
            statements.append([
                "Sid": .text(title + "Looks"), "Effect": "Allow", "Principal": ["Service": .text(service)],
                "Action": ["s3:GetBucketAcl", "s3:ListBucket"], "Resource": home, "Condition": own,
            ])
            statements.append([
                "Sid": .text(title + "Writes"), "Effect": "Allow", "Principal": ["Service": .text(service)],
                "Action": "s3:PutObject", "Resource": inside, "Condition": own,
            ])
        }
        add(
            at("LogBucketPolicy"), "AWS::S3::BucketPolicy", .data, at, from: "audit",
            ["Bucket": .reference(at("LogBucket")), "PolicyDocument": .policy(statements)])
    }

    /// Adds a region's buckets of files and screens.
    mutating func drawBuckets(_ at: Place) {
        for bucket in profile.data.buckets { drawFiles(bucket, at) }
        guard at.isPrimary else { return }
        for web in profile.screens {
            let id: ResourceID = at(web.bucketID)
            guard !has(id) else { continue }
            drawBucket(
                id, web.bucket, key: nil, keepDays: web.versionDays ?? 30, archive: nil, at, layer: .data,
                from: "web.\(web.name)")
        }
    }

    private mutating func drawFiles(_ bucket: BucketPlan, _ at: Place) {
        let id = bucket.use.graphName + "Bucket"
        let target = profile.places.first { !$0.isPrimary }
        guard at.isPrimary else {
            // The copy stands in the layer before, so that the primary's data can name it.
            guard bucket.replicate, at == target else { return }
            drawBucket(
                at(id), copyName(bucket, at), key: key("data", at), keepDays: 90, archive: bucket.archiveDays,
                at,
                layer: .network, logs: false, from: "data.\(bucket.use)")
            drawOnlyTLS(
                at(id), at(id + "Policy"), copyName(bucket, at), .network, at, from: "data.\(bucket.use)")
            return
        }
        drawBucket(
            at(id), bucket.name, key: key("data", at), keepDays: 90, archive: bucket.archiveDays, at,
            layer: .data,
            from: "data.\(bucket.use)")
        drawOnlyTLS(at(id), at(id + "Policy"), bucket.name, .data, at, from: "data.\(bucket.use)")
        if bucket.replicate, let target { drawCopying(bucket, id, to: target) }
    }

    /// The name of a bucket's copy in another region.
    private func copyName(_ bucket: BucketPlan, _ at: Place) -> String {
        let primary = profile.regions.primary
        return bucket.name.hasSuffix(primary)
            ? String(bucket.name.dropLast(primary.count)) + at.region : "\(bucket.name)-\(at.region)"
    }

    private mutating func drawCopying(_ bucket: BucketPlan, _ id: String, to target: Place) {
        let home = profile.home
        let source: Value = .text("arn:aws:s3:::\(bucket.name)")
        let copy = "arn:aws:s3:::\(copyName(bucket, target))"
        add(
            home(id + "CopyRole"), "AWS::IAM::Role", .data, home, from: "data.\(bucket.use)",
            [
                "RoleName": .text("\(profile.names.prefix)-\(bucket.use)-copy"),
                "AssumeRolePolicyDocument": .trust("s3.amazonaws.com", account: account),
                "Policies": .inline(
                    "copy",
                    [
                        .allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], on: [source]),
                        .allow(
                            [
                                "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl",
                                "s3:GetObjectVersionTagging",
                            ], on: [.text("arn:aws:s3:::\(bucket.name)/*")]),
                        .allow(
                            ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
                            on: [.text(copy + "/*")]),
                        .allow(["kms:Decrypt"], on: [key("data", home)]),
                        .allow(["kms:Encrypt", "kms:GenerateDataKey"], on: [key("data", target)]),
                    ]),
            ])
        let copying: Value = [
            "Role": .attribute(home(id + "CopyRole"), "Arn"),
            "Rules": [
                [
                    "Id": "standby", "Status": "Enabled", "Priority": 1, "Filter": ["Prefix": ""],
                    "DeleteMarkerReplication": ["Status": "Enabled"],
                    "SourceSelectionCriteria": ["SseKmsEncryptedObjects": ["Status": "Enabled"]],
                    "Destination": [
                        "Bucket": .attribute(target(id), "Arn"),
                        "EncryptionConfiguration": ["ReplicaKmsKeyID": key("data", target)],
                        "Metrics": ["Status": "Enabled", "EventThreshold": ["Minutes": 15]],
                        "ReplicationTime": ["Status": "Enabled", "Time": ["Minutes": 15]],
                    ],
                ]
            ],
        ]
        change(home(id)) { $0.properties = $0.properties.with("ReplicationConfiguration", copying) }
    }

    private mutating func drawBucket(
        _ id: ResourceID, _ name: String, key: Value?, keepDays: Int, archive: Int?, _ at: Place,
        layer: Layer,
        logs: Bool = true, from origin: String
    ) {
        var rule: Value = [
            "Id": "upkeep", "Status": "Enabled",
            "NoncurrentVersionExpiration": ["NoncurrentDays": .integer(keepDays)],
            "AbortIncompleteMultipartUpload": ["DaysAfterInitiation": 7],
        ]
        if let archive {
            rule = rule.with(
                "Transitions", [["StorageClass": "GLACIER_IR", "TransitionInDays": .integer(archive)]])
        }
        let log: Value? =
            logs
            ? [
                "DestinationBucketName": .reference(at("LogBucket")),
                "LogFilePrefix": .text("buckets/\(name)/"),
            ] : nil
        let body: Value = [
            "BucketName": .text(name), "BucketEncryption": Self.encryption(key),
            "PublicAccessBlockConfiguration": Self.closed, "VersioningConfiguration": ["Status": "Enabled"],
            "OwnershipControls": ["Rules": [["ObjectOwnership": "BucketOwnerEnforced"]]],
            "LifecycleConfiguration": ["Rules": [rule]],
        ]
        add(
            id, "AWS::S3::Bucket", layer, at, from: origin, keep: .retain,
            waive: logs
                ? []
                : LinterWaiver.because(
                    "A copy: it stands before the bucket of logs; reads of it are in the trail.", "CKV_AWS_18"
                ),
            body.with("LoggingConfiguration", log))
    }

    private mutating func drawOnlyTLS(
        _ bucket: ResourceID, _ id: ResourceID, _ name: String, _ layer: Layer, _ at: Place,
        from origin: String
    ) {
        add(
            id, "AWS::S3::BucketPolicy", layer, at, from: origin,
            [
                "Bucket": .reference(bucket),
                "PolicyDocument": .policy([
                    Self.onlyTLS(.text("arn:aws:s3:::\(name)"), .text("arn:aws:s3:::\(name)/*"))
                ]),
            ])
    }

    /// Refuses whoever does not use TLS.
    static func onlyTLS(_ bucket: Value, _ inside: Value) -> Value {
        [
            "Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": .list([bucket, inside]), "Condition": ["Bool": ["aws:SecureTransport": "false"]],
        ]
    }

    private static let closed: Value = [
        "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true,
        "RestrictPublicBuckets": true,
    ]

    private static func encryption(_ key: Value?) -> Value {
        let way: Value = ["SSEAlgorithm": key == nil ? "AES256" : "aws:kms"]
        let rule: Value = ["ServerSideEncryptionByDefault": way.with("KMSMasterKeyID", key)]
        return ["ServerSideEncryptionConfiguration": [rule.with("BucketKeyEnabled", key == nil ? nil : true)]]
    }
}

extension WebPlan {
    /// The bucket's name in the graph.
    var bucketID: String { name.graphName + "WebBucket" }
}
