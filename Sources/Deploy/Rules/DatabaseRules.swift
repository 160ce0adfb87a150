import YAML

/// Databases as they are created.
enum DatabaseRules {
    static let all: [Rule] = [
        rule(
            "db-name-not-created", .error, "The database that the configuration names is created.",
            why: "RDS makes no database but postgres unless a name is given.", name),
        rule(
            "reserved-master-user", .error, "The master user has no reserved name.",
            why: "RDS for PostgreSQL refuses admin and its own role names.", user),
        rule(
            "parameter-exceeds-memory", .error, "Memory parameters fit the class.",
            why: "The instance stays incompatible-parameters; shared_buffers is in pages of 8 KiB.", memory),
        rule(
            "static-parameter-immediate", .error, "Parameters that need a restart are applied with one.",
            why: "RDS refuses ApplyMethod immediate for static parameters.", immediate),
        rule(
            "windows-overlap", .error, "Backup and maintenance windows do not overlap.",
            why: "RDS and ElastiCache refuse overlapping windows.", overlap),
        rule(
            "windows-adjacent", .note, "There is time between backup and maintenance.",
            why: "A backup that runs late meets the maintenance.", adjacent),
        rule(
            "no-multi-az", .warning, "The database has a standby in another zone.",
            why: "A single-zone instance is down for as long as a zone or a patch takes.", zones),
        rule(
            "no-deletion-protection", .warning, "The database cannot be deleted by one command.",
            why: "RDS deletion protection is off unless asked for on the command line.", deletion),
        rule(
            "no-final-snapshot", .warning, "Deletion leaves a final snapshot.",
            why: "Automated backups go with the instance.", snapshot),
        rule(
            "replica-smaller-than-primary", .warning,
            "A replica that may be promoted has the primary's size.",
            why: "After a failover it carries the whole load.", replicas),
        rule(
            "replica-needs-key", .error, "An encrypted replica in another region names a key of that region.",
            why: "RDS: KMS keys do not cross regions.", replicaKey),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "database", check: check)
    }

    private static func created(_ guide: Guide) -> [ShellCommand] { guide.aws("rds", "create-db-instance") }

    private static func name(_ guide: Guide) -> [Spot] {
        let isNamed = guide.codeSays("database_name:", "\"database\":", "db_name=")
        return created(guide).filter { isNamed && !$0.has("--db-name") }
            .map { Spot($0.line, "the configuration names a database that is not created") }
    }

    private static func user(_ guide: Guide) -> [Spot] {
        let words = created(guide).compactMap { $0.option("--master-username") }
        var spots = words.filter { Versions.reservedUsers.contains($0.text.lowercased()) }
            .map { Spot($0.line, "\($0.text) is reserved") }
        spots += guide.code.filter { $0.text.holds("fromGeneratedSecret('admin')") }
            .map { Spot($0.number, "admin is reserved") }
        return spots
    }

    private static func parameters(_ guide: Guide) -> [(name: String, value: Int, method: String, line: Int)]
    {
        guide.aws("rds", "modify-db-parameter-group").flatMap { $0.values(of: "--parameters") }.compactMap {
            word in
            var fields: [String: String] = [:]
            for part in word.text.split(separator: ",") {
                let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
                if pair.count == 2 { fields[pair[0]] = pair[1] }
            }
            guard let name = fields["ParameterName"] else { return nil }
            return (
                name, fields["ParameterValue"].flatMap { Int($0) } ?? 0, fields["ApplyMethod"] ?? "",
                word.line
            )
        }
    }

    private static func memory(_ guide: Guide) -> [Spot] {
        guard
            let size = created(guide).compactMap({ $0.option("--db-instance-class") }).first
                .flatMap({ InstanceSize($0.text) })
        else { return [] }
        let all = parameters(guide)
        var spots: [Spot] = []
        for parameter in all where parameter.name == "shared_buffers" {
            let mebibytes = parameter.value / 128
            if mebibytes * 10 > size.memory * 9 {
                spots.append(
                    Spot(parameter.line, "shared_buffers of \(mebibytes) MiB on \(size.memory) MiB of memory")
                )
            }
        }
        if let work = all.first(where: { $0.name == "work_mem" }),
            let connections = all.first(where: { $0.name == "max_connections" }),
            work.value / 1024 * connections.value * 10 > size.memory * 9
        {
            let need = work.value / 1024 * connections.value
            spots.append(Spot(work.line, "work_mem by max_connections is \(need) MiB of \(size.memory) MiB"))
        }
        return spots
    }

    private static func immediate(_ guide: Guide) -> [Spot] {
        parameters(guide).filter { Versions.staticParameters.contains($0.name) && $0.method == "immediate" }
            .map { Spot($0.line, "\($0.name) changes only with a restart") }
    }

    /// Windows as minutes of a week; a backup window is of each day.
    private static func windows(_ guide: Guide) -> [(line: Int, gap: Int)] {
        guide.commands.compactMap { command in
            guard
                let backup = command.option("--preferred-backup-window")
                    ?? command.option("--snapshot-window"),
                let maintenance = command.option("--preferred-maintenance-window")
            else { return nil }
            let first = backup.text.numbers
            let second = maintenance.text.numbers
            guard first.count == 4, second.count == 4 else { return nil }
            let (start, end) = (first[0] * 60 + first[1], first[2] * 60 + first[3])
            let (from, to) = (second[0] * 60 + second[1], second[2] * 60 + second[3])
            return (maintenance.line, start < to && from < end ? -1 : min(abs(from - end), abs(start - to)))
        }
    }

    private static func overlap(_ guide: Guide) -> [Spot] {
        windows(guide).filter { $0.gap < 0 }.map { Spot($0.line, "the windows overlap") }
    }

    private static func adjacent(_ guide: Guide) -> [Spot] {
        windows(guide).filter { $0.gap == 0 }.map { Spot($0.line, "one window ends when the other begins") }
    }

    private static func zones(_ guide: Guide) -> [Spot] {
        var spots = created(guide).filter { !$0.has("--multi-az") }.map {
            Spot($0.line, "no standby is asked for")
        }
        spots += guide.tableRows.filter {
            $0.cells.first?.lowercased() == "multi-az"
                && $0.cells.dropFirst().first?.lowercased().holds(any: ["hayır", "no", "false"]) == true
        }.map { Spot($0.line, "one zone only") }
        return spots
    }

    /// Where the guide first speaks of a managed database.
    private static func place(_ guide: Guide) -> Int? {
        created(guide).first?.line ?? (guide.deploys ? guide.firstLine(of: "rds postgresql", "rds") : nil)
    }

    private static func deletion(_ guide: Guide) -> [Spot] {
        guard !guide.says("deletion-protection", "deletion protection"), let line = place(guide) else {
            return []
        }
        return [Spot(line, "nothing protects the database from deletion")]
    }

    private static func snapshot(_ guide: Guide) -> [Spot] {
        guard !guide.says("final-db-snapshot", "final snapshot"), let line = place(guide) else { return [] }
        return [Spot(line, "nothing is said of a final snapshot")]
    }

    private static func replicas(_ guide: Guide) -> [Spot] {
        guard
            let primary = created(guide).compactMap({ $0.option("--db-instance-class") }).first
                .flatMap({ InstanceSize($0.text) })
        else { return [] }
        return guide.aws("rds", "create-db-instance-read-replica").compactMap { command in
            guard let word = command.option("--db-instance-class"), let size = InstanceSize(word.text),
                size.rank < primary.rank
            else { return nil }
            return Spot(word.line, "the replica is \(size.size), the primary \(primary.size)")
        }
    }

    private static func replicaKey(_ guide: Guide) -> [Spot] {
        guard created(guide).contains(where: { $0.has("--storage-encrypted") }) else { return [] }
        return guide.aws("rds", "create-db-instance-read-replica").compactMap { command in
            guard let region = command.option("--region"), !command.has("--kms-key-id"),
                let source = command.option("--source-db-instance-identifier"), source.text.hasPrefix("arn:"),
                !source.text.holds(region.text)
            else { return nil }
            return Spot(command.line, "no key of \(region.text) is named")
        }
    }
}
