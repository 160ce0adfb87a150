extension TerraformDraft {
    /// Adds what a resource becomes.
    mutating func draw(_ resource: Resource) {
        if let reason = TerraformTypes.reasons[resource.type] {
            left.append(Left(id: resource.id, type: resource.type, reason: reason))
            return
        }
        guard let row = TerraformTypes.rows[resource.type] else {
            left.append(Left(id: resource.id, type: resource.type, reason: "no translation"))
            return
        }
        if drawSpecial(resource, row) { return }
        add(row.type, resource.id.name, for: resource, body(of: resource, row))
    }

    /// The properties in Terraform's words.
    func body(of resource: Resource, _ row: TerraformRow) -> Value {
        object(resource.properties, row.names, resource.region)
    }

    /// An object in Terraform's words.
    func object(_ value: Value, _ names: [String: String], _ region: String) -> Value {
        .object(
            value.fields.compactMap { field in
                let name = names[field.name] ?? TerraformWords.snake(field.name)
                guard name != "-" else { return nil }
                switch field.name {
                case "Tags", "HostedZoneTags", "HealthCheckTags": return tags(field.value, region)
                case "PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy":
                    // A document with names that are known late is a text already.
                    if case .text(let text) = self.value(field.value, region: region) {
                        return Value.Field(name, .text(text))
                    }
                    return Value.Field(name, .text(json(field.value, region: region)))
                case "Labels": return Value.Field(name, self.value(field.value, region: region))
                default: return Value.Field(name, converted(field.value, names, region))
                }
            })
    }

    func converted(_ value: Value, _ names: [String: String], _ region: String) -> Value {
        switch value {
        case .object: object(value, names, region)
        case .list(let values): .list(values.map { converted($0, names, region) })
        default: self.value(value, region: region)
        }
    }

    /// Tags as a map, from a list or a map.
    func tags(_ value: Value, _ region: String) -> Value.Field {
        let pairs = value.items.isEmpty ? value.fields.map { ($0.name, $0.value) } : value.keyed
        return Value.Field(
            "tags", .object(pairs.map { Value.Field($0.0, self.value($0.1, region: region)) }))
    }

    /// Whether the type has a way of its own.
    private mutating func drawSpecial(_ resource: Resource, _ row: TerraformRow) -> Bool {
        switch resource.type {
        case "AWS::EC2::SecurityGroup": drawGroup(resource, row)
        case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress": drawRule(resource, row)
        case "AWS::EC2::FlowLog": drawFlowLog(resource, row)
        case "AWS::EC2::LaunchTemplate": drawLaunchTemplate(resource, row)
        case "AWS::IAM::Role": drawRole(resource, row)
        case "AWS::RDS::DBInstance": drawDatabase(resource, row)
        case "AWS::RDS::DBParameterGroup": drawParameters(resource, row)
        case "AWS::ElastiCache::ReplicationGroup": drawCache(resource, row)
        case "AWS::MSK::Cluster": drawEvents(resource, row)
        case "AWS::S3::Bucket": drawBucket(resource, row)
        case "AWS::SQS::Queue": drawQueue(resource, row)
        case "AWS::SQS::QueuePolicy": drawOf(resource, row, "queue_url", "Queues")
        case "AWS::SNS::TopicPolicy": drawOf(resource, row, "arn", "Topics")
        case "AWS::SecretsManager::Secret": drawSecret(resource, row)
        case "AWS::ECR::Repository": drawRepository(resource, row)
        default: return drawServed(resource, row)
        }
        return true
    }

    private mutating func drawServed(_ resource: Resource, _ row: TerraformRow) -> Bool {
        switch resource.type {
        case "AWS::EKS::Cluster": drawCluster(resource, row)
        case "AWS::EKS::Addon": drawAddon(resource, row)
        case "AWS::ECS::Cluster": drawTaskCluster(resource, row)
        case "AWS::ECS::TaskDefinition": drawTask(resource, row)
        case "AWS::ECS::Service": drawService(resource, row)
        case "AWS::ElasticLoadBalancingV2::LoadBalancer": drawBalancer(resource, row)
        case "AWS::ElasticLoadBalancingV2::TargetGroup": drawTargets(resource, row)
        case "AWS::ElasticLoadBalancingV2::Listener": drawListener(resource, row)
        case "AWS::ElasticLoadBalancingV2::ListenerRule": drawListenerRule(resource, row)
        case "AWS::ApplicationAutoScaling::ScalableTarget": drawScaling(resource, row)
        case "AWS::ApplicationAutoScaling::ScalingPolicy": drawScalingPolicy(resource, row)
        case "AWS::Route53::HostedZone": drawZone(resource, row)
        case "AWS::Route53::RecordSet": drawRecord(resource, row)
        case "AWS::Route53::HealthCheck": drawHealth(resource, row)
        case "AWS::CertificateManager::Certificate": drawCertificate(resource, row)
        default: return drawEdge(resource, row)
        }
        return true
    }

    private mutating func drawEdge(_ resource: Resource, _ row: TerraformRow) -> Bool {
        switch resource.type {
        case "AWS::CloudFront::Distribution": drawDistribution(resource, row)
        case "AWS::CloudFront::Function": drawFunction(resource, row)
        case "AWS::CloudFront::OriginAccessControl":
            drawInside(resource, row, "OriginAccessControlConfig")
        case "AWS::CloudFront::ResponseHeadersPolicy":
            drawInside(resource, row, "ResponseHeadersPolicyConfig")
        case "AWS::CloudWatch::Alarm": drawAlarm(resource, row)
        case "AWS::Config::ConfigurationRecorder": drawRecorder(resource, row)
        case "AWS::GuardDuty::Detector": drawDetector(resource, row)
        case "AWS::SecurityHub::Hub": drawHub(resource, row)
        case "AWS::Budgets::Budget": drawBudget(resource, row)
        case "AWS::DLM::LifecyclePolicy": drawSnapshots(resource, row)
        case "AWS::Scheduler::Schedule": drawSchedule(resource, row)
        case "AWS::IoT::Thing", "AWS::IoT::Policy":
            add(row.type, resource.id.name, for: resource, body(of: resource, row).without("tags_"))
        case "AWS::IoT::TopicRule": drawTopicRule(resource, row)
        default: return false
        }
        return true
    }

    /// A resource whose properties stand inside one of them.
    private mutating func drawInside(_ resource: Resource, _ row: TerraformRow, _ name: String) {
        add(
            row.type, resource.id.name, for: resource,
            object(resource.properties[name] ?? [:], row.names, resource.region))
    }

    /// A policy of the first thing of a list.
    private mutating func drawOf(_ resource: Resource, _ row: TerraformRow, _ name: String, _ list: String) {
        let first = resource.properties[list]?.items.first ?? ""
        add(
            row.type, resource.id.name, for: resource,
            body(of: resource, row).adding(name, value(first, region: resource.region)))
    }
}
