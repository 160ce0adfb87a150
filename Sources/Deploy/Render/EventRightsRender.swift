/// The rights in the event log as a script for Kafka's own tool: they are kept in the log itself, which AWS's
/// interface does not reach. Until it was run nobody but AWS's own identities may do anything there.
public enum EventRightsRender {
    /// The script, and the least that its caller must be allowed in AWS.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        guard !graph.profile.eventRights.isEmpty else { return [] }
        return [
            RenderedFile(path: "kafka/rights.sh", text: script(graph.profile)),
            RenderedFile(path: "kafka/keeper.json", text: JSONText.document(keeper(graph.profile))),
        ]
    }

    private static func regions(_ profile: Profile) -> [String] {
        let standby = profile.data.events?.replicate == true ? profile.regions.standby.map { [$0] } ?? [] : []
        return [profile.regions.primary] + standby
    }

    private static func script(_ profile: Profile) -> String {
        let (name, regions) = (profile.name(.events), regions(profile))
        let topics = profile.data.events?.topics ?? []
        let grants = profile.eventRights.flatMap { rights in
            ["", "# \(rights.service)"] + rights.grants(topics).map { line($0, rights.user) }
        }
        return """
            #!/bin/sh
            # rights.sh REGION: gives each service its rights in the event log \(name); doing it again changes nothing.
            # Run it inside the network, with Kafka's own kafka-acls.sh in the PATH, Amazon's aws-msk-iam-auth in its
            # CLASSPATH, and a role that may what keeper.json says. Users of SCRAM may nothing before.
            set -eu
            region=${1:-}
            case $region in
            \(regions.joined(separator: " | "))) ;;
            *) echo "usage: rights.sh \(regions.joined(separator: "|"))" >&2; exit 64 ;;
            esac
            command -v kafka-acls.sh >/dev/null || { echo "kafka-acls.sh of Kafka is not in the PATH" >&2; exit 2; }
            arn=$(aws kafka list-clusters-v2 --region "$region" --cluster-name-filter \(name) \\
                --query "ClusterInfoList[?ClusterName=='\(name)'].ClusterArn | [0]" --output text)
            case $arn in
            "arn:aws:kafka:$region:\(profile.environment.account):cluster/\(name)/"*) ;;
            *) echo "\(name) of the account \(profile.environment.account) is not in $region; aws knows $arn" >&2; exit 3 ;;
            esac
            brokers=$(aws kafka get-bootstrap-brokers --region "$region" --cluster-arn "$arn" \\
                --query BootstrapBrokerStringSaslIam --output text)
            settings=$(mktemp)
            trap 'rm -f "$settings"' EXIT
            cat > "$settings" <<'END'
            security.protocol=SASL_SSL
            sasl.mechanism=AWS_MSK_IAM
            sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
            sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
            END
            rights() { kafka-acls.sh --bootstrap-server "$brokers" --command-config "$settings" "$@"; }
            \(grants.joined(separator: "\n"))

            rights --list

            """
    }

    private static func line(_ grant: EventRights.Grant, _ user: String) -> String {
        let operations = grant.operations.map { "--operation \($0)" }.joined(separator: " ")
        return "rights --add --allow-principal User:\(user) \(operations) --\(grant.kind) \(grant.name)"
    }

    /// Who gives rights reads and writes nothing.
    private static func keeper(_ profile: Profile) -> Value {
        let name = profile.name(.events)
        let clusters = regions(profile).map { region -> Value in
            .text("arn:aws:kafka:\(region):\(profile.environment.account):cluster/\(name)/*")
        }
        return .policy([
            .allow(["kafka:ListClustersV2"], on: ["*"]), .allow(["kafka:GetBootstrapBrokers"], on: clusters),
            .allow(
                ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:AlterCluster"],
                on: clusters),
        ])
    }
}
