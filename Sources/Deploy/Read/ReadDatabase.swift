import YAML

extension ReadData {
    func database(_ section: ProfileSection) -> DatabasePlan {
        let tier = environment.tier
        let careful = tier != .economy
        let storage = section.need("storage", .count(20...65536), else: 100, "GB at the start, such as 100")
        let size = section.need("class", .size(.database), else: "db.t3.medium", "the instance class")
        _ = section.get("engine", .one(of: ["postgres"]))
        let (night, region) = (Night(environment.nightOff), regions.primary)
        let pool = section.always("pool") { pool in
            (
                perTask: pool.get("per-task", .count(1...1000), else: 10, why: "what one copy can keep busy"),
                max: pool.get("max", .count(1...100_000))
            )
        }
        return DatabasePlan(
            version: section.get("version", Self.postgres, else: "17", why: "the newest major tested here"),
            size: size, storage: storage,
            storageMax: section.get(
                "storage-max", .count(20...65536), else: min(storage * 2, 65536),
                why: "it grows by itself to twice"),
            iops: section.get("iops", .count(3000...64000)),
            name: section.get(
                "name", Self.identifier, else: system.replacing("-", with: "_"), why: "the system's name"),
            user: section.get(
                "user", Self.identifier, else: "\(system.replacing("-", with: "_"))_admin",
                why: "a name that the service does not reserve"),
            multiZone: section.get(
                "multi-az", .truth, else: careful,
                why: careful ? "a zone's loss costs a minute" : "tier economy"),
            backupDays: section.get(
                "backups", .days(1...35), else: tier == .regulated ? 35 : 7, show: { "\($0)d" },
                why: tier == .regulated ? "tier regulated: the most there is" : "a week to notice"),
            backupWindow: section.get(
                "backup-window", Self.daily, else: night?.backupWindow(in: region) ?? "01:00-02:00",
                why: night == nil ? "a quiet hour, UTC" : "UTC, before the night stops the database"),
            upkeepWindow: section.get(
                "upkeep", Self.weekly, else: night?.upkeepWindow(in: region) ?? "sun:03:00-sun:04:00",
                why: "a quiet hour, UTC, not the backups'"
            ),
            logs: section.list(
                "logs", .one(of: ["postgresql", "upgrade"]), else: ["postgresql", "upgrade"],
                why: "what went wrong can be read"),
            replicas: replicas(section, size),
            parameters: section.within("parameters") { ReadServices.pairs($0) } ?? [],
            connections: section.get("connections", .count(10...100_000)),
            poolPerTask: pool.perTask, poolMax: pool.max,
            partitions: partitions(section),
            standby: section.get(
                "standby", .word, else: standbyDefault(section), show: { $0.rawValue },
                why: "the replicas written here"),
            line: section.line)
    }

    private func standbyDefault(_ section: ProfileSection) -> DatabaseStandby {
        let regions = section.value("replicas")?.elements.compactMap { $0["region"]?.text } ?? []
        return regions.contains { $0 != self.regions.primary } ? .replica : .none
    }

    private func replicas(_ section: ProfileSection, _ size: String) -> [ReplicaPlan] {
        guard let node = section.value("replicas") else { return [] }
        reading.given("data.database.replicas", node)
        let written = node.elements.enumerated().compactMap { index, element in
            ProfileSection.read(reading, "data.database.replicas.\(index)", element) { replica in
                ReplicaPlan(
                    region: replica.need("region", .region, else: regions.primary, "its region"),
                    size: replica.get(
                        "class", Self.classOrSame, else: "same", why: "as strong as the primary"))
            }
        }
        return written.map { ReplicaPlan(region: $0.region, size: $0.size == "same" ? size : $0.size) }
    }

    private static let classOrSame = Form<String> { node throws(Wrong) in
        if node.text == "same" { return "same" }
        return try Form<String>.size(.database).read(node)
    }

    private func partitions(_ section: ProfileSection) -> [PartitionPlan] {
        section.each("partitions") { table, part in
            _ = part.get("by", .one(of: ["month"]), else: "month", why: "the server makes months")
            return PartitionPlan(
                table: table, ahead: part.get("ahead", .count(1...24), else: 3, why: "a quarter beforehand"),
                hasDefault: part.get("default", .truth, else: true, why: "a row outside is kept and seen"))
        }
    }

    private static let postgres = Form<String>.version.checked { text throws(Wrong) in
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = parts.first, let major = first, parts.count <= 2,
            let least = Versions.postgres[major]
        else {
            let known = Versions.postgres.keys.sorted().map { "\"\($0)\"" }
            throw Wrong("there is no PostgreSQL \(text) here; \(known.joined(separator: ", ")) are")
        }
        guard parts.count == 2 else { return }
        guard let minor = parts[1], minor >= least else {
            throw Wrong(
                "PostgreSQL \(text) cannot be created any more (version-not-creatable); \"\(major)\" or "
                    + "\(major).\(least) up"
            )
        }
    }

    private static let identifier = Form<String>.text.checked { text throws(Wrong) in
        let fits = text.allSatisfy { ($0.isASCII && ($0.isLowercase || $0.isNumber)) || $0 == "_" }
        guard fits, text.first?.isLetter == true, text.count <= 63 else {
            throw Wrong(
                "\"\(text)\": small letters, digits and _ are wanted, at most 63 (PostgreSQL identifiers)")
        }
    }
}
