/// A plan as people read it.
public enum PlanText {
    /// Every step in order with its command as it will run.
    public static func page(_ plan: Plan, by runner: Runner) -> String {
        var text = "\(plan.system) in \(plan.environment): \(plan.verb)\n"
        for note in plan.notes { text += "note: \(note)\n" }
        for (index, step) in plan.steps.enumerated() {
            text += "\n\(index + 1). \(mark(step.effect)) \(step.title)"
            text += step.region.map { " (\($0))" } ?? ""
            text += "\n"
            for detail in step.details { text += "     \(detail)\n" }
            text += "     $ \(command(step, by: runner))\n"
        }
        if !plan.unchanged.isEmpty { text += "\nunchanged: \(plan.unchanged.joined(separator: ", "))\n" }
        if !plan.leftOut.isEmpty {
            text += "\nnot emulated, left out:\n"
            for left in plan.leftOut { text += "  \(left.type) \(left.id.name): \(left.reason)\n" }
        }
        for missing in plan.missing { text += "missing: \(missing)\n" }
        text += "\n" + summary(plan) + "\n"
        return text
    }

    /// How many steps of each kind, and the digest.
    public static func summary(_ plan: Plan) -> String {
        guard !plan.isEmpty else { return "Nothing to do: everything is as the profile says." }
        let counts = StepEffect.allCases.compactMap { effect -> String? in
            let count = plan.steps.filter { $0.effect == effect }.count
            return count == 0 ? nil : "\(count) \(effect.rawValue)"
        }
        return "\(plan.steps.count) steps (\(counts.joined(separator: ", "))). Plan \(plan.digest)"
    }

    /// A step's command with endpoint and region, as it will run.
    public static func command(_ step: Step, by runner: Runner) -> String {
        let words = runner.words(step.words.map(\.shown), of: step.program, region: step.region)
        let command = Invocation.shown(step.program, words)
        guard let input = step.input else { return command }
        let first = runner.words(input.map(\.shown), of: "aws", region: step.region)
        let part = step.inputMember.map { " | its \($0)" } ?? ""
        return Invocation.shown("aws", first) + part + " | " + command
    }

    private static func mark(_ effect: StepEffect) -> String {
        switch effect {
        case .read: "?"
        case .create: "+"
        case .update: "~"
        case .delete: "-"
        case .wait: "…"
        }
    }
}

extension PlanText {
    /// The steps' titles and details on a page, without their numbers.
    public static func titles(_ page: String) -> [String] {
        page.split(separator: "\n").compactMap { line in
            guard let first = line.first, first.isNumber, let dot = line.firstRange(of: ". ") else {
                return line.hasPrefix("     ") && !line.hasPrefix("     $")
                    ? line.dropFirst(5).description : nil
            }
            return String(line[dot.upperBound...])
        }
    }
}
