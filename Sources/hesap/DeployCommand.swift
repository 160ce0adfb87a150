import Base
import Deploy
import FoundationEssentials

/// `hesap deploy lint` and `hesap deploy rules`.
enum DeployCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["document", "waivers"], flags: [])
        switch try arguments.word("What to do with deployments (lint, rules)") {
        case "lint": try lint(arguments)
        case "rules":
            try arguments.finish()
            print(String(RuleCatalogue.page.dropLast()))
        case let other: throw Usage("hesap deploy has no command \(other).")
        }
    }

    private static func lint(_ arguments: Arguments) throws {
        guard let file = arguments.option("document") else { throw Usage("--document FILE.md is missing.") }
        try arguments.finish()
        let waivers = try arguments.option("waivers").map(waivers) ?? []
        let day = String(Surroundings.live.now().rfc3339.prefix(10))
        let all = Waiver.apply(waivers, to: Lint.findings(in: try text(file)), of: file, on: day)
        for finding in all where finding.waived == nil {
            print("\(file):\(finding.line):\(finding.rule): \(finding.severity.rawValue): \(finding.message)")
        }
        print(summary(all))
        if Lint.status(of: all) != 0 { throw Failure("\(file) has mistakes.") }
    }

    private static func summary(_ findings: [Finding]) -> String {
        let open = findings.filter { $0.waived == nil }
        let counts = Severity.allCases.map { severity in
            "\(open.filter { $0.severity == severity }.count) \(severity.rawValue)s"
        }
        return (counts + ["\(findings.count - open.count) waived"]).joined(separator: ", ")
    }

    private static func waivers(_ path: String) throws -> [Waiver] {
        let text = try text(path)
        do throws(Waiver.Fault) {
            return try Waiver.read(text)
        } catch {
            throw Failure("\(path):\(error.line): \(error.message)", status: 2)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read.", status: 2)
        }
        guard bytes.count <= Guide.bytesMax else {
            throw Failure("\(path) has more than \(Guide.bytesMax) bytes.", status: 2)
        }
        guard let text = String(validating: Array(bytes), as: UTF8.self) else {
            throw Failure("\(path) is no text in UTF-8.", status: 2)
        }
        return text
    }
}
