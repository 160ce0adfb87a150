public import Base

/// Runs a plan's steps, one after another, each written down before and after; a plan that was begun and
/// killed goes on where it was.
public final class Apply {
    private let plan: Plan
    private let profile: Profile
    private let runner: Runner
    private let folder: StateFolder
    private let surroundings: Surroundings
    private let say: (String) -> Void
    private let takesLock: Bool
    private var journal: Journal
    private var kept: [String: String] = [:]
    private var parameters: [String: [String: String]] = [:]

    /// A run of a plan. `say` shows the progress.
    public init(
        _ plan: Plan, of profile: Profile, by runner: Runner, in folder: StateFolder, journal: Journal,
        takesLock: Bool = false, surroundings: Surroundings, say: @escaping (String) -> Void
    ) {
        self.plan = plan
        self.profile = profile
        self.runner = runner
        self.folder = folder
        self.journal = journal
        self.takesLock = takesLock
        self.surroundings = surroundings
        self.say = say
    }

    /// Runs it to its end; what was done before is left out.
    public func run() throws(RunFault) {
        try journal.refuseBeside(plan.verb)
        let digest = plan.digest
        var progress = journal.unfinished
        if progress?.plan != digest { progress = nil }
        if progress == nil { try journal.write(.begin(plan: digest, verb: plan.verb)) }
        kept = progress?.done ?? [:]
        let lock = AccountLock(profile: profile, runner: runner, folder: folder, surroundings: surroundings)
        var isLocked = false
        do throws(RunFault) {
            for (index, step) in plan.steps.enumerated() {
                if !isLocked, !step.id.name.hasPrefix("state-") {
                    try lock.take(over: takesLock)
                    isLocked = true
                }
                let place =
                    "[\(index + 1)/\(plan.steps.count)] \(step.title)"
                    + (step.region.map { " (\($0))" } ?? "")
                if kept[step.id.name] != nil {
                    say("\(place): done before")
                    continue
                }
                try run(step, place, wasOpen: progress?.open == step.id.name)
            }
            if isLocked {
                if plan.verb != "destroy" { try lock.keepJournal() }
                try lock.release()
            }
            try journal.write(.end(plan: digest, outcome: "done"))
        } catch {
            try journal.write(.end(plan: digest, outcome: "failed"))
            if isLocked { try? lock.release() }
            throw error
        }
    }

    private func run(_ step: Step, _ place: String, wasOpen: Bool) throws(RunFault) {
        let words = try resolved(step.words, step)
        let began = surroundings.now().microseconds
        if wasOpen, let done = step.done, try holds(done, step) {
            try journal.write(.result(step: step.id.name, status: 0, output: nil))
            kept[step.id.name] = ""
            return say("\(place): was done")
        }
        let command = Invocation.shown(
            step.program, runner.words(words, of: step.program, region: step.region))
        try journal.write(.intent(step: step.id.name, command: runner.redaction.clean(command)))
        let answer: Answer
        if let awaited = step.awaits {
            answer = try wait(for: awaited, step, words, place)
        } else {
            answer = try once(step, words)
        }
        let output = step.keepsAnswer ? runner.redaction.clean(answer.line) : nil
        if step.keepsAnswer, answer.line.isEmpty || answer.line == "None" {
            try journal.write(.result(step: step.id.name, status: 1, output: nil))
            throw RunFault(1, "\(step.title): the answer is empty.")
        }
        try journal.write(.result(step: step.id.name, status: 0, output: output))
        kept[step.id.name] = output ?? ""
        if step.effect != .read, let region = step.region { parameters[region] = nil }
        let seconds = (surroundings.now().microseconds - began) / 100_000
        say("\(place): \(seconds / 10).\(seconds % 10) s" + (output.map { "\n      \($0)" } ?? ""))
    }

    private func once(_ step: Step, _ words: [String]) throws(RunFault) -> Answer {
        var input: String?
        if let words = step.input {
            let text = try runner.text("aws", resolved(words, step), region: step.region)
            input = try part(of: text, step)
        }
        let answer = try runner.run(
            step.program, words, region: step.region, seconds: step.patience.most, input: input)
        if answer.isGood || step.forgives.contains(where: { answer.errors.contains($0) }) { return answer }
        try journal.write(.result(step: step.id.name, status: max(answer.status, 1), output: nil))
        throw try explained(runner.fault(answer, step.program, words), step)
    }

    private func wait(
        for awaited: Awaited, _ step: Step, _ words: [String], _ place: String
    ) throws(RunFault) -> Answer {
        let deadline = surroundings.now().microseconds + Int64(step.patience.most) * 1_000_000
        var hasAsked = false
        var told = ""
        var pause = 200
        while true {
            let answer = try runner.run(step.program, words, region: step.region)
            // A fault that passes by itself is waited for as well.
            if !answer.isGood, !awaited.mayBeMissing, !Runner.isPassing(answer) {
                try journal.write(.result(step: step.id.name, status: max(answer.status, 1), output: nil))
                throw runner.fault(answer, step.program, words)
            }
            if answer.isGood, isGood(answer, awaited) { return answer }
            if answer.isGood, awaited.bad.contains(where: { answer.output.contains($0) }) {
                try journal.write(.result(step: step.id.name, status: 1, output: nil))
                throw try explained(RunFault(1, "\(step.title): \(answer.line)"), step)
            }
            guard surroundings.now().microseconds < deadline else {
                try journal.write(.result(step: step.id.name, status: 2, output: nil))
                throw RunFault(
                    2,
                    "\(step.title): not within \(step.patience.most) s. Run the same command again to go on.")
            }
            if !hasAsked, let asks = awaited.asks { say("\(place): \(asks)") }
            hasAsked = true
            if awaited.tells, answer.isGood, answer.line != told {
                told = answer.line
                say("      \(runner.redaction.clean(told))")
            }
            Pause.milliseconds(pause)
            pause = min(pause * 2, step.patience.every * 1000)
        }
    }

    /// What of an answer another program reads.
    private func part(of text: String, _ step: Step) throws(RunFault) -> String {
        guard let member = step.inputMember else { return text }
        guard let value = (try? JSON(parsing: text))?[member]?.text else {
            throw RunFault(1, "\(step.title): what it reads has no \(member).")
        }
        return value
    }

    private func isGood(_ answer: Answer, _ awaited: Awaited) -> Bool {
        if awaited.good.contains(where: { answer.output.contains($0) }) { return true }
        guard let other = awaited.sharedWith, let known = kept[other.name] else { return false }
        return !Self.hosts(known).isDisjoint(with: Self.hosts(answer.output))
    }

    /// Names in a text, small and without the last dot.
    private static func hosts(_ text: String) -> Set<String> {
        Set(
            text.lowercased().split(whereSeparator: \.isWhitespace).map { name in
                String(name.hasSuffix(".") ? name.dropLast() : name)
            })
    }

    private func holds(_ done: DoneCheck, _ step: Step) throws(RunFault) -> Bool {
        let answer = try runner.run(step.program, resolved(done.words, step), region: step.region)
        return answer.isGood && answer.output.contains(done.holds)
    }

    /// A fault with what the step's own question for reasons says.
    private func explained(_ fault: RunFault, _ step: Step) throws(RunFault) -> RunFault {
        guard let why = step.why else { return fault }
        let answer = try runner.run(step.program, resolved(why, step), region: step.region)
        guard answer.isGood, !answer.line.isEmpty else { return fault }
        return RunFault(fault.status, "\(fault.message)\n\(runner.redaction.clean(answer.line))")
    }
}

extension Apply {
    private func resolved(_ words: [Word], _ step: Step) throws(RunFault) -> [String] {
        var result: [String] = []
        for word in words { result.append(try resolved(word, step)) }
        return result
    }

    private func resolved(_ word: Word, _ step: Step) throws(RunFault) -> String {
        switch word {
        case .text(let text): return text
        case .file(let path, let prefix):
            let whole = "\(folder.plan(plan.digest))/\(path)"
            return prefix + (["kubectl", "helm"].contains(step.program) ? try filled(whole, step) : whole)
        case .parameter(let name, let region): return try parameter(name, region, step)
        case .output(let id): return try answer(of: id, step)
        case .after(let word, let mark):
            let text = try resolved(word, step)
            return text.firstRange(of: mark).map { String(text[$0.upperBound...]) } ?? text
        case .join(let words):
            var text = ""
            for word in words { text += try resolved(word, step) }
            return text
        }
    }

    private func answer(of id: StepID, _ step: Step) throws(RunFault) -> String {
        guard let text = kept[id.name] else {
            throw RunFault(1, "\(step.title): nothing is known of the answer of \(id.name).")
        }
        return text
    }

    private func parameter(_ name: String, _ region: String, _ step: Step) throws(RunFault) -> String {
        if let value = parameters[region]?[name] { return value }
        let text = try runner.text("aws", ObservedReader.parameterWords(profile), region: region)
        parameters[region] = ObservedReader.parameters(text)
        guard let value = parameters[region]?[name] else {
            throw RunFault(
                1,
                "\(step.title): the parameter \(name) is not there in \(region); the stack that tells it is missing."
            )
        }
        return value
    }

    /// A manifest with the values of its parameters, beside the one of the plan.
    private func filled(_ path: String, _ step: Step) throws(RunFault) -> String {
        guard let text = try StateFile.read(path) else { return path }
        let names = LateValues.names(in: text)
        guard !names.isEmpty else { return path }
        var values: [String: String] = [:]
        for name in names { values[name] = try parameter(name, step.region ?? profile.regions.primary, step) }
        try StateFile.replace(path + ".filled.yaml", LateValues.fill(text, values))
        return path + ".filled.yaml"
    }
}
