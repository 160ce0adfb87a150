/// Everything that is rendered of a graph: templates, manifests, scripts, pages.
public enum Rendering {
    /// Every file, by path; the same graph always gives the same files.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        let all =
            CloudFormationRender.files(graph) + KubernetesRender.files(graph)
            + ContainerRender.files(graph) + HostRender.files(graph) + WorkflowRender.files(graph)
            + ObservabilityRender.files(graph) + TerraformRender.files(graph) + RunbookRender.files(graph)
            + CloudflareRender.files(graph) + EventRightsRender.files(graph) + [
                CloudFormationRender.waivers(graph)
            ]
        return all.sorted { $0.path < $1.path }
    }
}
