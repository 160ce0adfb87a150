import YAML

/// Growth, and what it runs on.
enum ScalingRules {
    static let all: [Rule] = [
        rule(
            "autoscale-no-scale-in", .warning, "Scaling has a floor, a ceiling, a pause and a way down.",
            why: "Triggers that only add end at the quota; a floor of one is down during every change.",
            scaleIn),
        rule(
            "capacity-vs-load", .note, "What is planned has to do with what is expected.",
            why: "Machines for a thousand times the load are paid, not used.", load),
        rule(
            "spot-for-stateful", .error, "Spot capacity is for named workers without state.",
            why: "EC2 takes it back within two minutes.", stateful),
        rule(
            "spot-for-payments", .error, "Nothing that takes money runs on spot capacity.",
            why: "A payment in flight must not lose its process.", payments),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "scaling", check: check)
    }

    private static func scaleIn(_ guide: Guide) -> [Spot] {
        let triggers = guide.prose.filter {
            $0.lower.holds("→") && $0.lower.holds("instance") && $0.text.holds(">")
        }
        var spots: [Spot] = []
        if let first = triggers.first, !guide.says("cool-down", "cooldown", "scale in", "scale-in") {
            spots.append(Spot(first.number, "\(triggers.count) triggers add instances, none takes one away"))
        }
        spots += guide.prose.filter { $0.lower.holds("scales 1-") }.map {
            Spot($0.number, "the least is one")
        }
        return spots
    }

    private static func load(_ guide: Guide) -> [Spot] {
        let daily = guide.tableRows.flatMap { row in
            row.cells.compactMap { cell in Int(cell.filter { $0 != "," }) }
        }.filter { $0 >= 1000 }.max()
        guard let daily else { return [] }
        return composed(guide)
            + guide.prose.compactMap { line in
                guard line.lower.holds("vcpu"),
                    let count = line.lower.split(separator: ",").last?.numbers.first,
                    line.lower.holds("instances"), count * 2000 > daily
                else { return nil }
                return Spot(line.number, "\(count) processors for at most \(daily) a day")
            }
    }

    /// What a compose file gives, against the phase with as many instances.
    private static func composed(_ guide: Guide) -> [Spot] {
        guide.mappings.compactMap { deploy in
            guard let replicas = deploy["replicas"]?.integer,
                let cpus = deploy.at("resources", "limits", "cpus"),
                let text = cpus.text
            else { return nil }
            let parts = text.split(separator: ".").map(String.init)
            let hundredths =
                (Int(parts[0]) ?? 0) * 100 + (parts[safe: 1].flatMap { Int(($0 + "00").prefix(2)) } ?? 0)
            let phase = guide.prose.first {
                $0.lower.holds(" \(replicas) instances,") && $0.lower.holds("vcpu")
            }
            let planned = phase?.lower.split(separator: ",").last?.numbers.first ?? 0
            guard planned * 100 > hundredths * replicas * 2 else { return nil }
            return Spot(cpus.line, "\(hundredths * replicas / 100) processors here, \(planned) in the plan")
        }
    }

    private static func spot(_ guide: Guide) -> [Guide.Line] {
        guide.prose.filter { $0.lower.holds("spot instance") && !$0.lower.holds("never") }
    }

    private static func stateful(_ guide: Guide) -> [Spot] {
        spot(guide).filter { !$0.lower.holds(any: ["worker", "stateless", "non-critical", "without state"]) }
            .map { Spot($0.number, "nothing is said of what must not run on it") }
    }

    private static func payments(_ guide: Guide) -> [Spot] {
        guard guide.says("payment", "ödeme") else { return [] }
        return spot(guide).filter { !$0.lower.holds("except payment") }
            .map { Spot($0.number, "payments are not excepted") }
    }
}
