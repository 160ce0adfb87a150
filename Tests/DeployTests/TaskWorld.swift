import Base

@testable import Deploy

/// A world of ECS in which a roll-out of a service goes well.
enum TaskWorld {
    static func of(_ profile: Profile, _ service: ServicePlan) -> RecordedWorld {
        let world = GoodWorld.of(profile)
        world.answer("aws cloudwatch describe-alarms", Reply(#"{"MetricAlarms":[]}"#))
        world.answer("aws ssm put-parameter", Reply("{}"))
        for call in ["application-autoscaling", "ecs update-service", "elbv2 modify-rule"] {
            world.answer("aws \(call)", Reply("{}"))
        }
        world.answer(
            "aws ecs describe-task-definition",
            Reply(
                #"""
                {"taskDefinition":{"family":"f","revision":3,"taskDefinitionArn":"old",
                "cpu":"256","containerDefinitions":[{"name":"c","image":"old"}]}}
                """#
            ))
        world.answer(
            "aws ecs register-task-definition",
            Reply(#"{"taskDefinition":{"taskDefinitionArn":"arn:new:4"}}"#))
        world.answer("aws elbv2 describe-listeners", Reply(#"{"Listeners":[{"ListenerArn":"arn:l"}]}"#))
        let groups = Colour.allCases.map { colour in
            #"""
            {"TargetGroupArn":
            "arn:targetgroup/\#(String.targetName(profile.names.prefix, "\(service.name)-\(colour.rawValue)"))/1"}
            """#
        }
        world.answer(
            "aws elbv2 describe-rules",
            Reply(
                """
                {"Rules":[{"RuleArn":"arn:smoke","Actions":[{"ForwardConfig":{"TargetGroups":[\(groups[1])]}}]},
                {"RuleArn":"arn:door","Actions":[{"ForwardConfig":{"TargetGroups":[\(groups.joined(separator: ","))]}}]}]}
                """))
        world.answer("curl -sS -m 10", Reply("200"))
        world.answer("aws logs filter-log-events", Reply(#"{"events":[{"message":"boom"}]}"#))
        return world
    }
}
