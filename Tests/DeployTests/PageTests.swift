import Deploy
import Foundation
import Testing

@Suite struct PageTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static let systems = Profiles.all.filter { $0.1 != "staging" }

    @Test(arguments: systems) func `the page of each system is current`(
        name: String, environment: String
    ) throws {
        let read = try Profiles.read(name, environment)
        let graph = Graph.build(read.profile)
        let costs = try (try? Self.text("deploy/costs/\(name).yaml")).map { try DocumentCosts.read($0) }
        let facts = CoverageItems.read(try Self.text("deploy/coverage/\(name).facts")).count
        let page = ProfilePage(
            graph, table: PriceTable.built.adding(costs?.prices ?? []),
            findings: ProfileLint.findings(in: read), facts: facts, costs: costs)
        #expect(
            page.text == (try Self.text("docs/deploy/\(name).md")), "run hesap deploy docs --out docs/deploy")
    }

    @Test func `the runbooks are current, a page each`() throws {
        let files = RunbookPages.files(Self.systems.map { (system: $0.0, environment: $0.1) })
        #expect(files.count == Runbooks.all.count + 1)
        for file in files {
            #expect(file.text == (try Self.text("docs/deploy/\(file.path)")), "\(file.path)")
        }
        let there = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appending(path: "docs/deploy/runbooks").path)
        #expect(Set(there) == Set(files.map { String($0.path.dropFirst("runbooks/".count)) }))
    }

    @Test func `each runbook has both languages and something to do`() {
        for runbook in Runbooks.all {
            #expect(runbook.steps.count >= 2, "\(runbook.name)")
            for text in [runbook.title] + runbook.steps {
                #expect(!text.english.isEmpty && !text.turkish.isEmpty && text.english != text.turkish)
            }
        }
    }
}
