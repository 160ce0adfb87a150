/// The event log: a Kafka cluster in every region that runs, the standby fed by a replicator.
extension Draft {
    /// Adds a region's cluster.
    mutating func drawEvents(_ at: Place) {
        guard let events = profile.data.events, at.isPrimary || events.replicate && at.runs else { return }
        // SCRAM's door, AWS's own identities', and for certificates one more.
        let doors = (events.auth.contains("tls") ? [9094] : []) + [9096, 9098]
        drawInnerGroup("EventsGroup", .eventsGroup, doors, "Events", at, from: "data.events")
        add(
            at("EventsAmongThemselves"), "AWS::EC2::SecurityGroupIngress", .data, at, from: "data.events",
            [
                "GroupId": .attribute(at("EventsGroup"), "GroupId"), "IpProtocol": "tcp", "FromPort": 9098,
                "ToPort": 9098, "SourceSecurityGroupId": .attribute(at("EventsGroup"), "GroupId"),
                "Description": "The replicator inside the group",
            ])
        drawLogs("EventsLogs", "/aws/msk/\(profile.name(.events))", 90, .data, at, from: "data.events")
        add(
            at("EventsSettings"), "AWS::MSK::Configuration", .data, at, from: "data.events",
            [
                "Name": .text("\(profile.names.prefix)-kafka"), "KafkaVersionsList": [.text(events.version)],
                "ServerProperties": .text(
                    """
                    auto.create.topics.enable=false
                    default.replication.factor=3
                    min.insync.replicas=2
                    unclean.leader.election.enable=false
                    allow.everyone.if.no.acl.found=false
                    log.retention.hours=168

                    """),
            ])
        drawEventsUsers(at)
        drawEventsCluster(events, at)
        if !at.isPrimary { drawReplicator(at) }
        look(
            "events-brokers", at, "the addresses of the brokers of \(profile.name(.events))",
            [
                "kafka", "get-bootstrap-brokers", "--cluster-arn",
                .resolving(profile.parameter("data/\(at("Events").name)/ref")),
            ], "BootstrapBrokerStringSaslScram", moment: .data)
    }

    /// A user for each service, so that each has its own rights; the log itself keeps these.
    private mutating func drawEventsUsers(_ at: Place) {
        let users = profile.eventRights.map { ($0, at("\($0.service.graphName)EventsSecret")) }
        for (rights, secret) in users {
            add(
                secret, "AWS::SecretsManager::Secret", .data, at, from: "data.events", keep: .retain,
                [
                    "Name": .text(profile.eventsSecret(rights.service)),
                    "Description": .text("User of \(rights.service) in the event log"),
                    "KmsKeyId": key("secrets", at),
                    "GenerateSecretString": [
                        "SecretStringTemplate": .jsonText(["username": .text(rights.user)]),
                        "GenerateStringKey": "password", "PasswordLength": 32, "ExcludePunctuation": true,
                    ],
                ])
        }
        guard !users.isEmpty else { return }
        add(
            at("EventsUsers"), "AWS::MSK::BatchScramSecret", .data, at, from: "data.events",
            [
                "ClusterArn": .reference(at("Events")),
                "SecretArnList": .list(users.map { .reference($0.1) }),
            ])
    }

    private mutating func drawEventsCluster(_ events: EventsPlan, _ at: Place) {
        let volume: Value = ["VolumeSize": .integer(events.storage)]
        let throughput: Value? = events.throughput.map {
            ["Enabled": true, "VolumeThroughput": .integer($0)]
        }
        add(
            at("Events"), "AWS::MSK::Cluster", .data, at, from: "data.events", keep: .retain,
            [
                "ClusterName": .text(profile.name(.events)), "KafkaVersion": .text(events.version),
                "NumberOfBrokerNodes": .integer(events.brokers),
                "EnhancedMonitoring": .text(events.monitoring),
                "BrokerNodeGroupInfo": [
                    "InstanceType": .text(events.size), "ClientSubnets": .list(privateSubnets(at)),
                    "SecurityGroups": [.attribute(at("EventsGroup"), "GroupId")],
                    "StorageInfo": ["EBSStorageInfo": volume.with("ProvisionedThroughput", throughput)],
                ],
                "EncryptionInfo": [
                    "EncryptionAtRest": ["DataVolumeKMSKeyId": key("data", at)],
                    "EncryptionInTransit": ["ClientBroker": "TLS", "InCluster": true],
                ],
                "ClientAuthentication": ways(events, at),
                "ConfigurationInfo": [
                    "Arn": .attribute(at("EventsSettings"), "Arn"),
                    "Revision": .attribute(at("EventsSettings"), "LatestRevision.Revision"),
                ],
                "OpenMonitoring": [
                    "Prometheus": [
                        "JmxExporter": ["EnabledInBroker": true], "NodeExporter": ["EnabledInBroker": true],
                    ]
                ],
                "LoggingInfo": [
                    "BrokerLogs": [
                        "CloudWatchLogs": ["Enabled": true, "LogGroup": .reference(at("EventsLogs"))]
                    ]
                ],
            ])
    }

    /// How clients prove who they are; what goes between them and the brokers is encrypted in each way.
    private func ways(_ events: EventsPlan, _ at: Place) -> Value {
        let sasl: Value = ["Scram": ["Enabled": true], "Iam": ["Enabled": true]]
        guard events.auth.contains("tls") else { return ["Sasl": sasl] }
        let authorities = events.authorities(in: at.region).map { Value.text($0) }
        return [
            "Sasl": sasl, "Tls": ["Enabled": true, "CertificateAuthorityArnList": .list(authorities)],
        ]
    }

    private mutating func drawReplicator(_ at: Place) {
        let (source, target) = (profile.home("Events"), at("Events"))
        let actions = [
            "kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:AlterCluster",
            "kafka-cluster:DescribeTopic", "kafka-cluster:CreateTopic", "kafka-cluster:AlterTopic",
            "kafka-cluster:WriteData", "kafka-cluster:ReadData", "kafka-cluster:AlterGroup",
            "kafka-cluster:DescribeGroup", "kafka-cluster:DescribeTopicDynamicConfiguration",
            "kafka-cluster:AlterTopicDynamicConfiguration", "kafka-cluster:WriteDataIdempotently",
        ]
        let home = profile.home
        let name = profile.name(.events)
        let things = [home, at].flatMap { place in
            ["cluster", "topic", "group"].map { kind -> Value in
                .text(arn("kafka", place, "\(kind)/\(name)/*"))
            }
        }
        add(
            at("EventsReplicatorRole"), "AWS::IAM::Role", .ops, at, from: "data.events.standby",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-events-replicator")),
                "AssumeRolePolicyDocument": .trust("kafka.amazonaws.com", account: account),
                "Policies": .inline("replicate", [.allow(actions, on: things)]),
            ])
        func cluster(_ id: ResourceID, _ place: Place) -> Value {
            [
                "AmazonMskCluster": ["MskClusterArn": .reference(id)],
                "VpcConfig": [
                    "SubnetIds": .list(privateSubnets(place)),
                    "SecurityGroupIds": [.attribute(place("EventsGroup"), "GroupId")],
                ],
            ]
        }
        add(
            at("EventsReplicator"), "AWS::MSK::Replicator", .ops, at, from: "data.events.standby",
            [
                "ReplicatorName": .text("\(profile.names.prefix)-events"),
                "ServiceExecutionRoleArn": .attribute(at("EventsReplicatorRole"), "Arn"),
                "KafkaClusters": [cluster(source, home), cluster(target, at)],
                "ReplicationInfoList": [
                    [
                        "SourceKafkaClusterArn": .reference(source),
                        "TargetKafkaClusterArn": .reference(target),
                        "TargetCompressionType": "ZSTD",
                        // Topics keep their names and groups their places, so that consumers go on there.
                        "TopicReplication": [
                            "TopicsToReplicate": [".*"], "TopicNameConfiguration": ["Type": "IDENTICAL"],
                        ],
                        "ConsumerGroupReplication": [
                            "ConsumerGroupsToReplicate": [".*"], "SynchroniseConsumerGroupOffsets": true,
                        ],
                    ]
                ],
            ])
    }
}
