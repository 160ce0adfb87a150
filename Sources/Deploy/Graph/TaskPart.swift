/// Services as tasks of ECS: two colours of each, so that a new version takes over by weights.
extension Draft {
    /// Adds a region's cluster of tasks, the services and their rules at the entrance.
    mutating func drawTasks(_ at: Place) {
        lookUpSecrets(at)
        drawTaskCluster(at)
        drawExecutionRole(at)
        for service in profile.services { drawTaskRole(service, at) }
        for (index, service) in profile.services.enumerated() {
            group = service.name
            drawLogs(
                service.name.graphName + "Logs", profile.name(.logs, service.name), 90, .platform, at,
                from: "services.\(service.name)")
            for colour in Colour.allCases { drawDefinition(service, colour, at) }
            if service.hasDoor {
                for colour in Colour.allCases { drawTargets(service, colour, at) }
                drawDoor(service, index, at)
            }
            for colour in Colour.allCases {
                drawTaskService(service, colour, at)
                drawScaling(service, colour, at)
            }
        }
        group = nil
        drawPrivateAnswers(at)
        drawScreenDoor(at)
        if at.isPrimary, let service = profile.services.first(where: { $0.migration != nil }) {
            drawMigration(service, at)
        }
    }

    private mutating func drawTaskCluster(_ at: Place) {
        drawLogs("ShellLogs", profile.name(.logs, "shell"), 365, .platform, at, from: "platform")
        add(
            at("Cluster"), "AWS::ECS::Cluster", .platform, at, from: "platform",
            [
                "ClusterName": .text(clusterName),
                "ClusterSettings": [["Name": "containerInsights", "Value": "enabled"]],
                "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
                "DefaultCapacityProviderStrategy": [["CapacityProvider": "FARGATE", "Weight": 1]],
                "Configuration": [
                    "ExecuteCommandConfiguration": [
                        "KmsKeyId": key("data", at), "Logging": "OVERRIDE",
                        "LogConfiguration": [
                            "CloudWatchLogGroupName": .reference(at("ShellLogs")),
                            "CloudWatchEncryptionEnabled": true,
                        ],
                    ]
                ],
            ])
    }

    private mutating func drawExecutionRole(_ at: Place) {
        let images = profile.services.map(\.image).unique.map { image -> Value in
            .text(arn("ecr", at, "repository/\(image)"))
        }
        add(
            at("ExecutionRole"), "AWS::IAM::Role", .platform, at, from: "services",
            [
                "RoleName": .text(at.global("\(profile.names.prefix)-execution")),
                "AssumeRolePolicyDocument": .trust("ecs-tasks.amazonaws.com", account: account),
                "Policies": .inline(
                    "start",
                    [
                        .allow(["ecr:GetAuthorizationToken"], on: ["*"]),
                        .allow(
                            [
                                "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer",
                                "ecr:BatchGetImage",
                            ],
                            on: images),
                        .allow(
                            ["logs:CreateLogStream", "logs:PutLogEvents"],
                            on: [.text(arn("logs", at, "log-group:\(profile.name(.logs, "*")):*"))]),
                    ] + readSecrets(at)),
            ])
    }

    private mutating func drawTaskRole(_ service: ServicePlan, _ at: Place) {
        let shell: Value = .allow(
            [
                "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
            ], on: ["*"])
        let shellLogs: Value = .allow(
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            on: [.attribute(at("ShellLogs"), "Arn")])
        let key: Value = .allow(["kms:Decrypt"], on: [key("data", at)])
        add(
            at(service.name.graphName + "Role"), "AWS::IAM::Role", .platform, at,
            from: "services.\(service.name)",
            [
                "RoleName": .text(profile.role(of: service.name, region: at.region)),
                "AssumeRolePolicyDocument": .trust("ecs-tasks.amazonaws.com", account: account),
                "Policies": .inline(
                    "\(profile.system)-\(service.name)-policy",
                    permissions(of: service, at) + [shell, shellLogs, key] + collecting(service, at)),
            ])
    }

    // MARK: Definitions

    private mutating func drawDefinition(_ service: ServicePlan, _ colour: Colour, _ at: Place) {
        let size = FargateSize.least(cpu: service.size.cpu, memory: service.size.memory)
        let image = String.resolving(profile.imageParameter(service, colour))
        add(
            at("\(service.name.graphName)\(colour.rawValue.graphName)Definition"),
            "AWS::ECS::TaskDefinition", .app, at, from: "services.\(service.name)",
            needs: [at("ExecutionRole"), at(service.name.graphName + "Role")],
            taskBody(profile.workload(service, colour), service, size, at)
                .with(
                    "ContainerDefinitions",
                    .list(
                        [container(service, image, ServerStart.words(service), at, door: true)]
                            + (hasCollector(service) ? [collector(service, at)] : []))))
    }

    private mutating func drawMigration(_ service: ServicePlan, _ at: Place) {
        let run = service.migration?.run.split(separator: " ").map(String.init) ?? []
        let words = run.first == "hesap" ? Array(run.dropFirst()) : run
        let image = String.resolving(profile.parameter("release/migrate/image"))
        add(
            at("MigrationDefinition"), "AWS::ECS::TaskDefinition", .app, at,
            from: "services.\(service.name).migrate",
            taskBody("\(profile.names.prefix)-migrate", service, FargateSize(cpu: 256, memory: 512), at)
                .with("ContainerDefinitions", [container(service, image, words, at, door: false)]))
    }

    private func taskBody(_ family: String, _ service: ServicePlan, _ size: FargateSize, _ at: Place) -> Value
    {
        [
            "Family": .text(family), "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"],
            "Cpu": .text(String(size.cpu)), "Memory": .text(String(size.memory)),
            "RuntimePlatform": ["CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX"],
            "ExecutionRoleArn": .text(
                "arn:aws:iam::\(account):role/\(at.global("\(profile.names.prefix)-execution"))"),
            "TaskRoleArn": .text(profile.roleARN(of: service.name, region: at.region)),
            "Volumes": [["Name": "tmp"], ["Name": "ssm-data"], ["Name": "ssm-logs"]],
        ]
    }

    private func container(
        _ service: ServicePlan, _ image: String, _ words: [String], _ at: Place, door: Bool
    ) -> Value {
        let place = ClusterPlace(profile: profile, region: at.region)
        let own = ServerStart.settings(profile, service)
        let names = Set(own.map(\.name))
        let settings =
            SettingObjects.settings(place).filter {
                !names.contains($0.0) && $0.0 != "OTEL_EXPORTER_OTLP_ENDPOINT"
            }
            + own.map { ($0.name, Value.text($0.value)) }
        let secrets = SecretObjects.brought(profile, for: service).flatMap { secret -> [Value] in
            guard let whole = secretARN(secret.remote, at) else { return [] }
            return secret.keys.map { one in
                ["Name": .text(one.variable), "ValueFrom": .join([whole, .text(":\(one.property)::")])]
            }
        }
        let mounts = [("tmp", "/tmp"), ("ssm-data", "/var/lib/amazon"), ("ssm-logs", "/var/log/amazon")]
        let body: Value = [
            "Name": .text(service.name), "Image": .text(image), "Essential": true, "Command": .texts(words),
            "User": "10001", "ReadonlyRootFilesystem": true, "Privileged": false, "StopTimeout": 60,
            "Environment": .list(settings.map { ["Name": .text($0.0), "Value": $0.1] }),
            "Secrets": .list(secrets),
            "LinuxParameters": ["InitProcessEnabled": true],
            "MountPoints": .list(
                mounts.map { ["SourceVolume": .text($0.0), "ContainerPath": .text($0.1), "ReadOnly": false] }),
            "LogConfiguration": [
                "LogDriver": "awslogs",
                "Options": [
                    "awslogs-group": .text(profile.name(.logs, service.name)),
                    "awslogs-region": .text(at.region), "awslogs-stream-prefix": door ? "task" : "migrate",
                ],
            ],
        ]
        let ports: Value? =
            door
            ? [
                [
                    "ContainerPort": .integer(service.port), "Protocol": "tcp", "Name": "http",
                    "AppProtocol": "http",
                ]
            ]
            : nil
        return body.with("PortMappings", ports)
    }

    /// The ARN of a secret in a region: other regions' copies have theirs, known once they stand.
    private func secretARN(_ name: String, _ at: Place) -> Value? {
        guard let id = secretIDs.first(where: { $0.name == name })?.id else { return nil }
        return at.isPrimary ? .reference(id) : .lookup(LookupID("secret-" + id.name.lowercased()))
    }

    private var secretIDs: [(id: ResourceID, name: String)] {
        resources.compactMap { resource in
            guard resource.type == "AWS::SecretsManager::Secret", resource.region == profile.regions.primary,
                case .text(let name)? = resource.properties["Name"]
            else { return nil }
            return (resource.id, name)
        }
    }

    private mutating func lookUpSecrets(_ at: Place) {
        for (id, name) in secretIDs where !at.isPrimary {
            look(
                "secret-" + id.name.lowercased(), at, "the copy of the secret \(name)",
                ["secretsmanager", "describe-secret", "--secret-id", name], "ARN", moment: .data)
        }
    }

    // MARK: Services

    /// How many copies run is nobody's here: a stack that says so would undo, with every change, what
    /// roll-outs and scaling made of it. The first number is set once the service stands.
    private mutating func drawTaskService(_ service: ServicePlan, _ colour: Colour, _ at: Place) {
        let id = service.name.graphName + colour.rawValue.graphName
        let balancing: Value? =
            service.hasDoor
            ? [
                [
                    "ContainerName": .text(service.name), "ContainerPort": .integer(service.port),
                    "TargetGroupArn": .reference(at(id + "Targets")),
                ]
            ] : nil
        let body: Value = [
            "ServiceName": .text(profile.workload(service, colour)), "Cluster": .text(clusterName),
            "TaskDefinition": .reference(at(id + "Definition")),
            "CapacityProviderStrategy": [
                ["CapacityProvider": service.spot ? "FARGATE_SPOT" : "FARGATE", "Weight": 1]
            ], "EnableExecuteCommand": true, "EnableECSManagedTags": true, "PropagateTags": "SERVICE",
            "DeploymentConfiguration": [
                "MinimumHealthyPercent": 100, "MaximumPercent": 200,
                "DeploymentCircuitBreaker": ["Enable": true, "Rollback": true],
            ],
            "NetworkConfiguration": [
                "AwsvpcConfiguration": [
                    "AssignPublicIp": "DISABLED", "Subnets": .list(privateSubnets(at)),
                    "SecurityGroups": [workers(at)],
                ]
            ],
        ]
        add(
            at(id + "Service"), "AWS::ECS::Service", .app, at, from: "services.\(service.name)",
            needs: [at("Cluster")] + (service.hasDoor ? [at(service.name.graphName + "Door1")] : []),
            body.with("LoadBalancers", balancing)
                .with(
                    "HealthCheckGracePeriodSeconds",
                    service.hasDoor ? .integer(max(60, service.probes.liveDelay)) : nil))
    }
}

/// A size of a task that Fargate sells.
struct FargateSize: Sendable, Equatable {
    /// Processor, in 1024ths.
    let cpu: Int
    /// MiB.
    let memory: Int

    /// The least size that holds so many thousandths of a processor and MiB; the largest when none does.
    static func least(cpu: Int, memory: Int) -> FargateSize {
        for processor in [250, 500, 1000, 2000, 4000, 8000, 16000] where processor >= cpu {
            if let enough = FargateSizes.memory(for: processor).first(where: { $0 >= memory }) {
                return FargateSize(cpu: processor * 1024 / 1000, memory: enough)
            }
        }
        return FargateSize(cpu: 16384, memory: 122_880)
    }
}

extension ServicePlan {
    /// Whether requests from outside reach it.
    public var hasDoor: Bool { !isWorker && !isInternal }
}
