/// Keys of encryption: one for data, and more where the profile asks; the same keys in every region.
extension Draft {
    /// The uses that have a key of their own.
    private var keyNames: [String] { profile.data.keys?.names ?? ["data"] }

    /// The key for a use, `data` or `secrets`.
    func key(_ use: String, _ at: Place) -> Value {
        let name = keyNames.contains(use) ? use : keyNames.first ?? "data"
        return .attribute(at(name.graphName + "Key"), "Arn")
    }

    /// Adds the keys of a region.
    mutating func drawKeys(_ at: Place) {
        let several = profile.regions.all.count > 1
        for name in keyNames {
            let id = name.graphName + "Key"
            let origin = "data.keys"
            let title = "\(profile.names.prefix) \(name)"
            if at.isPrimary {
                let key: Value = [
                    "Description": .text(title), "EnableKeyRotation": true,
                    "RotationPeriodInDays": .integer(profile.data.keys?.rotateDays ?? 365),
                    "PendingWindowInDays": 30, "KeyPolicy": keyPolicy(at),
                ]
                add(
                    at(id), "AWS::KMS::Key", .network, at, from: origin, keep: .retain,
                    key.with("MultiRegion", several ? true : nil))
            } else {
                add(
                    at(id), "AWS::KMS::ReplicaKey", .network, at, from: origin, keep: .retain,
                    [
                        "Description": .text(title), "PendingWindowInDays": 30,
                        "PrimaryKeyArn": .attribute(profile.home(id), "Arn"), "KeyPolicy": keyPolicy(at),
                    ])
            }
            add(
                at(id + "Alias"), "AWS::KMS::Alias", .network, at, from: origin,
                [
                    "AliasName": .text("alias/" + profile.name(.key, name)),
                    "TargetKeyId": .reference(at(id)),
                ])
        }
    }

    /// Who may use a key: the account's own policies, and the services that keep our logs and send our
    /// alarms.
    func keyPolicy(_ at: Place) -> Value {
        var statements: [Value] = [
            [
                "Sid": "Account", "Effect": "Allow",
                "Principal": ["AWS": .text("arn:aws:iam::\(account):root")], "Action": "kms:*",
                "Resource": "*",
            ],
            [
                "Sid": "Logs", "Effect": "Allow",
                "Principal": ["Service": .text("logs.\(at.region).amazonaws.com")],
                "Action": .texts([
                    "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey",
                ]), "Resource": "*",
                "Condition": [
                    "ArnLike": [
                        "kms:EncryptionContext:aws:logs:arn": .text(arn("logs", at, "log-group:*"))
                    ]
                ],
            ],
            keyUse("Alarms", "cloudwatch.amazonaws.com"), keyUse("Budgets", "budgets.amazonaws.com"),
        ]
        if profile.audit.trail { statements.append(keyUse("Trail", "cloudtrail.amazonaws.com")) }
        return Value.policy(statements)
    }

    private func keyUse(_ title: String, _ service: String) -> Value {
        [
            "Sid": .text(title), "Effect": "Allow", "Principal": ["Service": .text(service)],
            "Action": .texts(["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"]), "Resource": "*",
            "Condition": ["StringEquals": ["aws:SourceAccount": .text(account)]],
        ]
    }
}

extension String {
    /// The words of a name with hyphens or dots, put together for a name in the graph: `api-gateway` is
    /// `ApiGateway`.
    var graphName: String {
        split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
