extension GraphLint {
    /// Alarms, records and scaling.
    static let watching: [Look] = [
        .each("AWS::CloudWatch::Alarm", "alarm-no-dimension") { alarm, _ in
            let metrics = alarm.properties["Metrics"]?.parts.compactMap { $0["MetricStat"]?["Metric"] }
            let open = (metrics ?? [alarm.properties]).contains { ($0["Dimensions"]?.parts ?? []).isEmpty }
            return open ? "it looks at everything and so at nothing" : nil
        },
        .each("AWS::CloudWatch::Alarm", "alarm-no-such-metric") { alarm, _ in
            let metrics = alarm.properties["Metrics"]?.parts.compactMap { $0["MetricStat"]?["Metric"] }
            for metric in metrics ?? [alarm.properties] {
                guard let space = metric["Namespace"]?.plain, let name = metric["MetricName"]?.plain,
                    let known = Versions.metrics[space]
                else { continue }
                if !known.contains(name) { return "\(space) has no \(name)" }
            }
            return nil
        },
        .each("AWS::CloudWatch::Alarm", "alarm-missing-data") { alarm, _ in
            alarm.properties["TreatMissingData"] == nil ? "nobody says what silence means" : nil
        },
        .each("AWS::RDS::DBInstance", "rpo-unmeasured") { database, graph in
            guard database.properties["SourceDBInstanceIdentifier"] != nil else { return nil }
            let name = database.properties["DBInstanceIdentifier"] ?? ""
            let watched = graph.resources.contains { alarm in
                alarm.type == "AWS::CloudWatch::Alarm" && alarm.properties["MetricName"] == "ReplicaLag"
                    && alarm.properties["Dimensions"]?.parts.contains { $0["Value"] == name } == true
            }
            return watched ? nil : "nobody watches how far it is behind"
        },
        Look("no-audit-trail") { graph in
            guard graph.profile.environment.tier == .regulated,
                !graph.resources.contains(where: { $0.type == "AWS::CloudTrail::Trail" })
            else { return [] }
            return [("Trail", "nobody records who did what in the account")]
        },
        .each("AWS::ApplicationAutoScaling::ScalableTarget", "autoscale-no-scale-in") { target, graph in
            let goesIn = graph.resources.contains { policy in
                policy.type == "AWS::ApplicationAutoScaling::ScalingPolicy"
                    && policy.properties["ScalingTargetId"] == .reference(target.id)
                    && policy.properties["TargetTrackingScalingPolicyConfiguration"]?["DisableScaleIn"]
                        != true
            }
            return goesIn ? nil : "copies are added and never taken away"
        },
        .each("AWS::Logs::LogGroup", "cost-missing-line") { logs, _ in
            logs.properties["RetentionInDays"] == nil ? "it is kept, and paid for, for ever" : nil
        },
    ]
}
