/// The page of one system: picture, parts, costs, promises, and how to go live.
public struct ProfilePage {
    let graph: Graph
    let prices: PriceSheet
    let findings: [Finding]
    let facts: Int
    let comparison: CostComparison?
    let savings: [Saving]

    /// The page of a profile; `facts` is how many facts its document has, `costs` what it says of costs.
    public init(
        _ graph: Graph, table: PriceTable, findings: [Finding], facts: Int, costs: DocumentCosts? = nil
    ) {
        let prices = Price.of(graph, table: table)
        self.graph = graph
        self.prices = prices
        self.findings = findings
        self.facts = facts
        comparison = costs?.table(of: prices.environment).map { CostComparison.of(prices, $0) }
        savings = Savings.of(graph, prices, measured: [], table: table)
    }

    private var profile: Profile { graph.profile }

    /// The page.
    public var text: String {
        var page = PageText()
        page.heading(1, "\(profile.system), \(profile.environment.name)")
        page.say(
            "Written by `hesap deploy docs` from [the "
                + "profile](../../deploy/profiles/\(profile.system).yaml); a test "
                + "holds this page to it.")
        page.heading(2, "Architecture")
        page.code("mermaid", ArchitectureDrawing.mermaid(profile))
        if let network = NetworkDrawing.mermaid(graph) {
            page.heading(2, "Network")
            page.code("mermaid", network)
        }
        parts(&page)
        promises(&page)
        costs(&page)
        live(&page)
        limits(&page)
        return page.whole
    }

    private func parts(_ page: inout PageText) {
        page.heading(2, "Parts")
        page.table(
            ["Service", "Roles", "Reached by", "Copies", "One copy", "In this release"],
            profile.services.map { service in
                let host =
                    service.host
                    ?? (service.isWorker
                        ? "queues" : service.isInternal ? "inside" : profile.gateway?.host ?? "")
                return [
                    service.name, service.roles.joined(separator: ", "),
                    ([host] + service.paths).filter { !$0.isEmpty }.joined(separator: " "),
                    "\(service.scale.min)–\(service.scale.max)",
                    "\(service.size.cpu)m, \(service.size.memory) MiB",
                    service.notInRelease.map { "no: \($0)" } ?? "yes",
                ]
            })
        page.table(
            ["Screens", "Address", "Bucket", "In this release"],
            profile.web.flatMap { web in
                web.apps.isEmpty
                    ? [[web.name, web.host, web.bucket, web.notInRelease.map { "no: \($0)" } ?? "yes"]]
                    : web.apps.map {
                        [
                            $0.name, web.host + $0.path, web.bucket,
                            $0.notInRelease.map { "no: \($0)" } ?? "yes",
                        ]
                    }
            })
        page.table(["Store", "What"], stores)
        eventRights(&page)
        let types = Dictionary(grouping: graph.resources) { $0.layer }
        page.table(
            ["Layer", "Resources", "Regions"],
            Layer.allCases.compactMap { layer in
                guard let all = types[layer] else { return nil }
                return [
                    layer.rawValue, "\(all.count)", Set(all.map(\.region)).sorted().joined(separator: ", "),
                ]
            })
        if !graph.objects.isEmpty { page.say("\(graph.objects.count) objects of Kubernetes.") }
    }

    /// Who may do what in the event log.
    private func eventRights(_ page: inout PageText) {
        guard let events = profile.data.events, !profile.eventRights.isEmpty else { return }
        page.say(
            "Each service has a user of its own in \(profile.name(.events)), which may nothing until `kafka/rights.sh` of "
                + "`hesap deploy render` gave it this:")
        page.table(
            ["Service", "User", "May"],
            profile.eventRights.map { rights in
                let grants = rights.grants(events.topics).map {
                    "\($0.operations.joined(separator: " and ")) the \($0.kind) \($0.name)"
                }
                return [rights.service, rights.user, grants.joined(separator: "; ")]
            })
    }

    private var stores: [[String]] {
        let data = profile.data
        var rows: [[String]] = []
        if let database = data.database {
            rows.append([
                profile.name(.database),
                "PostgreSQL \(database.version), \(database.size), \(database.storage) GB to "
                    + "\(database.storageMax) GB, "
                    + "\(database.multiZone ? "two zones" : "one zone"), backups \(database.backupDays) days",
            ])
            for replica in database.replicas { rows.append(["copy in \(replica.region)", replica.size]) }
        }
        if let cache = data.cache {
            rows.append([
                cache.existing ?? profile.name(.cache),
                cache.existing == nil
                    ? "Redis \(cache.version), \(cache.size) × \(cache.nodes)"
                    : "existing Redis, keys begin with `\(cache.prefix ?? "")`",
            ])
        }
        if let events = data.events {
            rows.append([
                profile.name(.events),
                "Kafka \(events.version), \(events.brokers) × \(events.size), \(events.storage) GB each",
            ])
        }
        for bucket in data.buckets {
            let archive = bucket.archiveDays.map { ", archive after \($0) days" } ?? ""
            let copy = bucket.replicate ? ", copied to the standby region" : ""
            rows.append([bucket.name, "bucket\(archive)\(copy)"])
        }
        rows += data.secrets.map {
            [
                profile.name(.secret, $0.use),
                $0.generated ? "drawn, \($0.length) characters" : "filled in by people",
            ]
        }
        return rows
    }

    private func promises(_ page: inout PageText) {
        var rows: [[String]] = []
        if let recovery = profile.recovery {
            rows.append([
                "works again after a failure",
                "\(recovery.rto / 60) minutes (`hesap deploy drill` measures it)",
            ])
            rows.append(["data that may be lost", "\(recovery.rpo) seconds"])
            if let region = recovery.regionRTO {
                rows.append(["works again without its region", "\(region / 60) minutes"])
            }
        }
        if let targets = profile.targets {
            rows.append(["available", "\(Value.decimal(targets.availability)) %"])
            rows.append(["requests that fail", "at most \(Value.decimal(targets.errorRate)) %"])
            rows.append(["95 of 100 answers within", "\(targets.p95) ms"])
        }
        rows.append([
            "roll-out",
            "\(profile.rollout.strategy.rawValue), "
                + "\(profile.rollout.steps.map { "\($0) %" }.joined(separator: ", ")), "
                + "\(profile.rollout.bake / 60) minutes each",
        ])
        page.heading(2, "Promises")
        page.table(["What", "How much"], rows)
    }

    private func costs(_ page: inout PageText) {
        page.heading(2, "Costs of a month")
        let groups = CostGroup.allCases.filter { group in prices.lines.contains { $0.group == group } }
        page.table(["Part", "Cost"], groups.map { [$0.rawValue, prices.sum(of: $0).rounded] })
        let total =
            prices.total.map { "All together \($0.rounded)." }
            ?? "\(prices.missing.count) prices are missing."
        page.say(
            "\(total) The budget is $\(prices.budget). `hesap deploy price \(profile.system)` names "
                + "each row's source."
        )
        beside(&page)
        above(&page)
    }

    /// The document's own rows beside ours, those first that cost more here.
    private func beside(_ page: inout PageText) {
        guard let comparison else { return }
        let rows = comparison.rows.sorted {
            $0.ours.high - $0.document.cost.high > $1.ours.high - $1.document.cost.high
        }
        page.say("Beside the document's own table:")
        page.table(
            ["Its row", "There", "Here", "Why"],
            rows.map { row in
                let more = row.ours.low > row.document.cost.high
                return [
                    row.document.label, row.document.cost.rounded, row.ours.rounded + (more ? ", more" : ""),
                    row.document.why ?? "",
                ]
            }
                + comparison.absent.map { ["no row for \($0.group.rawValue)", "", $0.cost.rounded, ""] })
    }

    /// What a month above its budget is made of, and what would bring it down.
    private func above(_ page: inout PageText) {
        guard let total = prices.total ?? prices.lines.map(\.monthly).summed,
            total.high > Cost.dollars(prices.budget).low
        else { return }
        page.say("A month may cost more than the budget. What costs most:")
        let dearest = prices.lines.sorted { $0.monthly.high > $1.monthly.high }.prefix(6)
        page.table(
            ["Line", "Region", "Cost"], dearest.map { [$0.label, $0.region, $0.monthly.rounded] })
        guard !savings.isEmpty else { return }
        page.say("What would save:")
        page.table(["What", "A month", "But"], savings.map { [$0.what, $0.monthly.rounded, $0.but] })
    }

    private func live(_ page: inout PageText) {
        let environment = "--environment \(profile.environment.name)"
        page.heading(2, "Going live")
        page.say("Fill in the account and the domains in the profile first; they are examples.")
        page.code(
            "bash",
            ["doctor", "lint", "price", "plan", "all", "verify"].map {
                "hesap deploy \($0) \(profile.system) \(environment)"
            }
            .joined(separator: "\n"))
        let zones = profile.domains.filter(\.create).map(\.name)
        if !zones.isEmpty {
            page.say(
                "After the zones \(zones.joined(separator: ", ")) are created, `apply` prints their "
                    + "name servers and waits "
                    + "until the registrar names them; it may be stopped and started meanwhile.")
        }
        let given = profile.data.secrets.filter { !$0.generated }.map { "`\(profile.name(.secret, $0.use))`" }
        if !given.isEmpty {
            page.say("People fill in \(given.joined(separator: ", ")) once the data stacks stand.")
        }
    }

    private func limits(_ page: inout PageText) {
        let waived = findings.filter { $0.waived != nil }
        if !waived.isEmpty {
            page.heading(2, "Accepted for a while")
            page.table(
                ["Rule", "Until", "Reason"],
                profile.waivers.map { [$0.rule, $0.until, $0.reason] })
        }
        page.heading(2, "The document")
        page.say(
            "Its \(facts) facts are each rendered, done by a command, checked, or answered for: "
                + "`hesap deploy coverage \(profile.system)`.")
    }
}

extension [Cost] {
    /// Their sum; nil for none.
    fileprivate var summed: Cost? { isEmpty ? nil : Cost.sum(self) }
}
