extension DirectTypes {
    static let edge: [String: DirectType] = [
        "AWS::Route53::HealthCheck": DirectType(
            make: { at in
                [
                    ["route53", "create-health-check"]
                        + at.input([
                            Value.Field("CallerReference", .text(at.token)),
                            Value.Field("HealthCheckConfig", at.value("HealthCheckConfig")),
                        ])
                ]
            },
            find: { _ in ["route53", "list-health-checks"] },
            answers: [
                "ref": "HealthChecks[?CallerReference=='{token}'].Id | [0]",
                "HealthCheckId": "HealthChecks[?CallerReference=='{token}'].Id | [0]",
            ],
            remove: { at in
                [["route53", "delete-health-check", "--health-check-id", at.own("HealthCheckId")]]
            }),
        "AWS::Shield::Protection": DirectType(
            make: { at in
                [
                    ["shield", "create-protection"]
                        + at.input(at.resource.properties.only(["Name", "ResourceArn"]))
                ]
            },
            find: { at in ["shield", "describe-protection", "--resource-arn", at.word("ResourceArn")] },
            answers: ["ref": "Protection.Id"],
            remove: { at in [["shield", "delete-protection", "--protection-id", at.own(nil)]] },
            forgives: ["ResourceAlreadyExists"], region: "us-east-1"),
        "AWS::WAFv2::WebACLAssociation": DirectType(
            make: { at in
                [
                    ["wafv2", "associate-web-acl"]
                        + at.input(at.resource.properties.only(["WebACLArn", "ResourceArn"]))
                ]
            },
            remove: { at in
                [["wafv2", "disassociate-web-acl", "--resource-arn", at.word("ResourceArn")]]
            }, isUpsert: true),
        "AWS::WAFv2::LoggingConfiguration": DirectType(
            make: { at in
                [
                    ["wafv2", "put-logging-configuration"]
                        + at.input([
                            Value.Field(
                                "LoggingConfiguration",
                                .object(
                                    at.resource.properties.only([
                                        "ResourceArn", "LogDestinationConfigs", "RedactedFields",
                                    ])))
                        ])
                ]
            },
            remove: { at in
                [["wafv2", "delete-logging-configuration", "--resource-arn", at.word("ResourceArn")]]
            }, isUpsert: true),
        "AWS::ECR::ReplicationConfiguration": DirectType(
            make: { at in
                [
                    ["ecr", "put-replication-configuration"]
                        + at.input([
                            Value.Field(
                                "replicationConfiguration",
                                at.value("ReplicationConfiguration").beginningSmall)
                        ])
                ]
            },
            remove: { at in
                [
                    ["ecr", "put-replication-configuration"]
                        + at.input([Value.Field("replicationConfiguration", ["rules": []])])
                ]
            }, isUpsert: true),
    ]

    static let account: [String: DirectType] = [
        "AWS::CloudTrail::Trail": DirectType(
            make: { at in
                let own = at.resource.properties
                let names = [
                    ("TrailName", "Name"), ("KMSKeyId", "KmsKeyId"),
                    ("EnableLogFileValidation", "EnableLogFileValidation"),
                ]
                let renamed = names.compactMap { from, to in own[from].map { Value.Field(to, $0) } }
                let rest = own.only([
                    "S3BucketName", "S3KeyPrefix", "SnsTopicName", "IncludeGlobalServiceEvents",
                    "IsMultiRegionTrail",
                    "CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn",
                ])
                return [
                    ["cloudtrail", "create-trail"] + at.input(renamed + rest),
                    ["cloudtrail", "start-logging", "--name", at.word("TrailName")],
                ]
            },
            find: { at in ["cloudtrail", "describe-trails", "--trail-name-list", at.word("TrailName")] },
            answers: ["ref": "trailList[0].Name", "Arn": "trailList[0].TrailARN"],
            remove: { at in [["cloudtrail", "delete-trail", "--name", at.word("TrailName")]] },
            forgives: ["TrailAlreadyExists"]),
        "AWS::GuardDuty::Detector": DirectType(
            make: { at in
                [
                    ["guardduty", "create-detector"]
                        + at.input([Value.Field("Enable", true), Value.Field("ClientToken", .text(at.token))])
                ]
            }, forgives: ["a detector already exists"]),
        "AWS::CloudWatch::Alarm": DirectType(
            make: { at in
                [["cloudwatch", "put-metric-alarm"] + at.input(at.resource.properties.except(["Tags"]))]
            },
            remove: { at in [["cloudwatch", "delete-alarms", "--alarm-names", at.word("AlarmName")]] },
            isUpsert: true),
        "AWS::Config::ConfigurationRecorder": DirectType(
            make: { at in
                [
                    ["configservice", "put-configuration-recorder"]
                        + at.input([
                            Value.Field(
                                "ConfigurationRecorder",
                                [
                                    "name": at.value("Name"), "roleARN": at.value("RoleARN"),
                                    "recordingGroup": at.value("RecordingGroup").beginningSmall,
                                ])
                        ])
                ]
            },
            remove: { at in
                [
                    [
                        "configservice", "delete-configuration-recorder", "--configuration-recorder-name",
                        at.word("Name"),
                    ]
                ]
            }, isUpsert: true),
        "AWS::Config::DeliveryChannel": DirectType(
            make: { at in
                [
                    ["configservice", "put-delivery-channel"]
                        + at.input([
                            Value.Field(
                                "DeliveryChannel",
                                .object(
                                    Value.object(at.resource.properties.except([])).beginningSmall.except([])
                                ))
                        ])
                ]
            },
            remove: { at in
                [["configservice", "delete-delivery-channel", "--delivery-channel-name", at.word("Name")]]
            }, isUpsert: true),
        "AWS::SecurityHub::Hub": DirectType(
            make: { _ in [["securityhub", "enable-security-hub"]] }, forgives: ["ResourceConflictException"]),
        "AWS::KMS::ReplicaKey": DirectType(
            make: { at in
                [
                    ["kms", "replicate-key"]
                        + at.input([
                            Value.Field("KeyId", at.value("PrimaryKeyArn")),
                            Value.Field("ReplicaRegion", .text(at.resource.region)),
                            Value.Field("Policy", .join([at.value("KeyPolicy")])),
                            Value.Field("Description", at.value("Description")),
                        ])
                ]
            },
            find: { at in ["kms", "describe-key", "--key-id", .after(at.word("PrimaryKeyArn"), "key/")] },
            answers: [
                "ref": "KeyMetadata.KeyId", "KeyId": "KeyMetadata.KeyId", "Arn": "KeyMetadata.Arn",
            ],
            remove: { at in
                [
                    [
                        "kms", "schedule-key-deletion", "--key-id", at.own(nil), "--pending-window-in-days",
                        "7",
                    ]
                ]
            }, forgives: ["AlreadyExistsException"], madeBeside: "PrimaryKeyArn"),
        "AWS::Budgets::Budget": DirectType(
            make: { at in
                [
                    ["budgets", "create-budget"]
                        + at.input(
                            [
                                Value.Field("AccountId", .text(at.graph.profile.environment.account)),
                                Value.Field("Budget", at.value("Budget").amountsAsTexts),
                            ] + at.resource.properties.only(["NotificationsWithSubscribers"]))
                ]
            },
            remove: { at in
                let account = Value.Field("AccountId", .text(at.graph.profile.environment.account))
                let name = (at.resource.properties["Budget"] ?? []).only(["BudgetName"])
                return [["budgets", "delete-budget"] + at.input([account] + name)]
            },
            forgives: ["DuplicateRecordException"], region: "us-east-1"),
    ]

    static let streams: [String: DirectType] = [
        "AWS::MSK::Configuration": DirectType(
            make: { at in
                [
                    [
                        "kafka", "create-configuration", "--name", at.word("Name"), "--server-properties",
                        at.word("ServerProperties"),
                    ]
                ]
            },
            find: { _ in ["kafka", "list-configurations"] },
            answers: [
                "ref": "Configurations[?Name=='{Name}'] | [0].Arn",
                "Arn": "Configurations[?Name=='{Name}'] | [0].Arn",
                "LatestRevision.Revision": "Configurations[?Name=='{Name}'] | [0].LatestRevision.Revision",
            ], forgives: ["already exists", "ConflictException"]),
        "AWS::MSK::Cluster": DirectType(
            make: { at in
                [
                    ["kafka", "create-cluster"]
                        + at.input(
                            Value.object(at.resource.properties.except(["Tags"]))
                                .renaming("EBSStorageInfo", "EbsStorageInfo").except([]))
                ]
            },
            find: { at in ["kafka", "list-clusters", "--cluster-name-filter", at.word("ClusterName")] },
            answers: [
                "ref": "ClusterInfoList[0].ClusterArn", "Arn": "ClusterInfoList[0].ClusterArn",
            ],
            remove: { at in [["kafka", "delete-cluster", "--cluster-arn", at.own(nil)]] },
            settles: ("ClusterInfoList[0].State", ["ACTIVE"], ["FAILED"]), forgives: ["ConflictException"]),
        "AWS::MSK::BatchScramSecret": DirectType(
            make: { at in
                [
                    ["kafka", "batch-associate-scram-secret"]
                        + at.input(at.resource.properties.only(["ClusterArn", "SecretArnList"]))
                ]
            }, isUpsert: true),
    ]
}

extension Value {
    /// The same with amounts of money as texts, as the command line of budgets wants them.
    fileprivate var amountsAsTexts: Value {
        guard case .object(let fields) = self else { return self }
        return .object(
            fields.map { field in
                if field.name == "Amount", case .integer(let number) = field.value {
                    return Field("Amount", .text(String(number)))
                }
                return Field(field.name, field.value.amountsAsTexts)
            })
    }
}
