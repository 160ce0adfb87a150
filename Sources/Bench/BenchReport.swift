import Base
import FoundationEssentials
import Glibc

/// What a run found: printed as Markdown, written as JSON.
struct BenchReport {
    /// One row: a figure beside its yardstick, or beside a limit.
    struct Row {
        let what: String
        let ours: Rounds
        let unit: String
        let yardstick: String
        let theirs: Rounds?
        let must: Double
        let goal: Double
        /// Whether less is better: a time or a size under a limit.
        var isLimit = false

        var ratio: Double? { theirs.map { $0.median > 0 ? ours.median / $0.median : 0 } }

        /// A row without a target only informs.
        var verdict: String {
            if must == 0, goal == 0 { return "–" }
            let value = ratio ?? ours.median
            let isMet = isLimit ? value <= must : value >= must
            let isGoal = isLimit ? value <= goal : value >= goal
            return isGoal ? "goal" : isMet ? "met" : "MISSED"
        }
    }

    let command: String
    let started: Instant
    var rows: [Row] = []
    var facts: [(String, String)] = []

    init(_ command: String) {
        self.command = command
        started = Surroundings.live.now()
        facts = [("machine", Machine.text)]
    }

    mutating func fact(_ name: String, _ value: String) { facts.append((name, value)) }

    /// The table and what it stands on.
    var markdown: String {
        var lines = ["`\(command)`, \(started.rfc3339)", ""]
        lines.append("| What | Hesap | Beside it | Ratio | Must | Goal | |")
        lines.append("|---|--:|--:|--:|--:|--:|---|")
        for row in rows {
            let theirs = row.theirs.map { "\(row.yardstick) \(Decimals.text($0.median, 0))" } ?? "–"
            let digits = row.isLimit ? 1 : 0
            lines.append(
                "| \(row.what) | \(Decimals.text(row.ours.median, digits)) \(row.unit) | \(theirs) "
                    + "| \(row.ratio.map { Decimals.text($0, 2) } ?? "–") | \(Decimals.text(row.must, 2)) "
                    + "| \(Decimals.text(row.goal, 2)) | \(row.verdict) |")
        }
        lines.append("")
        for row in rows {
            let ours = row.ours.figures.map { Decimals.text($0, row.isLimit ? 1 : 0) }.joined(separator: ", ")
            let theirs = row.theirs.map {
                "; \(row.yardstick): " + $0.figures.map { Decimals.text($0, 0) }.joined(separator: ", ")
            }
            lines.append("- \(row.what), rounds: \(ours)\(theirs ?? "")")
        }
        for (name, value) in facts { lines.append("- \(name): \(value)") }
        return lines.joined(separator: "\n")
    }

    /// The same for machines; figures as text, because JSON numbers of ours are integers.
    var json: JSON {
        let rows: [JSON] = self.rows.map(\.json)
        return [
            "command": .string(command), "at": .string(started.rfc3339), "rows": .array(rows),
            "facts": .array(facts.map { .string("\($0.0): \($0.1)") }),
        ]
    }

    /// Prints the table and writes the file, when one is asked for.
    func publish(_ settings: BenchSettings) throws {
        print("\n" + markdown)
        guard let path = settings.json else { return }
        try Data(json.bytes).write(to: URL(filePath: path))
    }
}

extension BenchReport.Row {
    fileprivate var json: JSON {
        let here: [JSON] = ours.figures.map { .string(Decimals.text($0, 2)) }
        let there: [JSON] = (theirs?.figures ?? []).map { .string(Decimals.text($0, 2)) }
        return [
            "what": .string(what), "unit": .string(unit), "hesap": .array(here),
            "yardstick": .string(yardstick), "beside": .array(there),
            "ratio": ratio.map { .string(Decimals.text($0, 3)) } ?? .null, "verdict": .string(verdict),
        ]
    }
}

/// The machine in a few words.
enum Machine {
    static var text: String {
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        let model = first(of: "/proc/cpuinfo", named: "model name") ?? "unknown processor"
        let memory = first(of: "/proc/meminfo", named: "MemTotal") ?? "?"
        return "\(model), \(cores) cores shared by server, database and load, \(memory) memory"
    }

    /// The value behind `name:` in one of the system's files.
    static func first(of path: String, named name: String) -> String? {
        guard let contents = FileManager.default.contents(atPath: path) else { return nil }
        for line in String(decoding: contents, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix(name) {
            guard let value = line.split(separator: ":").dropFirst().first else { continue }
            return String(value.drop { $0 == " " || $0 == "\t" })
        }
        return nil
    }
}
