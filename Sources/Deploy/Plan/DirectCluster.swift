extension DirectTypes {
    static let cluster: [String: DirectType] = [
        "AWS::EKS::Addon": DirectType(
            make: { at in
                [
                    ["eks", "create-addon"]
                        + at.input(
                            Value.object(at.resource.properties.except(["Tags", "PreserveOnDelete"]))
                                .beginningSmall.except([]))
                ]
            },
            find: { at in
                [
                    "eks", "describe-addon", "--cluster-name", at.word("ClusterName"), "--addon-name",
                    at.word("AddonName"),
                ]
            },
            answers: ["ref": "addon.addonName", "Arn": "addon.addonArn"],
            remove: { at in
                [
                    [
                        "eks", "delete-addon", "--cluster-name", at.word("ClusterName"), "--addon-name",
                        at.word("AddonName"),
                    ]
                ]
            }, forgives: ["ResourceInUseException"]),
        "AWS::EKS::PodIdentityAssociation": DirectType(
            make: { at in
                [
                    ["eks", "create-pod-identity-association"]
                        + at.input(
                            Value.object(at.resource.properties.except(["Tags"])).beginningSmall.except([]))
                ]
            },
            find: { at in
                [
                    "eks", "list-pod-identity-associations", "--cluster-name", at.word("ClusterName"),
                    "--namespace", at.word("Namespace"), "--service-account", at.word("ServiceAccount"),
                ]
            },
            answers: ["ref": "associations[0].associationId"],
            remove: { at in
                [
                    [
                        "eks", "delete-pod-identity-association", "--cluster-name", at.word("ClusterName"),
                        "--association-id", at.own(nil),
                    ]
                ]
            }, forgives: ["ResourceInUseException"]),
        "AWS::EKS::AccessEntry": DirectType(
            make: { at in
                let own = at.resource.properties
                let entry =
                    ["eks", "create-access-entry"]
                    + at.input(
                        Value.object(own.except(["Tags", "AccessPolicies"])).beginningSmall.except([]))
                let policies = (own["AccessPolicies"] ?? []).elements.map { policy -> [Word] in
                    ["eks", "associate-access-policy"]
                        + at.input(
                            Value.object(
                                own.only(["ClusterName", "PrincipalArn"])
                                    + policy.only(["PolicyArn", "AccessScope"])
                            ).beginningSmall.except([]))
                }
                return [entry] + policies
            },
            remove: { at in
                [
                    [
                        "eks", "delete-access-entry", "--cluster-name", at.word("ClusterName"),
                        "--principal-arn", at.word("PrincipalArn"),
                    ]
                ]
            }, forgives: ["ResourceInUseException"]),
        "AWS::IAM::OIDCProvider": DirectType(
            make: { at in
                let own = at.resource.properties
                let renamed = [
                    Value.Field("Url", own["Url"] ?? ""),
                    Value.Field("ClientIDList", own["ClientIdList"] ?? []),
                    Value.Field("ThumbprintList", own["ThumbprintList"] ?? []),
                ]
                return [["iam", "create-open-id-connect-provider"] + at.input(renamed)]
            },
            find: { _ in ["iam", "list-open-id-connect-providers"] },
            answers: [
                "ref": "OpenIDConnectProviderList[?contains(Arn,'{Url}')].Arn | [0]",
                "Arn": "OpenIDConnectProviderList[?contains(Arn,'{Url}')].Arn | [0]",
            ],
            remove: { at in
                [["iam", "delete-open-id-connect-provider", "--open-id-connect-provider-arn", at.own("Arn")]]
            }, forgives: ["EntityAlreadyExists"]),
        "AWS::ApplicationAutoScaling::ScalableTarget": DirectType(
            make: { at in
                let own = at.resource.properties
                let keys = own.only(["ServiceNamespace", "ResourceId", "ScalableDimension"])
                let target =
                    ["application-autoscaling", "register-scalable-target"]
                    + at.input(keys + own.only(["MinCapacity", "MaxCapacity", "SuspendedState"]))
                let actions = (own["ScheduledActions"] ?? []).elements.map { action -> [Word] in
                    ["application-autoscaling", "put-scheduled-action"] + at.input(keys + action.except([]))
                }
                return [target] + actions
            },
            remove: { at in
                [
                    ["application-autoscaling", "deregister-scalable-target"]
                        + at.input(
                            at.resource.properties.only([
                                "ServiceNamespace", "ResourceId", "ScalableDimension",
                            ]))
                ]
            }, isUpsert: true),
        "AWS::ApplicationAutoScaling::ScalingPolicy": DirectType(
            make: { at in
                let own = at.resource.properties
                var fields = own.except(["ScalingTargetId", "Tags"])
                // The policy names its target; the target's own three keys are what the command asks for.
                if case .reference(let id)? = own["ScalingTargetId"], let target = at.graph[id]?.properties {
                    fields += target.only(["ServiceNamespace", "ResourceId", "ScalableDimension"])
                }
                return [["application-autoscaling", "put-scaling-policy"] + at.input(fields)]
            },
            remove: { at in
                guard case .reference(let id)? = at.resource.properties["ScalingTargetId"],
                    let target = at.graph[id]?.properties
                else { return [] }
                let keys = ["ServiceNamespace", "ResourceId", "ScalableDimension"]
                return [
                    ["application-autoscaling", "delete-scaling-policy"]
                        + at.input(at.resource.properties.only(["PolicyName"]) + target.only(keys))
                ]
            }, isUpsert: true),
    ]
}
