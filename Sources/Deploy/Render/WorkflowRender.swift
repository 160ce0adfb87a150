/// How a version gets from the repository to its users, as a workflow of GitHub Actions: tested, built
/// without network, scanned before anything of the account is in reach, pushed by digest, tables before
/// traffic.
public enum WorkflowRender {
    /// The workflow; none when versions are delivered by hand.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        guard let delivery = graph.profile.delivery, delivery.provider == "github" else { return [] }
        let name = "deploy-\(graph.profile.environment.name)"
        return [
            RenderedFile(
                path: "github/workflows/\(name).yml",
                text: YAMLText.document(workflow(graph.profile, delivery)) { _ in "" })
        ]
    }

    /// Actions of others are called by a version's commit or by the major version that its owner keeps.
    private enum Action {
        static let checkout: Value = "actions/checkout@v4"
        static let upload: Value = "actions/upload-artifact@v4"
        static let download: Value = "actions/download-artifact@v4"
        static let credentials: Value = "aws-actions/configure-aws-credentials@v4"
        /// 0.35.0: every tag before it was for a time another's (GHSA-69fq-xp46-6x23), so only the commit
        /// is named.
        static let scan: Value = "aquasecurity/trivy-action@57a97c7e7821a5776cebc9bb87c984fa69cba8f1"
        /// The scanner that the action fetches; 0.69.4 to 0.69.6 were another's too.
        static let scanner: Value = "v0.69.3"
    }

    private static func workflow(_ profile: Profile, _ delivery: DeliveryPlan) -> Value {
        var jobs: [(String, Value?)] = [("test", test), ("build", build)]
        if delivery.scan { jobs.append(("scan", scan)) }
        jobs.append(
            ("deliver", deliver(profile, needs: delivery.scan ? ["test", "scan"] : ["test", "build"])))
        if delivery.notify { jobs.append(("notify", notify(profile))) }
        return .some([
            ("name", .text("Deploy \(profile.system) to \(profile.environment.name)")),
            ("on", ["push": ["branches": [.text(delivery.branch)]], "workflow_dispatch": [:]]),
            ("permissions", ["contents": "read"]),
            (
                "concurrency",
                ["group": .text("deploy-\(profile.environment.name)"), "cancel-in-progress": false]
            ),
            ("defaults", ["run": ["shell": "bash"]]), ("jobs", .some(jobs)),
        ])
    }

    private static func job(
        _ steps: [Value], needs: [String] = [], minutes: Int, container: Value? = nil,
        more: [(String, Value?)] = []
    ) -> Value {
        .some(
            [
                ("runs-on", "ubuntu-24.04"), ("timeout-minutes", .integer(minutes)), ("container", container),
                ("needs", needs.isEmpty ? nil : .texts(needs)),
            ] + more + [("steps", .list(steps))])
    }

    private static func run(_ name: String, _ lines: [String], environment: Value? = nil) -> Value {
        .some([
            ("name", .text(name)), ("env", environment),
            ("run", .text(lines.count == 1 ? lines[0] : lines.joined(separator: "\n") + "\n")),
        ])
    }

    private static func fetch(_ names: [String]) -> [Value] {
        names.map { ["uses": Action.download, "with": ["name": .text($0), "path": .text($0)]] }
    }

    private static func keep(_ name: String, _ path: String) -> Value {
        [
            "uses": Action.upload,
            "with": ["name": .text(name), "path": .text(path), "if-no-files-found": "error"],
        ]
    }

    private static let toolchain: Value = "swift:6.3-bookworm"

    private static let test = job(
        [["uses": Action.checkout], run("Every test", ["make test"])], minutes: 60, container: toolchain)

    /// The server with Swift's libraries inside, and the screens.
    private static let build = job(
        [
            ["uses": Action.checkout],
            run(
                "The server and its screens",
                [
                    "sh tools/bootstrap.sh run", "sh web/tools/build.sh",
                    "swift build -c release --static-swift-stdlib --product hesap", "mkdir -p out",
                    "cp .build/release/hesap out/hesap", "tar -C web/dist -cf out/screens.tar .",
                ]), keep("server", "out"),
        ], minutes: 60, container: toolchain)

    /// Without any credential: a scanner that was tampered with finds nothing to take.
    private static let scan = job(
        fetch(["server"]) + [
            [
                "uses": Action.scan,
                "with": [
                    "scan-type": "rootfs", "scan-ref": "server", "version": Action.scanner, "exit-code": "1",
                    "ignore-unfixed": true, "severity": "HIGH,CRITICAL", "scanners": "vuln,secret",
                ],
            ]
        ], needs: ["build"], minutes: 15)

    /// A job with an `environment` signs in under that name and no longer under its branch, which is what the
    /// role trusts: so this one has none.
    private static func deliver(_ profile: Profile, needs: [String]) -> Value {
        let words = "deploy/profiles/\(profile.system).yaml --environment \(profile.environment.name)"
        let hesap = "server/hesap deploy"
        return job(
            [["uses": Action.checkout]] + fetch(["server"]) + [
                [
                    "uses": Action.credentials,
                    "with": [
                        "role-to-assume": .text(
                            profile.roleARN(of: "delivery", region: profile.regions.primary)),
                        "aws-region": .text(profile.regions.primary),
                        "role-session-name": "${{ github.run_id }}",
                    ],
                ],
                run(
                    "What building needs",
                    [
                        "sudo apt-get update -q",
                        "sudo apt-get install -y -q buildah debootstrap amazon-ecr-credential-helper "
                            + runtime.joined(separator: " "), "chmod +x server/hesap",
                        "mkdir -p screens && tar -C screens -xf server/screens.tar",
                    ]),
                run(
                    "The image, built without network",
                    ["sudo \(hesap) build \(words) --binary server/hesap --web screens --out image"]),
                run(
                    "The image, pushed by digest",
                    ["sudo -E \(hesap) publish \(words) --image image --no-screens"]),
                run(
                    "The tables, before any traffic; then the new version takes over",
                    [
                        "\(hesap) rollout \(words) --image \"$(cat image/digest)\""
                            + (profile.screens.isEmpty ? "" : " --web screens")
                    ]),
                run("Every check", ["\(hesap) verify \(words)"]),
            ], needs: needs, minutes: 90,
            more: [("permissions", ["contents": "read", "id-token": "write"])])
    }

    /// The libraries that the server itself is linked with, under their names on the runner.
    private static let runtime = [
        "libmicrohttpd12t64", "libwslay1", "libpq5", "libsodium23", "libjansson4", "libcurl4t64",
        "libpangocairo-1.0-0", "libyaml-0-2",
    ]

    private static func notify(_ profile: Profile) -> Value {
        let text = "\(profile.system) \(profile.environment.name): delivery of $COMMIT by $WHO: $RESULT"
        return job(
            [
                run(
                    "Slack",
                    [
                        "printf '{\"text\":\"%s\"}' \"\(text)\" |",
                        "  curl -fsS -H 'Content-Type: application/json' --data @- \"$HOOK\"",
                    ],
                    environment: [
                        "HOOK": "${{ secrets.SLACK_WEBHOOK_URL }}", "COMMIT": "${{ github.sha }}",
                        "WHO": "${{ github.actor }}", "RESULT": "${{ needs.deliver.result }}",
                    ])
            ], needs: ["deliver"], minutes: 5, more: [("if", "${{ always() }}")])
    }
}
