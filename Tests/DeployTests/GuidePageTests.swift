import Deploy
import Foundation
import Testing

@Suite struct GuidePageTests {
    /// The guide of a profile in a language.
    private static func page(_ name: String, _ environment: String, _ language: Language) throws -> String {
        let read = try Profiles.read(name, environment)
        let graph = Graph.build(read.profile)
        let plan = try Plan.make(graph, .nothing, PlanSettings(image: GuideRender.image))
        return GuideRender(read, graph, plan, prices: Price.of(graph), language: language).page
    }

    /// Every environment in both languages.
    private static let guides = Profiles.all.flatMap { name, environment in
        [(name, environment, Language.english), (name, environment, Language.turkish)]
    }

    @Test(arguments: guides)
    func `a guide of our own has no mistake but those that it says are accepted for a while`(
        name: String, environment: String, language: Language
    ) throws {
        let page = try Self.page(name, environment, language)
        let own = try Waiver.within(page)
        let waivers = try Profiles.read(name, environment).profile.waivers
        #expect(own.count == waivers.count && own.allSatisfy { $0.until != nil })
        let findings = Waiver.apply(own, to: Lint.findings(in: page), of: "guide.md", on: "2026-11-22")
            .filter { $0.waived == nil }
        #expect(findings.map { "\($0.line) \($0.rule): \($0.message)" } == [])
    }

    @Test(arguments: Profiles.all) func `nothing is left to fill in, and a shell reads every command`(
        name: String, environment: String
    ) throws {
        let page = try Self.page(name, environment, .english)
        #expect(!page.contains("«") && !page.contains("sha256:0000"))
        #expect(page.firstMatch(of: /<[A-Z_]{3,}>/) == nil)
        var isOpen = false
        var script = ""
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isOpen = line == "```bash"
            } else if isOpen {
                script += line + "\n"
            }
        }
        #expect(script.contains("aws cloudformation create-change-set"))
        let file = FileManager.default.temporaryDirectory.appending(path: "guide-\(name)-\(environment).sh")
        try script.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = ["-n", file.path]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }

    @Test func `a Turkish guide says its sentences in Turkish`() throws {
        let page = try Self.page("pixpos", "prod", .turkish)
        for word in [
            "Özet", "Mimari", "Ön koşullar", "Adımlar", "Doğrulama", "Alarmlar", "Aylık maliyet", "İşletme",
        ] {
            #expect(page.contains("## \(word)"), "\(word)")
        }
        #expect(!page.contains("## Steps") && !page.contains("All together"))
    }
}
