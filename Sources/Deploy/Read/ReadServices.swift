import YAML

/// Reads services and screens.
struct ReadServices {
    let reading: ProfileReading
    let names: Names
    let shape: DeploymentShape
    let environment: DeploymentEnvironment

    init(
        _ reading: ProfileReading, names: Names, shape: DeploymentShape, environment: DeploymentEnvironment
    ) {
        self.reading = reading
        self.names = names
        self.shape = shape
        self.environment = environment
    }

    /// What services have in common.
    private struct Common {
        var image = "hesap"
        var port = 3000
        var size: SizePlan?
        var probes: ProbePlan?
        var uses: [String]?
        var settings: [Setting] = []
    }

    func all(_ top: ProfileSection) -> [ServicePlan] {
        var common = Common()
        top.within("defaults") { section in
            common.image = section.get("image", .one(of: ["hesap"])) ?? common.image
            common.port = section.get("port", .count(1...65535)) ?? common.port
            common.size = section.within("size") { size($0, nil) }
            common.probes = section.within("probes") { probes($0, nil) }
            common.uses = section.list("uses", .name)
            common.settings = section.within("settings") { Self.pairs($0) } ?? []
        }
        if !top.has("services") { reading.fault(top.node, "services is missing: what is to run?") }
        var services = top.each("services") { service($0, $1, common) }
        migrate(&services)
        return services
    }

    private func service(_ name: String, _ section: ProfileSection, _ common: Common) -> ServicePlan {
        if let wrong = Form<String>.fault(of: name, .name) {
            reading.fault(section.node, "services: \(wrong)")
        }
        let isWorker = section.get("worker", .truth) ?? false
        let roles = section.list(
            "roles", .one(of: Release.allRoles), else: ["gateway"],
            why: "the interface is what is asked from outside")
        let routes = section.list("routes", .one(of: Release.allRoutes)) ?? []
        let paths = section.list("paths", .path) ?? section.list("path", .path) ?? []
        _ = section.get("image", .one(of: ["hesap"]), else: common.image, why: "one image runs every role")
        _ = section.get("config", .one(of: ["runtime"]))
        return ServicePlan(
            name: name, roles: roles, routes: routes,
            image: section.get(
                "repository", Self.repository, else: names.of(.repository, name), why: "the name of its part"),
            port: section.get("port", .count(1...65535), else: common.port, why: "the server's own"),
            host: section.get("host", .host()), paths: paths,
            behindCDN: section.get("behind", .one(of: ["cdn"])) == "cdn",
            isInternal: section.get("internal", .truth) ?? false, isWorker: isWorker,
            probes: section.always("probes") { probes($0, common.probes) },
            size: section.always("size") { size($0, common.size) },
            scale: section.always("scale") { scale($0, isWorker) },
            websocket: section.within("websocket", websocket),
            migration: section.within("migrate", migration),
            uses: section.list("uses", .name, else: common.uses ?? [], why: "the defaults of this file"),
            cachePublicGet: section.within("cache") { $0.get("public-get", .seconds(1...86400)) } ?? nil,
            spot: section.get(
                "spot", .one(of: ["never", "allowed"]), else: "never",
                why: "a spare machine may go any minute")
                == "allowed",
            settings: common.settings + (section.within("settings") { Self.pairs($0) } ?? []),
            notInRelease: missing(roles, routes), line: section.line)
    }

    /// What is missing when none of its roles, or none of its groups of routes, is in this release.
    private func missing(_ roles: [String], _ routes: [String]) -> String? {
        if roles.allSatisfy({ !Release.roles.contains($0) }) {
            return "role " + roles.joined(separator: ", ")
        }
        guard !routes.isEmpty, routes.allSatisfy({ !Release.routes.contains($0) }) else { return nil }
        return "routes " + routes.joined(separator: ", ")
    }

    private func probes(_ section: ProfileSection, _ common: ProbePlan?) -> ProbePlan {
        ProbePlan(
            live: section.get("live", .path, else: common?.live ?? "/livez", why: "says only that it runs"),
            ready: section.get(
                "ready", .path, else: common?.ready ?? "/ready",
                why: "asks the database; never used to restart"),
            isPublic: section.get(
                "public", .truth, else: common?.isPublic ?? false,
                why: "outsiders learn nothing of its inside"),
            liveDelay: section.get(
                "live-delay", .seconds(0...600), else: common?.liveDelay ?? 30, show: { "\($0)s" },
                why: "a slow start is no death"),
            readyDelay: section.get(
                "ready-delay", .seconds(0...600), else: common?.readyDelay ?? 5, show: { "\($0)s" },
                why: "it starts within a second"),
            period: section.get(
                "period", .seconds(1...300), else: common?.period ?? 10, show: { "\($0)s" },
                why: "thirty seconds until a restart"),
            readyPeriod: section.get(
                "ready-period", .seconds(1...300), else: common?.readyPeriod ?? 5, show: { "\($0)s" },
                why: "traffic stops within fifteen seconds"))
    }

    private func size(_ section: ProfileSection, _ common: SizePlan?) -> SizePlan {
        let cpu = section.get(
            "cpu", .processor, else: common?.cpu ?? 250, show: { "\($0)m" },
            why: "a quarter of a processor serves a cafe")
        let memory = section.get(
            "memory", .memory, else: common?.memory ?? 512, show: { "\($0)Mi" },
            why: "eight times what an idle server takes")
        let fixed = shape == .ecsFargate
        if fixed, !FargateSizes.memory(for: cpu).contains(memory) {
            let fits = FargateSizes.memory(for: cpu).map { "\($0)Mi" }
            reading.fault(
                section.node,
                "\(section.path): Fargate has no \(cpu)m with \(memory)Mi; "
                    + (fits.isEmpty
                        ? "processors: 0.25, 0.5, 1, 2, 4, 8, 16"
                        : "with \(cpu)m there are \(fits.joined(separator: ", "))"))
        }
        let sized = section.has("cpu") || section.has("memory") || common == nil
        let cpuLimit = section.get(
            "cpu-limit", .processor, else: fixed ? cpu : sized ? cpu * 2 : common?.cpuLimit ?? cpu * 2,
            show: { "\($0)m" }, why: fixed ? "a task's size is fixed" : "twice what is reserved")
        let memoryLimit = section.get(
            "memory-limit", .memory,
            else: fixed ? memory : sized ? memory * 2 : common?.memoryLimit ?? memory * 2,
            show: { "\($0)Mi" }, why: fixed ? "a task's size is fixed" : "twice what is reserved")
        if cpuLimit < cpu || memoryLimit < memory {
            reading.fault(section.node, "\(section.path): a limit is less than what is reserved")
        }
        return SizePlan(cpu: cpu, memory: memory, cpuLimit: cpuLimit, memoryLimit: memoryLimit)
    }

    private func scale(_ section: ProfileSection, _ isWorker: Bool) -> ScalePlan {
        let small = environment.small
        let careful = environment.tier != .economy && !isWorker && !small
        let written = section.get(
            "min", .count(0...1000), else: careful ? 2 : 1,
            why: careful ? "one may be lost" : "one is enough here")
        let least = small ? min(written, 1) : written
        let ceiling = section.get("max", .count(1...1000), else: max(written * 2, 2), why: "twice the least")
        let most = small ? max(least, (ceiling + 3) / 4) : ceiling
        if most < least {
            reading.fault(section.node, "\(section.path): max \(most) is less than min \(least)")
        }
        let backlog = section.get("backlog", .count(1...10_000_000))
        return ScalePlan(
            min: least, max: most,
            cpu: section.get("cpu", .count(10...95)) ?? (backlog == nil ? 70 : nil),
            requests: section.get("requests", .count(1...100_000)),
            latency: section.get("latency", .milliseconds(1...600_000)), backlog: backlog,
            downWindow: section.get(
                "down-window", .seconds(0...3600), else: 300, show: { "\($0)s" },
                why: "slow in, so that it does not flap"),
            upWindow: section.get(
                "up-window", .seconds(0...3600), else: 0, show: { "\($0)s" }, why: "fast out"))
    }

    private func websocket(_ section: ProfileSection) -> WebSocketPlan {
        WebSocketPlan(
            stickiness: section.get(
                "stickiness", .seconds(1...604_800), else: 3600, show: { "\($0)s" },
                why: "polling clients must meet the same copy"),
            idle: section.get(
                "idle", .seconds(1...4000), else: 3600, show: { "\($0)s" },
                why: "quiet screens stay connected"))
    }

    private func migration(_ section: ProfileSection) -> MigrationPlan {
        _ = section.get("when", .one(of: ["before"]), else: "before", why: "new code never meets old tables")
        return MigrationPlan(
            run: section.get("run", .text, else: "hesap migrate", why: "the image's own"),
            compatible: section.get(
                "compatible", .truth, else: true,
                why: "migrations only add, so that the version before goes on"))
    }

    /// The database is migrated by one service: the first that uses it, when none says so.
    private func migrate(_ services: inout [ServicePlan]) {
        let given = services.filter { $0.migration != nil }
        if given.count > 1 {
            reading.fault(
                at: "services.\(given[1].name).migrate",
                "services.\(given[1].name).migrate: one service migrates, "
                    + "and \(given[0].name) does already")
        }
        guard given.isEmpty, let first = services.firstIndex(where: { $0.uses.contains("database") }) else {
            return
        }
        services[first].migration = MigrationPlan(run: "hesap migrate", compatible: true)
        reading.byDefault(
            "services.\(services[first].name).migrate",
            "{run: hesap migrate, when: before, compatible: true}",
            why: "the first service that uses the database")
    }

    /// Named texts; numbers and truth values are taken as written.
    static func pairs(_ section: ProfileSection) -> [Setting] {
        section.node.entries.compactMap { entry in
            let form = Form<String> { node throws(Wrong) in
                guard let text = node.text else { throw Wrong("a text is wanted") }
                return text
            }
            return section.get(entry.key, form).map { Setting(name: entry.key, value: $0) }
        }
    }

    private static let repository = Form<String>.text.checked { text throws(Wrong) in
        let fits = text.allSatisfy { ($0.isASCII && ($0.isLowercase || $0.isNumber)) || "/-._".contains($0) }
        guard fits, (2...256).contains(text.count), text.first?.isLetter == true else {
            throw Wrong("\"\(text)\": a repository is named such as cafe/api, without address and tag")
        }
    }

    func web(_ top: ProfileSection) -> [WebPlan] {
        top.each("web") { name, section in
            let apps = section.within("apps", applications) ?? []
            let path = section.get(
                "path", .text, else: apps.isEmpty ? "web/dist/\(name)" : "web/dist",
                why: "where the build leaves it")
            let screen = path.split(separator: "/").last.map(String.init) ?? name
            _ = section.get(
                "fallback", .one(of: ["per-app"]), else: "per-app", why: "each app answers its own paths")
            return WebPlan(
                name: name,
                host: section.need("host", .host(wildcard: true), else: "example.com", "the public host"),
                path: path,
                bucket: section.get(
                    "bucket", .bucket, else: names.of(.bucket, name), why: "the name of its part"),
                versionDays: section.get("versions", Self.keep), apps: apps,
                notInRelease: apps.isEmpty && !Release.screens.contains(screen) ? "screen \(screen)" : nil,
                line: section.line)
        }
    }

    private func applications(_ section: ProfileSection) -> [WebApplication] {
        section.node.entries.compactMap { entry in
            guard let path = section.get(entry.key, .path) else { return nil }
            if let wrong = Form<String>.fault(of: entry.key, .one(of: Release.allScreens)) {
                reading.fault(entry, "\(section.path): \(wrong)")
            }
            guard path.hasSuffix("/"), path.count > 1 else {
                reading.fault(
                    entry, "\(section.path).\(entry.key): a folder such as /\(entry.key)/ is wanted")
                return nil
            }
            return WebApplication(
                name: entry.key, path: path,
                notInRelease: Release.screens.contains(entry.key) ? nil : "screen \(entry.key)")
        }
    }

    static let keep = Form<Int> { node throws(Wrong) in
        let text = node.text ?? ""
        guard text.hasPrefix("keep-"), let days = Units.measure(String(text.dropFirst(5)), ["d": 1]), days > 0
        else {
            throw Wrong("keep-30d or the like is wanted" + Units.quoted(node))
        }
        return days
    }
}
