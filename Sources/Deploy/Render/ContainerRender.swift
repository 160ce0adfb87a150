/// What the image is built from: one image for every service, from Debian's packages and the server's
/// binary. Its final stage holds the binary, the libraries that it is linked with, certificates, time
/// zones, fonts and the screens, and nothing else: no shell, no package manager, nothing that changes its
/// user.
public enum ContainerRender {
    /// The Dockerfile with the scripts that it needs.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        [
            RenderedFile(path: "container/Dockerfile", text: dockerfile(graph.profile)),
            RenderedFile(path: "container/.dockerignore", text: ignored),
            RenderedFile(path: "container/assemble.sh", text: ContainerScripts.assemble),
            RenderedFile(path: "container/stage.sh", text: ContainerScripts.stage),
            RenderedFile(path: "container/base.sh", text: ContainerScripts.base),
            RenderedFile(path: "container/build.sh", text: ContainerScripts.build),
            RenderedFile(path: "container/auth.json", text: helpers(graph.profile)),
        ]
    }

    private static func dockerfile(_ profile: Profile) -> String {
        let port = profile.services.first?.port ?? 3000
        return """
            # \(profile.system): one image, started once for each service. Built without network: `sh build.sh`.
            # BASE is Debian 12 with the libraries of base.sh, by digest: localhost/hesap-base@sha256:…
            ARG BASE
            FROM ${BASE} AS parts
            COPY hesap /usr/local/bin/hesap
            COPY lib/ /usr/local/lib/
            COPY web/ /usr/share/hesap/web/
            COPY assemble.sh /assemble.sh
            RUN ["/bin/sh", "/assemble.sh", "/image"]

            FROM scratch
            COPY --from=parts /image/ /
            ENV PATH=/usr/local/bin \\
                LD_LIBRARY_PATH=/usr/local/lib \\
                XDG_CACHE_HOME=/tmp \\
                HOME=/tmp \\
                HOST=0.0.0.0 \\
                PORT=\(port) \\
                HESAP_DATA=/tmp/hesap \\
                HESAP_WEB=/usr/share/hesap/web
            WORKDIR /tmp
            USER 10001:10001
            EXPOSE \(port)
            VOLUME ["/tmp"]
            STOPSIGNAL SIGTERM
            HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \\
                CMD ["/usr/local/bin/hesap", "probe"]
            ENTRYPOINT ["/usr/local/bin/hesap"]
            CMD ["serve"]

            """
    }

    /// Only what stage.sh puts there goes into the build.
    private static let ignored = """
        *
        !hesap
        !lib
        !web
        !assemble.sh

        """

    /// Signing in by Amazon's credential helper: no password on a command line and none in a file.
    private static func helpers(_ profile: Profile) -> String {
        let lines = profile.regions.all.map { "    \"\(profile.registry($0))\": \"ecr-login\"" }
        return "{\n  \"credHelpers\": {\n\(lines.joined(separator: ",\n"))\n  }\n}\n"
    }
}
