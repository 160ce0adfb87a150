/// The picture of a system, drawn from its profile, in Mermaid's language.
enum ArchitectureDrawing {
    static func mermaid(_ profile: Profile) -> String {
        var lines = ["flowchart TB", "    people([\"Internet\"])"]
        var links: [String] = []
        entrances(profile, &lines, &links)
        services(profile, &lines, &links)
        stores(profile, &lines, &links)
        others(profile, &lines, &links)
        return (lines + links).joined(separator: "\n")
    }

    private static func id(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private static func entrances(_ profile: Profile, _ lines: inout [String], _ links: inout [String]) {
        lines.append("    subgraph edge[\"\(profile.name(.firewall))\"]")
        for web in profile.web {
            let screens = web.apps.isEmpty ? web.name : web.apps.map(\.path).joined(separator: " ")
            lines.append("        web_\(id(web.name))[\"\(web.host)<br/>\(screens)<br/>\(web.bucket)\"]")
            links.append("    people --> web_\(id(web.name))")
        }
        let isOpen = profile.services.contains { !$0.isWorker && !$0.isInternal }
        if isOpen, profile.shape != .host {
            lines.append("        door[\"\(profile.name(.loadBalancer))\"]")
            links.append("    people --> door")
        }
        lines.append("    end")
    }

    private static func services(_ profile: Profile, _ lines: inout [String], _ links: inout [String]) {
        let home =
            profile.shape == .eks
            ? profile.platform.existing ?? profile.name(.cluster)
            : profile.shape == .ecsFargate ? profile.name(.cluster) : profile.system
        lines.append("    subgraph home[\"\(home) (\(profile.regions.primary))\"]")
        for service in profile.services {
            let scale =
                "\(service.scale.min)–\(service.scale.max) × \(service.size.cpu)m, \(service.size.memory) MiB"
            lines.append(
                "        svc_\(id(service.name))[\"\(profile.name(.workload, service.name))<br/>"
                    + "\(service.roles.joined(separator: ", "))<br/>\(scale)\"]")
            if service.behindCDN, let web = profile.web.first {
                links.append(
                    "    web_\(id(web.name)) -->|\(service.paths.first ?? "/")| svc_\(id(service.name))")
            }
            guard !service.isWorker, !service.isInternal, profile.shape != .host else { continue }
            let way = service.host ?? service.paths.first ?? "/"
            links.append("    door -->|\(way)| svc_\(id(service.name))")
        }
        lines.append("    end")
    }

    private static func stores(_ profile: Profile, _ lines: inout [String], _ links: inout [String]) {
        let data = profile.data
        if let database = data.database {
            lines.append(
                "    database[(\"\(profile.name(.database))<br/>PostgreSQL \(database.version), "
                    + "\(database.size), "
                    + "\(database.storage) GB\")]")
            for (index, replica) in database.replicas.enumerated() {
                lines.append("    replica\(index)[(\"\(replica.region)<br/>\(replica.size)\")]")
                links.append("    database -.-> replica\(index)")
            }
        }
        if let cache = data.cache {
            let nodes = cache.existing == nil ? ", \(cache.size) × \(cache.nodes)" : ""
            lines.append("    cache[(\"\(cache.existing ?? profile.name(.cache))<br/>Redis\(nodes)\")]")
        }
        if let events = data.events {
            lines.append(
                "    events[(\"\(profile.name(.events))<br/>Kafka, \(events.brokers) × \(events.size)\")]")
        }
        for bucket in data.buckets { lines.append("    bucket_\(id(bucket.use))[(\"\(bucket.name)\")]") }
        for service in profile.services {
            for use in service.uses {
                let target =
                    ["database", "cache", "events"].contains(use)
                    ? use : data.buckets.contains { $0.use == use } ? "bucket_\(id(use))" : nil
                if let target { links.append("    svc_\(id(service.name)) --> \(target)") }
            }
        }
    }

    private static func others(_ profile: Profile, _ lines: inout [String], _ links: inout [String]) {
        for region in [profile.regions.standby].compactMap({ $0 }) + profile.regions.later {
            let isLater = profile.regions.later.contains(region)
            lines.append(
                "    region_\(id(region))[\"\(region)<br/>\(isLater ? "prepared" : "stands ready")\"]")
            links.append("    home -.-> region_\(id(region))")
        }
    }
}
