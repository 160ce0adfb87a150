extension Plan {
    /// The image goes into every repository that a service takes it from, by digest. Other regions get it
    /// by the registry's own replication.
    ///
    /// - Parameters:
    ///   - local: the image as the builder knows it, `localhost/pixpos@sha256:…`.
    public static func publish(_ graph: Graph, local: String) -> Plan {
        let profile = graph.profile
        let region = profile.regions.primary
        let registry = profile.registry(region)
        let tag = publishedTag(local)
        var plan = Plan(profile, verb: "publish")
        plan.add([
            Step(
                "sign-in-\(region)", "Sign in to the registry", .read,
                ["login", "--username", "AWS", "--password-stdin", .text(registry)], program: "buildah",
                region: region, input: ["ecr", "get-login-password", "--region", .text(region)])
        ])
        var repositories: [String] = []
        for service in profile.services where !repositories.contains(service.image) {
            repositories.append(service.image)
        }
        for repository in repositories {
            plan.add(push(local, to: repository, tag: tag, registry: registry, region: region))
        }
        return plan
    }

    /// The words that ask the registry for the digest of what was published: compressed, an image has another
    /// digest than in the builder's own store.
    public static func publishedDigest(_ profile: Profile, local: String) -> [String] {
        [
            "ecr", "describe-images", "--repository-name", profile.services.first?.image ?? profile.system,
            "--image-ids", "imageTag=\(publishedTag(local))", "--query", "imageDetails[0].imageDigest",
            "--output",
            "text",
        ]
    }

    private static func publishedTag(_ local: String) -> String {
        "r" + String(local.split(separator: ":").last?.prefix(16) ?? "")
    }

    private static func push(
        _ local: String, to repository: String, tag: String, registry: String, region: String
    ) -> [Step] {
        let name = repository.replacing("/", with: "-")
        let image: [Word] = [
            "ecr", "describe-images", "--repository-name", .text(repository), "--image-ids",
            .text("imageTag=\(tag)"),
        ]
        return [
            Step(
                "push-\(name)", "Push the image to \(repository)", .create,
                ["push", .text(local), .text("docker://\(registry)/\(repository):\(tag)")],
                program: "buildah",
                region: region, patience: Patience(every: 10, most: 1800),
                forgives: ["cannot be overwritten because the"]),
            Step(
                "digest-\(name)", "Note the digest in \(repository)", .read,
                image + ["--query", "imageDetails[0].imageDigest", "--output", "text"], region: region,
                keepsAnswer: true),
            Step(
                "scanned-\(name)", "Wait for the scan of the image in \(repository)", .wait,
                [
                    "ecr", "describe-image-scan-findings", "--repository-name", .text(repository),
                    "--image-id",
                    .text("imageTag=\(tag)"), "--query", "imageScanStatus.status", "--output", "text",
                ], region: region, patience: Patience(every: 10, most: 900),
                awaits: Awaited(["COMPLETE", "ACTIVE"], bad: ["FAILED", "UNSUPPORTED"], mayBeMissing: true)),
        ]
    }
}
