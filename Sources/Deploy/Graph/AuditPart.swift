/// What is recorded of the account: who did what, what was changed, and what looks like an attack.
extension Draft {
    /// Adds a region's records.
    mutating func drawAudit(_ at: Place) {
        if at.isPrimary, profile.audit.trail { drawTrail(at) }
        if at.isPrimary, profile.audit.config { drawConfig(at) }
        if profile.audit.guardDuty {
            add(
                at("Detector"), "AWS::GuardDuty::Detector", .ops, at, from: "audit",
                [
                    "Enable": true, "FindingPublishingFrequency": "FIFTEEN_MINUTES",
                    "Features": .list(
                        ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"].map {
                            ["Name": .text($0), "Status": "ENABLED"]
                        }),
                ])
        }
        if profile.audit.securityHub {
            add(
                at("SecurityHub"), "AWS::SecurityHub::Hub", .ops, at, from: "audit",
                ["EnableDefaultStandards": true, "AutoEnableControls": true])
        }
    }

    private mutating func drawTrail(_ at: Place) {
        let name = profile.name(.trail)
        drawLogs("TrailLogs", "/aws/cloudtrail/\(name)", profile.audit.logDays, .ops, at, from: "audit")
        add(
            at("TrailRole"), "AWS::IAM::Role", .ops, at, from: "audit",
            [
                "RoleName": .text("\(profile.names.prefix)-trail"),
                "AssumeRolePolicyDocument": .trust("cloudtrail.amazonaws.com", account: account),
                "Policies": .inline(
                    "write",
                    [
                        .allow(
                            ["logs:CreateLogStream", "logs:PutLogEvents"],
                            on: [.attribute(at("TrailLogs"), "Arn")])
                    ]),
            ])
        add(
            at("Trail"), "AWS::CloudTrail::Trail", .ops, at, from: "audit", needs: [at("LogBucketPolicy")],
            [
                "TrailName": .text(name), "IsLogging": true, "IsMultiRegionTrail": true,
                "IncludeGlobalServiceEvents": true, "EnableLogFileValidation": true,
                "KMSKeyId": key("data", at),
                "S3BucketName": .text(logBucketName(at)), "S3KeyPrefix": "trail",
                "CloudWatchLogsLogGroupArn": .attribute(at("TrailLogs"), "Arn"),
                "CloudWatchLogsRoleArn": .attribute(at("TrailRole"), "Arn"),
            ])
    }

    private mutating func drawConfig(_ at: Place) {
        add(
            at("ConfigRole"), "AWS::IAM::Role", .ops, at, from: "audit",
            [
                "RoleName": .text("\(profile.names.prefix)-config"),
                "AssumeRolePolicyDocument": .trust("config.amazonaws.com", account: account),
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"],
            ])
        add(
            at("ConfigRecorder"), "AWS::Config::ConfigurationRecorder", .ops, at, from: "audit",
            [
                "Name": .text("\(profile.names.prefix)-recorder"),
                "RoleARN": .attribute(at("ConfigRole"), "Arn"),
                "RecordingGroup": ["AllSupported": true, "IncludeGlobalResourceTypes": true],
            ])
        add(
            at("ConfigDelivery"), "AWS::Config::DeliveryChannel", .ops, at, from: "audit",
            needs: [at("LogBucketPolicy")],
            [
                "Name": .text("\(profile.names.prefix)-delivery"), "S3BucketName": .text(logBucketName(at)),
                "S3KeyPrefix": "config",
                "ConfigSnapshotDeliveryProperties": ["DeliveryFrequency": "TwentyFour_Hours"],
            ])
    }
}
