/// A capacity sheet as people read it.
public enum CapacityText {
    /// The whole page.
    public static func page(_ sheet: CapacitySheet, system: String) -> String {
        var page = ["\(system), \(sheet.environment): what growth asks for", ""]
        if sheet.isAssumed { page.append("The guide plans no growth; these sales a day are assumed.") }
        page += sheet.stages.map(line) + ["", "Where it breaks, the first first"]
        page += sheet.limits.map {
            "  \($0.perDay) sales a day: \($0.what) (\($0.limit)); then \($0.remedy)"
        }
        if !sheet.phases.isEmpty {
            page += ["", "The guide's phases beside what the growth needs"] + sheet.phases.map(line)
        }
        page += ["", "Scaling, a second at a time over five traces"] + sheet.scaling.flatMap(lines)
        if !sheet.warming.isEmpty {
            page += ["", "Copies added before a known peak"] + sheet.warming.map(line)
        }
        return page.joined(separator: "\n") + "\n"
    }

    private static func line(_ stage: GrowthStage) -> String {
        let tenants = stage.tenants.map { "\($0) customers, " } ?? ""
        let copies = stage.copies.map { "\($0.service) \($0.copies)" }.joined(separator: ", ")
        let cost = "\(stage.monthly.rounded) a month\(stage.isPartial ? " without what has no price" : "")"
        return """
              \(stage.name): \(tenants)\(stage.perDay) sales a day, \(decimal(stage.meanSales)) a second, \
            \(decimal(stage.peakSales)) in the peak; \(stage.peakRequests) requests a second in the peak
                copies \(copies); \(stage.connections) connections; \(stage.storage) GB stored; \
            \(stage.bandwidth) GB sent, \(decimal(stage.peakKilobits)) Mbit/s in the peak; \(cost)
            """
    }

    private static func line(_ phase: PhaseJudgement) -> String {
        let planned = phase.planned
        return """
              phase \(phase.phase): \(planned.copies) copies, \(planned.processors) processors, \(planned.memoryGB) GB \
            there; \(decimal(phase.processors)) processors, \(decimal(phase.memory * 1_000 / 1_024)) GB here \
            for \(phase.perDay) sales a day
            """
    }

    private static func lines(_ service: ScalingOutcome) -> [String] {
        let policy = service.policy
        let head = """
              \(service.service): \(policy.least) to \(policy.most) copies of \(policy.perCopy) requests a second at \
            \(policy.target) %, run at \(service.base) requests a second
            """
        return [head]
            + service.results.map { result in
                let faults = result.faults.map(\.rawValue).joined(separator: ", ")
                return """
                        \(result.trace): at most \(result.copiesMost) copies, \(result.overloadSeconds) s overloaded, \
                    longest wait \(result.waitMost) s, \(result.turns) turns: \(faults.isEmpty ? "holds" : faults)
                    """
            }
    }

    private static func line(_ effect: WarmingEffect) -> String {
        """
          \(effect.event), \(effect.service): from \(effect.base) to \(effect.base * effect.factor) requests a second in a \
        minute; without: \(effect.cold.overloadSeconds) s overloaded, longest wait \(effect.cold.waitMost) s; with: \
        \(effect.warm.overloadSeconds) s, \(effect.warm.waitMost) s
        """
    }

    private static func decimal(_ thousandths: Int) -> String {
        let hundredths = (thousandths + 5) / 10
        let whole = hundredths / 100
        let rest = hundredths % 100
        return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
