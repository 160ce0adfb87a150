public import Base
import Crypto

/// A new build of the screens: what has a digest in its name goes first and is kept for a year, what has none
/// goes last and is asked for anew each time. Files of earlier builds stay for the profile's days, so that a
/// till that is open goes on; the pages before stay beside, so that the way back is one command.
public struct ScreenRollout {
    private let reader: AccountReader
    private var profile: Profile { reader.profile }

    /// In an account.
    public init(_ reader: AccountReader) { self.reader = reader }

    /// Whether a screen of this release is served from a bucket.
    public static func isFor(_ profile: Profile) -> Bool { profile.screens.contains { !$0.released.isEmpty } }

    /// A bucket that is not there yet.
    public func lackingBucket() throws(RunFault) -> String? {
        for web in profile.screens where !web.released.isEmpty {
            let words = ["s3api", "head-bucket", "--bucket", web.bucket]
            let answer = try reader.runner.run("aws", words, region: reader.region)
            if answer.isGood { continue }
            guard answer.errors.contains("404") || answer.errors.contains("Not Found") else {
                throw reader.runner.fault(answer, "aws", words)
            }
            return web.bucket
        }
        return nil
    }

    /// What is uploaded from a folder, `web/dist`.
    public func look(_ folder: String, at now: Instant) throws(RunFault) -> JSON {
        try reader.checkAccount()
        var builds: [JSON] = []
        for web in profile.screens {
            let apps = web.released
            guard !apps.isEmpty else { continue }
            var texts = ""
            for app in apps {
                let page = "\(folder)/\(app.folder)/index.html"
                guard let text = try StateFile.read(page) else {
                    throw RunFault(
                        2, "\(page) cannot be read: build the screens first (make web), or name --web DIR.")
                }
                texts += text
            }
            let version = String(Hex.text(Digest.sha256(Array(texts.utf8))).prefix(12))
            let serving = try reader.parameter(ScreenSteps.parameter(web, "version", profile))
            let old = try expired(web, at: now, days: web.versionDays ?? 30)
            builds.append([
                "web": .string(web.name), "version": .string(version),
                "serving": serving.map { .string($0) } ?? .null,
                "expired": .array(old.keys.map { .string($0) }),
                "expiredReleases": .array(old.releases.map { .string($0) }),
            ])
        }
        guard !builds.isEmpty else {
            throw RunFault(3, "No screen of this release is served from a bucket of the profile's.")
        }
        return [
            "folder": .string(folder), "builds": .array(builds),
            "assets": .array(try assets(folder).map { .string($0) }),
        ]
    }

    /// The files with a digest in their name.
    private func assets(_ folder: String) throws(RunFault) -> [String] {
        let words = ["\(folder)/assets", "-type", "f"]
        let found = try reader.runner.run("find", words, region: nil)
        guard found.isGood else { throw reader.runner.fault(found, "find", words) }
        return found.output.split(separator: "\n").map { String($0.dropFirst(folder.count + 1)) }.filter {
            name in
            !ScreenSteps.leftOut.contains { name.hasSuffix($0.dropFirst()) }
        }.sorted()
    }

    /// Files of builds whose successor is older than so many days, and that no later build has.
    private func expired(_ web: WebPlan, at now: Instant, days: Int) throws(RunFault) -> (
        keys: [String], releases: [String]
    ) {
        let listed = try reader.find([
            "s3api", "list-objects-v2", "--bucket", web.bucket, "--prefix", "releases/",
        ])
        guard let listed else {
            throw RunFault(1, "There is no bucket \(web.bucket): apply makes it.")
        }
        let releases = listed.list("Contents").compactMap { one -> (key: String, at: Instant)? in
            guard let key = one["Key"]?.text, let at = one["LastModified"]?.text.flatMap({ Instant($0) })
            else {
                return nil
            }
            return (key, at)
        }.sorted { $0.at < $1.at }
        let limit = now.advanced(seconds: -Int64(days) * 86_400)
        let over = Self.over(releases.map(\.at), before: limit)
        guard !over.isEmpty else { return ([], []) }
        var files: [[String]] = []
        for release in releases {
            let text = try reader.runner.text(
                "aws", ["s3", "cp", "s3://\(web.bucket)/\(release.key)", "-"], region: reader.region)
            files.append(((try? JSON(parsing: text))?.array ?? []).compactMap(\.text))
        }
        return (Self.outlived(files, over: over), over.sorted().map { releases[$0].key })
    }

    /// The builds, by their place in the order of time, that were followed by another before a moment.
    static func over(_ moments: [Instant], before limit: Instant) -> Set<Int> {
        Set(moments.indices.filter { $0 + 1 < moments.count && moments[$0 + 1] < limit })
    }

    /// Files of builds that are over, and of none that is not.
    static func outlived(_ files: [[String]], over: Set<Int>) -> [String] {
        let gone = Set(over.flatMap { files[$0] })
        let kept = Set(files.indices.filter { !over.contains($0) }.flatMap { files[$0] })
        return gone.subtracting(kept).sorted()
    }

    /// The steps of an upload.
    public static func plan(_ graph: Graph, _ order: OperationOrder) -> Plan {
        let profile = graph.profile
        var plan = order.plan(profile)
        for build in order.facts.list("builds") {
            guard let web = profile.screens.first(where: { $0.name == build["web"]?.text }) else { continue }
            let steps = ScreenSteps(
                graph: graph, web: web, folder: order.text("folder"), version: build["version"]?.text ?? "",
                serving: build["serving"]?.text)
            for app in web.apps where app.notInRelease != nil {
                plan.notes.append("\(web.host)\(app.path) is not in this release")
            }
            guard steps.serving != steps.version else {
                plan.unchanged.append("\(web.host) (\(steps.version))")
                continue
            }
            plan.files += [steps.configuration, steps.release(order.texts("assets"))]
            plan.add(steps.all)
            plan.add(
                // What comes back with this build stays.
                steps.cleared(
                    build.list("expired").compactMap(\.text).filter { !order.texts("assets").contains($0) },
                    build.list("expiredReleases").compactMap(\.text)))
        }
        return plan
    }

    /// What the way back needs.
    public func lookBack() throws(RunFault) -> JSON {
        try reader.checkAccount()
        var builds: [JSON] = []
        for web in profile.screens {
            let before = try reader.parameter(ScreenSteps.parameter(web, "previous", profile))
            let serving = try reader.parameter(ScreenSteps.parameter(web, "version", profile))
            guard let before, before != "none", before != serving else { continue }
            builds.append(["web": .string(web.name), "version": .string(before)])
        }
        guard !builds.isEmpty else { throw RunFault(3, "No screens before those that are served were kept.") }
        return ["builds": .array(builds)]
    }

    /// The steps back to the pages before.
    public static func planBack(_ graph: Graph, _ order: OperationOrder) -> Plan {
        var plan = order.plan(graph.profile)
        for build in order.facts.list("builds") {
            guard let web = graph.profile.screens.first(where: { $0.name == build["web"]?.text }) else {
                continue
            }
            let steps = ScreenSteps(
                graph: graph, web: web, folder: "", version: build["version"]?.text ?? "", serving: nil)
            plan.add(steps.back)
        }
        return plan
    }
}

extension WebPlan {
    /// An application of a screen that this release has: its folder below the build, its path in the bucket.
    struct Released {
        var folder: String
        var path: String
    }

    /// Those that this release has.
    var released: [Released] {
        guard notInRelease == nil else { return [] }
        guard !apps.isEmpty else {
            return [Released(folder: path.split(separator: "/").last.map(String.init) ?? name, path: "/")]
        }
        return apps.filter { $0.notInRelease == nil }.map { app in
            Released(folder: app.name, path: app.path.hasSuffix("/") ? app.path : app.path + "/")
        }
    }
}
