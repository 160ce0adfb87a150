/// The commands of a plan as a shell runs them by hand: parameters are asked for, answers kept in variables,
/// waits are loops.
struct GuideShell {
    /// The digest that stands for the image in the plan; the guide keeps it in a variable.
    static let image = "sha256:" + String(repeating: "0", count: 64)

    let plan: Plan

    /// A step with its comment.
    func text(_ step: Step) -> String {
        var command = line(step.program, step.words, step.region)
        if let input = step.input { command = line("aws", input, step.region) + " \\\n  | " + command }
        if let awaits = step.awaits, !awaits.good.isEmpty {
            let good = awaits.good.map { $0.replacing("'", with: "") }.joined(separator: "|")
            command =
                "until \(command) 2>/dev/null \\\n  | grep -qE '\(good)'; do sleep "
                + "\(step.patience.every); done"
        }
        if step.keepsAnswer { command = "\(variable(step.id))=$(\(command))" }
        return "# \(step.title)\n" + command
    }

    /// The variable that keeps a step's answer.
    func variable(_ id: StepID) -> String {
        String(id.name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private func line(_ program: String, _ words: [Word], _ region: String?) -> String {
        var shown = words.map(word)
        if program == "aws", let region { shown += ["--region", region] }
        var lines: [String] = []
        var current = program
        for word in shown {
            let starts = word.hasPrefix("--") && current.count > 40
            if starts || current.count + word.count > 100 {
                lines.append(current)
                current = "  " + word
            } else {
                current += " " + word
            }
        }
        return (lines + [current]).joined(separator: " \\\n")
    }

    private func word(_ word: Word) -> String {
        let (text, isPlain) = inside(word)
        if isPlain { return Self.quoted(text) }
        return "\"" + text + "\""
    }

    /// The text of a word inside double quotation marks, and whether it needs none because nothing is filled
    /// in.
    private func inside(_ word: Word) -> (String, Bool) {
        switch word {
        case .text(let text):
            guard text.contains(Self.image) else { return (text, true) }
            return (Self.escaped(text).replacing(Self.image, with: "$DIGEST"), false)
        case .parameter(let name, let region):
            return (
                "$(aws ssm get-parameter --name \(name) --region \(region) --query Parameter.Value "
                    + "--output text)",
                false
            )
        case .file(let path, let prefix): return (prefix + path, true)
        case .output(let step): return ("$" + variable(step), false)
        case .after(.output(let step), let cut): return ("${\(variable(step))##*\(cut)}", false)
        case .after(let word, let cut):
            return ("$(printf %s \"\(inside(word).0)\" | sed 's|.*\(cut)||')", false)
        case .join(let words):
            let parts = words.map(inside)
            if parts.allSatisfy(\.1) { return (parts.map(\.0).joined(), true) }
            return (parts.map { $0.1 ? Self.escaped($0.0) : $0.0 }.joined(), false)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("$", with: "\\$")
            .replacing("`", with: "\\`")
    }

    /// As a shell reads it back.
    static func quoted(_ text: String) -> String {
        let safe = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_./:=,@%+".contains($0) }
        return safe && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
