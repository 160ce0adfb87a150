/// The objects of the clusters as files, one object a file:
/// `kubernetes/eu-central-1/3-services/40-deployment-….yaml`.
public enum KubernetesRender {
    /// Every file, in the order of the graph.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        guard !graph.objects.isEmpty else { return [] }
        return graph.objects.map { object in
            RenderedFile(
                path: path(object), text: YAMLText.document(object.body) { LateValues.text($0, in: graph) })
        } + [RenderedFile(path: "kubernetes/apply.sh", text: script(graph))]
    }

    /// The same steps as the plan's, for who has nothing but `aws` and `kubectl`.
    private static func script(_ graph: Graph) -> String {
        let profile = graph.profile
        func kubectl(_ words: [String]) -> String { "kubectl " + words.map(shell).joined(separator: " ") }
        let apply = kubectl(KubernetesSteps.apply)
        let prunes = KubernetesObjects.regions(profile).map { region in
            let render = KubernetesObjects.render(of: graph.objects.filter { $0.region == region })
            return "\(region)) \(kubectl(KubernetesSteps.prune(profile, render: render))) ;;"
        }
        let migrates = graph.objects.contains { $0.file.hasPrefix(KubernetesObjects.Stage.before.rawValue) }
        let migration =
            migrates
            ? """
            if [ -d "$filled/2-before" ]; then
                \(kubectl(KubernetesSteps.removeMigration(profile)))
                \(apply) -f "$filled/2-before"
                \(kubectl(KubernetesSteps.awaitMigration(profile)))
            fi

            """ : ""
        return """
            #!/bin/sh
            # apply.sh REGION: fills in what is known only now, applies every object to the cluster of kubectl's
            # context, and takes away what is not asked for any more.
            set -eu
            region=$1
            filled=$(mktemp -d)
            trap 'rm -rf "$filled"' EXIT
            cp -R "$(dirname "$0")/$region/." "$filled/"
            for name in $(grep -rhoE '[{][{]resolve:ssm:[^}]+[}][}]' "$filled" | sort -u | sed 's/^.*:ssm://; s/}}$//'); do
                value=$(aws ssm get-parameter --region "$region" --name "$name" --query Parameter.Value --output text)
                find "$filled" -type f -exec sed -i "s|{{resolve:ssm:$name}}|$value|g" {} +
            done
            \(apply) -f "$filled/1-base"
            \(kubectl(KubernetesSteps.awaitSecrets(profile)))
            \(migration)\(apply) -f "$filled/3-services"
            case $region in
            \(prunes.joined(separator: "\n"))
            esac

            """
    }

    private static func shell(_ word: String) -> String {
        word.allSatisfy { $0.isLetter || $0.isNumber || "-_=./,:".contains($0) } ? word : "'\(word)'"
    }

    /// Where an object is written to.
    public static func path(_ object: KubernetesObject) -> String {
        "kubernetes/\(object.region)/\(object.file).yaml"
    }
}
