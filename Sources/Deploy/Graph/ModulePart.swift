/// Modules that the documents announce for later: readers over IoT Core, and webhooks of payments through a
/// queue.
extension Draft {
    /// Adds what the profile's modules need.
    mutating func drawModules() {
        if profile.modules.contains(.iot) { drawDevices() }
        if profile.modules.contains(.payments) { drawWebhooks() }
    }

    /// Adds a queue with the one that its dead letters go to.
    private mutating func drawQueue(_ id: String, _ name: String, from origin: String, writers: Value?) {
        let at = profile.home
        add(
            at(id + "Dead"), "AWS::SQS::Queue", .app, at, from: origin,
            [
                "QueueName": .text("\(name)-dlq"), "MessageRetentionPeriod": 1_209_600,
                "KmsMasterKeyId": key("data", at),
                "RedriveAllowPolicy": [
                    "redrivePermission": "byQueue", "sourceQueueArns": [.text(arn("sqs", at, name))],
                ],
            ])
        add(
            at(id), "AWS::SQS::Queue", .app, at, from: origin,
            [
                "QueueName": .text(name), "MessageRetentionPeriod": 345_600, "VisibilityTimeout": 120,
                "ReceiveMessageWaitTimeSeconds": 20, "KmsMasterKeyId": key("data", at),
                "RedrivePolicy": [
                    "deadLetterTargetArn": .attribute(at(id + "Dead"), "Arn"), "maxReceiveCount": 5,
                ],
            ])
        let closed: Value = [
            "Sid": "OnlyTLS", "Effect": "Deny", "Principal": "*", "Action": "sqs:*",
            "Resource": .attribute(at(id), "Arn"), "Condition": ["Bool": ["aws:SecureTransport": "false"]],
        ]
        add(
            at(id + "Policy"), "AWS::SQS::QueuePolicy", .app, at, from: origin,
            [
                "Queues": [.reference(at(id))],
                "PolicyDocument": .policy([closed] + (writers.map { [$0] } ?? [])),
            ])
    }

    private mutating func drawWebhooks() {
        drawQueue("WebhookQueue", profile.name(.webhookQueue), from: "modules.payments", writers: nil)
    }

    private mutating func drawDevices() {
        let at = profile.home
        let thing = profile.name(.thing)
        let topics = "\(profile.system)/devices"
        drawQueue("DeviceQueue", "\(profile.names.prefix)-device-events", from: "modules.iot", writers: nil)
        add(
            at("Device"), "AWS::IoT::Thing", .app, at, from: "modules.iot", ["ThingName": .text(thing)])
        let own = "${iot:Connection.Thing.ThingName}"
        add(
            at("DevicePolicy"), "AWS::IoT::Policy", .app, at, from: "modules.iot",
            [
                "PolicyName": .text(profile.name(.devicePolicy)),
                "PolicyDocument": .policy([
                    .allow(["iot:Connect"], on: [.text(arn("iot", at, "client/\(own)"))]),
                    .allow(["iot:Publish"], on: [.text(arn("iot", at, "topic/\(topics)/\(own)/*"))]),
                    .allow(
                        ["iot:Subscribe"],
                        on: [.text(arn("iot", at, "topicfilter/\(topics)/\(own)/commands"))]),
                    .allow(["iot:Receive"], on: [.text(arn("iot", at, "topic/\(topics)/\(own)/commands"))]),
                ]),
            ])
        add(
            at("DeviceRuleRole"), "AWS::IAM::Role", .app, at, from: "modules.iot",
            [
                "RoleName": .text("\(profile.names.prefix)-device-rule"),
                "AssumeRolePolicyDocument": .trust("iot.amazonaws.com", account: account),
                "Policies": .inline(
                    "queue",
                    [
                        .allow(
                            ["sqs:SendMessage"],
                            on: [
                                .attribute(at("DeviceQueue"), "Arn"),
                                .attribute(at("DeviceQueueDead"), "Arn"),
                            ]),
                        .allow(["kms:Decrypt", "kms:GenerateDataKey"], on: [key("data", at)]),
                    ]),
            ])
        func toQueue(_ id: String) -> Value {
            [
                "Sqs": [
                    "QueueUrl": .reference(at(id)), "RoleArn": .attribute(at("DeviceRuleRole"), "Arn"),
                    "UseBase64": false,
                ]
            ]
        }
        add(
            at("DeviceRule"), "AWS::IoT::TopicRule", .app, at, from: "modules.iot",
            [
                "RuleName": .text("\(profile.names.prefix)-devices".replacing("-", with: "_")),
                "TopicRulePayload": [
                    "Sql": .text("SELECT *, topic() AS topic, timestamp() AS at FROM '\(topics)/+/events'"),
                    "AwsIotSqlVersion": "2016-03-23", "RuleDisabled": false,
                    "Actions": [toQueue("DeviceQueue")],
                    "ErrorAction": toQueue("DeviceQueueDead"),
                ],
            ])
    }
}
