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
        let topics = profile.data.events?.topics ?? []
        let wanted = profile.eventRights.flatMap { rights in
            rights.grants(topics).flatMap { grant in
                grant.operations.map { "\(rights.user) \($0) \(grant.kind) \(grant.name)" }
            }
        }
        return head(profile) + standing + """
            # What the profile names: user, operation, kind, name.
            cat > "$place/wanted" <<'END'
            \(wanted.joined(separator: "\n"))
            END

            """ + changes(profile)
    }

    private static func head(_ profile: Profile) -> String {
        let (name, regions) = (profile.name(.events), regions(profile))
        let known = regions.flatMap { ["\($0):", "\($0):--dry-run"] }.joined(separator: " | ")
        return """
            #!/bin/sh
            # rights.sh REGION [--dry-run]: gives each service its rights in the event log \(name), and takes
            # away what a user of the system may besides; users of others are left alone. Where all is as the
            # profile says nothing is changed.
            # Run it inside the network, with Kafka's own kafka-acls.sh in the PATH, Amazon's aws-msk-iam-auth
            # in its CLASSPATH, and a role that may what keeper.json says. Users of SCRAM may nothing before.
            set -eu
            region=${1:-}
            dry=${2:-}
            case $region:$dry in
            \(known)) ;;
            *) echo "usage: rights.sh \(regions.joined(separator: "|")) [--dry-run]" >&2; exit 64 ;;
            esac
            command -v kafka-acls.sh >/dev/null || { echo "kafka-acls.sh of Kafka is not in the PATH" >&2; exit 2; }
            arn=$(aws kafka list-clusters-v2 --region "$region" --cluster-name-filter \(name) \\
                --query "ClusterInfoList[?ClusterName=='\(name)'].ClusterArn | [0]" --output text)
            case $arn in
            "arn:aws:kafka:$region:\(profile.environment.account):cluster/\(name)/"*) ;;
            *)
                echo "\(name) of the account \(profile.environment.account) is not in $region; aws knows $arn" >&2
                exit 3
                ;;
            esac
            brokers=$(aws kafka get-bootstrap-brokers --region "$region" --cluster-arn "$arn" \\
                --query BootstrapBrokerStringSaslIam --output text)

            """
    }

    /// Reads what there is.
    private static let standing = #"""
        place=$(mktemp -d)
        trap 'rm -rf "$place"' EXIT
        cat > "$place/settings" <<'END'
        security.protocol=SASL_SSL
        sasl.mechanism=AWS_MSK_IAM
        sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
        sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
        END
        rights() {
            kafka-acls.sh --bootstrap-server "$brokers" --command-config "$place/settings" "$@" < /dev/null
        }

        # What there is, parted by tabs: permission, principal, host, operation, kind, pattern, name; operations
        # and kinds in the words that the tool takes.
        rights --list > "$place/listed"
        awk -v OFS='\t' '
            function field(text, name) {
                sub("^.*[( ]" name "=", "", text)
                sub(/(, [A-Za-z]+=|\)).*$/, "", text)
                return text
            }
            function operation(text, parts, count, i, all) {
                count = split(tolower(text), parts, "_")
                for (i = 1; i <= count; i++) all = all toupper(substr(parts[i], 1, 1)) substr(parts[i], 2)
                return all
            }
            /resourceType=/ {
                kind = tolower(field($0, "resourceType"))
                gsub("_", "-", kind)
                pattern = tolower(field($0, "patternType"))
                name = field($0, "name")
            }
            /principal=/ {
                print field($0, "permissionType"), field($0, "principal"), field($0, "host"), \
                    operation(field($0, "operation")), kind, pattern, name
            }' "$place/listed" > "$place/standing"


        """#

    /// Gives what is missing and takes away what is too much.
    private static func changes(_ profile: Profile) -> String {
        """
        change() {
            echo "${dry:+would: }$*"
            [ -n "$dry" ] || rights "$@"
        }
        tab=$(printf '\\t')
        while read -r user operation kind name; do
            line="ALLOW${tab}User:$user${tab}*${tab}$operation${tab}$kind${tab}literal${tab}$name"
            grep -qxF -- "$line" "$place/standing" && continue
            change --add --allow-principal "User:$user" --operation "$operation" "--$kind" "$name"
        done < "$place/wanted"
        while IFS=$tab read -r permission principal host operation kind pattern name; do
            user=${principal#User:}
            case $user in
            \(profile.system)-*) ;;
            *) echo "left alone: $permission $principal $operation $kind $name"; continue ;;
            esac
            if [ "$permission $host $pattern" = "ALLOW * literal" ] \\
                && grep -qxF -- "$user $operation $kind $name" "$place/wanted"; then
                continue
            fi
            way=allow
            [ "$permission" = ALLOW ] || way=deny
            set -- --remove --force "--$way-principal" "$principal" "--$way-host" "$host" \\
                --operation "$operation" --resource-pattern-type "$pattern"
            case $kind in
            cluster) set -- "$@" --cluster ;;
            user) set -- "$@" --user-principal "$name" ;;
            *) set -- "$@" "--$kind" "$name" ;;
            esac
            change "$@"
        done < "$place/standing"
        [ -n "$dry" ] || rights --list

        """
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
