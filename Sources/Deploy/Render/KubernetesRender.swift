/// The objects of the clusters as files, one object a file: `kubernetes/eu-central-1/3-services/40-deployment-….yaml`.
public enum KubernetesRender {
    /// Every file, in the order of the graph.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        graph.objects.map { object in
            RenderedFile(
                path: path(object), text: YAMLText.document(object.body) { LateValues.text($0, in: graph) })
        }
    }

    /// Where an object is written to.
    public static func path(_ object: KubernetesObject) -> String {
        "kubernetes/\(object.region)/\(object.file).yaml"
    }
}
