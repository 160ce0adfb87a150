import Base

/// What happens by the clock: budgets, snapshots of volumes, nights in which nothing runs.
extension Draft {
    /// Adds it all.
    mutating func drawUpkeep() {
        let at = profile.home
        drawBudget(at)
        if let days = profile.data.volumeSnapshotDays { drawVolumeSnapshots(days, at) }
        if profile.environment.nightOff != nil, profile.data.database != nil { drawNights(at) }
    }

    private mutating func drawBudget(_ at: Place) {
        guard profile.budget.monthly > 0 else { return }
        let mails = profile.alarms.to.compactMap { target -> Value? in
            guard case .email(let address) = target else { return nil }
            return ["SubscriptionType": "EMAIL", "Address": .text(address)]
        }
        let topics = alarmTopics(at).prefix(1).map { topic -> Value in
            ["SubscriptionType": "SNS", "Address": topic]
        }
        func notice(_ kind: String, _ percent: Int) -> Value {
            [
                "Notification": [
                    "NotificationType": .text(kind), "ComparisonOperator": "GREATER_THAN",
                    "Threshold": .integer(percent),
                    "ThresholdType": "PERCENTAGE",
                ], "Subscribers": .list(mails.isEmpty ? Array(topics) : mails),
            ]
        }
        add(
            at("Budget"), "AWS::Budgets::Budget", .ops, at, from: "budget",
            [
                "Budget": [
                    "BudgetName": .text("\(profile.names.prefix)-monthly"), "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": ["Amount": .integer(profile.budget.monthly), "Unit": "USD"],
                    "CostFilters": ["TagKeyValue": [.text("user:hesap:system$\(profile.system)")]],
                ],
                "NotificationsWithSubscribers": [
                    notice("ACTUAL", 80), notice("ACTUAL", 100), notice("FORECASTED", 100),
                ],
            ])
    }

    private mutating func drawVolumeSnapshots(_ days: Int, _ at: Place) {
        add(
            at("SnapshotRole"), "AWS::IAM::Role", .ops, at, from: "data.volumes",
            [
                "RoleName": .text("\(profile.names.prefix)-snapshots"),
                "AssumeRolePolicyDocument": .trust("dlm.amazonaws.com", account: account),
                "ManagedPolicyArns": [
                    "arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole"
                ],
            ])
        add(
            at("VolumeSnapshots"), "AWS::DLM::LifecyclePolicy", .ops, at, from: "data.volumes",
            [
                "Description": .text("Daily snapshots of the volumes of \(profile.names.prefix)"),
                "State": "ENABLED",
                "ExecutionRoleArn": .attribute(at("SnapshotRole"), "Arn"),
                "PolicyDetails": [
                    "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "ResourceTypes": ["VOLUME"],
                    "TargetTags": [["Key": "hesap:system", "Value": .text(profile.system)]],
                    "Schedules": [
                        [
                            "Name": "daily", "CopyTags": true,
                            "CreateRule": ["Interval": 24, "IntervalUnit": "HOURS", "Times": ["02:00"]],
                            "RetainRule": ["Count": .integer(days)],
                        ]
                    ],
                ],
            ])
    }

    // MARK: Nights

    /// What the clock does with a service's copies: nights, and peaks that are known beforehand.
    func byTheClock(_ service: ServicePlan) -> Value? {
        let actions = nightOff(service) + warmUps(service)
        return actions.isEmpty ? nil : .list(actions)
    }

    /// Copies are ready before a peak begins, as many times the least as it brings load, and leave by the
    /// usual policies once it is over.
    private func warmUps(_ service: ServicePlan) -> [Value] {
        guard service.hasDoor else { return [] }
        let zone = Value.text(Night.timeZone(profile.regions.primary))
        return profile.peaks.flatMap { peak in
            peak.at.enumerated().flatMap { index, moment -> [Value] in
                [(-peak.warm, "warm", peak.factor), (peak.lasts, "over", 1)].map { shift, kind, factor in
                    [
                        "ScheduledActionName": .text("\(peak.event)-\(index + 1)-\(kind)"),
                        "Schedule": .text(moment.schedule(shifted: shift)), "Timezone": zone,
                        "ScalableTargetAction": [
                            "MinCapacity": .integer(min(service.scale.max, service.scale.min * factor)),
                            "MaxCapacity": .integer(service.scale.max),
                        ],
                    ]
                }
            }
        }
    }

    /// When a service is put to sleep and woken.
    private func nightOff(_ service: ServicePlan) -> [Value] {
        guard let night = Night(profile.environment.nightOff) else { return [] }
        let zone = Value.text(Night.timeZone(profile.regions.primary))
        return [
            [
                "ScheduledActionName": "night", "Schedule": .text(night.cron(night.from)), "Timezone": zone,
                "ScalableTargetAction": ["MinCapacity": 0, "MaxCapacity": 0],
            ],
            [
                "ScheduledActionName": "morning", "Schedule": .text(night.cron(night.to)), "Timezone": zone,
                "ScalableTargetAction": [
                    "MinCapacity": .integer(service.scale.min), "MaxCapacity": .integer(service.scale.max),
                ],
            ],
        ]
    }

    private mutating func drawNights(_ at: Place) {
        guard let night = Night(profile.environment.nightOff) else { return }
        let database = profile.name(.database)
        add(
            at("NightRole"), "AWS::IAM::Role", .ops, at, from: "environments.night-off",
            [
                "RoleName": .text("\(profile.names.prefix)-night"),
                "AssumeRolePolicyDocument": .trust("scheduler.amazonaws.com", account: account),
                "Policies": .inline(
                    "database",
                    [
                        .allow(
                            ["rds:StopDBInstance", "rds:StartDBInstance"],
                            on: [.text(arn("rds", at, "db:\(database)"))])
                    ]),
            ])
        for (id, verb, time) in [("Night", "stop", night.from), ("Morning", "start", night.to - 30)] {
            add(
                at(id + "Schedule"), "AWS::Scheduler::Schedule", .ops, at, from: "environments.night-off",
                [
                    "Name": .text("\(profile.names.prefix)-database-\(verb)"), "State": "ENABLED",
                    "FlexibleTimeWindow": ["Mode": "OFF"], "ScheduleExpression": .text(night.cron(time)),
                    "ScheduleExpressionTimezone": .text(Night.timeZone(profile.regions.primary)),
                    "Target": [
                        "Arn": .text("arn:aws:scheduler:::aws-sdk:rds:\(verb)DBInstance"),
                        "RoleArn": .attribute(at("NightRole"), "Arn"),
                        "Input": .jsonText(["DbInstanceIdentifier": .text(database)]),
                        "RetryPolicy": ["MaximumRetryAttempts": 5, "MaximumEventAgeInSeconds": 3600],
                    ],
                ])
        }
    }
}

extension PeakMoment {
    /// The schedule of a moment so many seconds after it, or before it.
    func schedule(shifted seconds: Int) -> String {
        switch self {
        case .once(let text):
            let moment = Instant("\(text):00Z")?.advanced(seconds: Int64(seconds)).rfc3339 ?? text
            return "at(\(moment.prefix(19)))"
        case .weekly(let day, let minute):
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            let week = days.count * 1440
            let from = (days.firstIndex(of: day) ?? 0) * 1440 + minute
            let within = ((from + seconds / 60) % week + week) % week
            let time = within % 1440
            return "cron(\(time % 60) \(time / 60) ? * \(days[within / 1440].uppercased()) *)"
        }
    }
}
