import Base

/// The commands that put a build of a screen into its bucket and make it the one that is served.
struct ScreenSteps {
    let graph: Graph
    let web: WebPlan
    let folder: String
    let version: String
    let serving: String?

    private var profile: Profile { graph.profile }
    private var region: String { profile.regions.primary }
    private var bucket: String { "s3://\(web.bucket)" }

    /// What is not for browsers, or is made by the content network itself.
    static let leftOut = ["*.br", "*.gz", "*.map"]
    /// What has no digest in its name.
    static let pages = ["index.html", "sw.js", "manifest.webmanifest", "config.json"]

    static func parameter(_ web: WebPlan, _ what: String, _ profile: Profile) -> String {
        profile.parameter("release/screens/\(web.name)-\(what)")
    }

    /// Whose type the command line knows on some machines only.
    private static let fonts = "*.woff2"

    private static var excluded: [Word] { leftOut.flatMap { ["--exclude", .text($0)] } }
    private static let onlyPages: [Word] =
        ["--exclude", "*"] + pages.flatMap { ["--include", .text($0)] }

    /// Assets first; what serves is put aside; then the pages, the first page last.
    var all: [Step] {
        [
            step(
                "assets", "Upload what has a digest in its name", .create,
                assets + Self.excluded + ["--exclude", .text(Self.fonts)]),
            step(
                "fonts", "Upload the fonts", .create,
                assets + ["--exclude", "*", "--include", .text(Self.fonts), "--content-type", "font/woff2"]),
        ]
            + web.released.map { app in
                step(
                    "aside-\(app.folder)", "Put the pages that serve aside", .create,
                    ["s3", "cp", .text(bucket + app.path), .text("\(bucket)/previous\(app.path)")]
                        + ["--recursive", "--only-show-errors"] + Self.onlyPages)
            } + web.released.flatMap(pages) + [
                step(
                    "release", "Write down which files belong to the build", .create,
                    [
                        "s3", "cp", .file("screens/\(web.name).json", prefix: ""),
                        .text("\(bucket)/releases/\(version).json"), "--only-show-errors",
                    ]),
                note("previous", serving ?? "none"), note("version", version),
            ] + invalidated
    }

    private var assets: [Word] {
        [
            "s3", "sync", .text("\(folder)/assets"), .text("\(bucket)/assets"), "--size-only",
            "--cache-control", "public, max-age=31536000, immutable", "--only-show-errors",
        ]
    }

    private func pages(_ app: WebPlan.Released) -> [Step] {
        let fresh: [Word] = ["--cache-control", "no-cache", "--only-show-errors"]
        let target = bucket + app.path
        return [
            step(
                "pages-\(app.folder)", "Upload what is asked for each time", .update,
                ["s3", "cp", .text("\(folder)/\(app.folder)"), .text(target), "--recursive"] + fresh
                    + Self.excluded + ["--exclude", "index.html"]),
            step(
                "facts-\(app.folder)", "Tell the screens where the server is", .update,
                [
                    "s3", "cp", .file("screens/\(web.name).config.json", prefix: ""),
                    .text("\(target)config.json"), "--content-type", "application/json",
                ] + fresh),
            step(
                "page-\(app.folder)", "Upload the first page", .update,
                [
                    "s3", "cp", .text("\(folder)/\(app.folder)/index.html"), .text("\(target)index.html"),
                    "--content-type", "text/html; charset=utf-8",
                ] + fresh),
        ]
    }

    /// The pages before, and their names forgotten at the edge.
    var back: [Step] {
        web.released.map { app in
            step(
                "back-\(app.folder)", "Bring the pages before back", .update,
                ["s3", "cp", .text("\(bucket)/previous\(app.path)"), .text(bucket + app.path)]
                    + ["--recursive", "--only-show-errors"] + Self.onlyPages)
        } + [note("version", version)] + invalidated
    }

    /// The few names without a digest, once.
    private var invalidated: [Step] {
        let paths = web.released.flatMap { app in [app.path] + Self.pages.map { app.path + $0 } }
        let network: Word = .parameter(
            ParameterName.of(ResourceID(web.distributionID), nil, in: graph), region: region)
        let id = StepID("forgotten-\(web.name)")
        return [
            Step(
                id, "Let the content network of \(web.host) forget the pages", .update,
                ["cloudfront", "create-invalidation", "--distribution-id", network, "--paths"]
                    + paths.map { .text($0) } + ["--query", "Invalidation.Id", "--output", "text"],
                region: region, keepsAnswer: true),
            Step(
                "served-\(web.name)", "Wait until it has", .wait,
                [
                    "cloudfront", "get-invalidation", "--distribution-id", network, "--id", .output(id),
                    "--query", "Invalidation.Status", "--output", "text",
                ], region: region, patience: Patience(every: 10, most: 1800),
                awaits: Awaited(["Completed", "COMPLETED"])),
        ]
    }

    /// Files of builds that had their days.
    func cleared(_ keys: [String], _ releases: [String]) -> [Step] {
        let all = keys + releases
        return stride(from: 0, to: all.count, by: 500).map { start in
            let objects = all[start..<min(start + 500, all.count)].map { key -> JSON in ["Key": .string(key)]
            }
            let body: JSON = ["Objects": .array(objects), "Quiet": true]
            return step(
                "cleared-\(start)", "Take away \(objects.count) files of builds that had their days", .delete,
                ["s3api", "delete-objects", "--bucket", .text(web.bucket), "--delete", .text(body.written)])
        }
    }

    private func step(_ id: String, _ title: String, _ effect: StepEffect, _ words: [Word]) -> Step {
        Step(
            "\(id)-\(web.name)", "\(title) (\(web.host))", effect, words, region: region,
            patience: Patience(every: 5, most: 900))
    }

    private func note(_ what: String, _ value: String) -> Step {
        ParameterSteps.put(
            "note-\(what)-\(web.name)", "Note the \(what) build of \(web.host)", .update,
            Self.parameter(web, what, profile), .text(value), region: region)
    }

    /// Where the server is, for screens on an origin of their own; nothing for those behind one name with it.
    var configuration: RenderedFile {
        let server = profile.services.first { $0.roles.isEmpty || $0.roles.contains("gateway") }
        let sockets = profile.services.first { $0.roles.contains("realtime") }
        var members: [(String, JSON)] = []
        if server?.behindCDN != true, let host = server?.host ?? profile.gateway?.host {
            members.append(("api", .string("https://\(host)")))
            let live = sockets?.host ?? profile.gateway?.host ?? host
            members.append(("socket", .string("wss://\(live)")))
        }
        return RenderedFile(
            path: "screens/\(web.name).config.json", text: JSON.object(members).written + "\n")
    }

    /// Which files the build consists of.
    func release(_ assets: [String]) -> RenderedFile {
        RenderedFile(
            path: "screens/\(web.name).json", text: JSON.array(assets.map { .string($0) }).written + "\n")
    }
}
