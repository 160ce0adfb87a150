/// Alarms that ring, for what they say.
enum AlarmRules {
    static let all: [Rule] = [
        rule(
            "alarm-no-dimension", .error, "An alarm says what it watches.",
            why: "CloudWatch: a metric without its dimensions has no data.", dimensions),
        rule(
            "alarm-no-such-metric", .error, "The metric exists.",
            why: "CloudWatch metric lists of the services; an unknown one never has data.", metrics),
        rule(
            "alarm-missing-data", .error,
            "An alarm says what missing data mean, and looks in the right region.",
            why: "Without it an alarm on a dead system stays INSUFFICIENT_DATA and rings nobody.", missing),
        rule(
            "alarm-mislabelled", .error, "An alarm measures what its name says.",
            why: "Who is woken looks in the wrong place.", labels),
        rule(
            "alarm-static-limit", .warning, "A limit on connections follows from the class.",
            why: "RDS: max_connections grows with the memory.", limits),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "alarms", check: check)
    }

    private static func alarms(_ guide: Guide) -> [ShellCommand] {
        guide.aws("cloudwatch", "put-metric-alarm")
    }

    private static func dimensions(_ guide: Guide) -> [Spot] {
        alarms(guide).filter { !$0.has("--dimensions") && !$0.has("--metrics") }
            .map { Spot($0.line, "no dimensions") }
    }

    private static func metrics(_ guide: Guide) -> [Spot] {
        (alarms(guide) + guide.aws("cloudwatch", "get-metric-statistics")).compactMap { command in
            guard let space = command.option("--namespace")?.text,
                let metric = command.option("--metric-name"),
                let known = Versions.metrics[space], !known.contains(metric.text)
            else { return nil }
            return Spot(metric.line, "\(space) has no metric \(metric.text)")
        }
    }

    private static func missing(_ guide: Guide) -> [Spot] {
        let wantsRegion = guide.commands.contains { $0.calls("aws", "rds") && $0.has("--region") }
        return alarms(guide).flatMap { command -> [Spot] in
            var spots: [Spot] = []
            if !command.has("--treat-missing-data") {
                spots.append(Spot(command.line, "nothing is said of missing data"))
            }
            if wantsRegion, !command.has("--region") {
                spots.append(Spot(command.line, "no region, where other commands name one"))
            }
            return spots
        }
    }

    private static func labels(_ guide: Guide) -> [Spot] {
        alarms(guide).compactMap { command in
            guard let metric = command.option("--metric-name"), metric.text == "DatabaseConnections" else {
                return nil
            }
            let label = (command.option("--alarm-name")?.text ?? "").lowercased()
            let isWrong = label.holds("error") || command.option("--statistic")?.text == "Sum"
            return isWrong ? Spot(metric.line, "it counts connections, not errors") : nil
        }
    }

    private static func limits(_ guide: Guide) -> [Spot] {
        var spots = guide.prose.filter { $0.lower.holds("connection count (>") }
            .map { Spot($0.number, "a fixed number whatever the class") }
        for command in alarms(guide) where command.option("--metric-name")?.text == "DatabaseConnections" {
            guard let limit = command.option("--threshold"), !limit.text.hasPrefix("$") else { continue }
            spots.append(Spot(limit.line, "a fixed number whatever the class"))
        }
        return spots
    }
}
