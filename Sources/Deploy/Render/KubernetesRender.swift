/// The objects of the clusters as files, one object a file:
/// `kubernetes/eu-central-1/3-services/40-deployment-….yaml`.
public enum KubernetesRender {
    /// Every file, in the order of the graph.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        guard !graph.objects.isEmpty else { return [] }
        return graph.objects.map { object in
            RenderedFile(
                path: path(object), text: YAMLText.document(object.body) { LateValues.text($0, in: graph) })
        }
            + KubernetesObjects.regions(graph.profile).flatMap {
                ChartSteps(graph: graph, region: $0).files
            }
            + [RenderedFile(path: "kubernetes/apply.sh", text: script(graph))]
    }

    /// The same steps as the plan's, for who has nothing but `aws` and `kubectl`.
    private static func script(_ graph: Graph) -> String {
        let regions = KubernetesObjects.regions(graph.profile)
        let steps = regions.map { region in
            let lines = KubernetesSteps.order(graph, region: region).map { line($0, graph, region) }
            return "\(region))\n\(lines.joined())    ;;\n"
        }
        return """
            #!/bin/sh
            # apply.sh REGION: fills in what is known only now, applies every object to this system's own cluster in
            # REGION, wherever kubectl was pointed to last, and takes away what is not asked for any more.
            set -eu
            \(destination(graph.profile, regions))
            late='[{][{]resolve:ssm:[^}]+[}][}]'
            grep -rhoE "$late" "$filled" | sort -u | sed 's/^.*:ssm://; s/}}$//' | while read -r name; do
                value=$(aws ssm get-parameter --region "$region" --name "$name" --query Parameter.Value --output text </dev/null)
                find "$filled" -type f -exec sed -i "s|{{resolve:ssm:$name}}|$value|g" {} +
            done
            # Whether the cluster has had objects of this system before.
            first=yes
            \(question(graph)) && first=no
            case $region in
            \(steps.joined())esac

            """
    }

    /// Where the objects go: the account must know the cluster by the profile's own names, and a file of the
    /// script's own says how it is reached; any other cluster is refused before anything is asked of it.
    private static func destination(_ profile: Profile, _ regions: [String]) -> String {
        """
        region=${1:-}
        case $region in
        \(regions.joined(separator: " | "))) ;;
        *) echo "usage: apply.sh \(regions.joined(separator: "|"))" >&2; exit 64 ;;
        esac
        cluster=\(shell(profile.platform.existing ?? profile.name(.cluster)))
        wanted="arn:aws:eks:$region:\(profile.environment.account):cluster/$cluster"
        found=$(aws eks describe-cluster --region "$region" --name "$cluster" --query cluster.arn --output text)
        if [ "$found" != "$wanted" ]; then
            echo "These objects are for $wanted; aws knows $found. Nothing was done: sign in to the right account." >&2
            exit 3
        fi
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT
        aws eks update-kubeconfig --region "$region" --name "$cluster" --kubeconfig "$work/kubeconfig" >/dev/null
        filled=$work/objects
        cp -R "$(dirname "$0")/$region" "$filled"
        """
    }

    /// Succeeds when a deployment of ours is there.
    private static func question(_ graph: Graph) -> String {
        let words: [Word] = [
            "get", "deployments", "--namespace", .text(graph.profile.platform.namespace), "--selector",
            .text(KubernetesSteps.selector(graph.profile)), "--output", "name", "--ignore-not-found",
        ]
        return "\(kubectl(words)) | grep -q ."
    }

    /// A step of the one order as the script has it.
    private static func line(_ step: KubernetesSteps.Step, _ graph: Graph, _ region: String) -> String {
        let words = KubernetesSteps.words(step, graph, region: region) { .text("$filled/\($0.rawValue)") }
        let only =
            switch step.moment {
            case .always: ""
            case .first: "[ $first = no ] || "
            case .later: "[ $first = yes ] || "
            }
        return "    \(only)\(kubectl(words))\n"
    }

    private static func kubectl(_ words: [Word]) -> String {
        #"kubectl --kubeconfig "$work/kubeconfig" --context "$wanted" "#
            + words.map { shell($0.shown) }.joined(separator: " ")
    }

    private static func shell(_ word: String) -> String {
        if word.hasPrefix("$") { return "\"\(word)\"" }
        return word.allSatisfy { $0.isLetter || $0.isNumber || "-_=./,:".contains($0) } ? word : "'\(word)'"
    }

    /// Where an object is written to.
    public static func path(_ object: KubernetesObject) -> String {
        "kubernetes/\(object.region)/\(object.file).yaml"
    }
}
