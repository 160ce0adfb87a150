/// Everything that a profile becomes as files.
public enum Render {
    /// Every file, in the order of its kind; no two have the same path.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        KubernetesRender.files(graph) + ContainerRender.files(graph) + HostRender.files(graph)
            + WorkflowRender.files(graph) + ObservabilityRender.files(graph)
    }
}
