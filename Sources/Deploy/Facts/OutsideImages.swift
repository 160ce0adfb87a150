/// Images and charts of others, each in one version: nothing is fetched as the latest of its name.
enum OutsideImages {
    /// The collector of traces and metrics (AWS Distro for OpenTelemetry). Written once into the release's
    /// parameter, where a digest may be put instead.
    static let collector = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
}
