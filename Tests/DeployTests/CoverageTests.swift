import Deploy
import Foundation
import Testing

@Suite struct CoverageTests {
    static let documents = [
        ("pixpos", "pixpos-aws-deployment.md"), ("mega-pos", "mega-pos-aws-request.md"),
        ("globalpay", "globalpay-aws-deployment.md"), ("biletpro", "biletpro-scaling.md"),
        ("payment-system", "payment-system-aws-deployment.md"),
    ]

    private static func file(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "deploy/coverage/\(name)"), encoding: .utf8)
    }

    /// The commands of `hesap deploy`, as its own files take them.
    private static func verbs() throws -> Set<String> {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/hesap")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix("Deploy") }
        let found = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: /\bcase ((?:"[a-z-]+"(?:, )?)+)/)
                .flatMap { $0.output.1.split { " ,\"".contains($0) }.map(String.init) }
        }
        return Set(found)
    }

    private static func coverage(_ name: String, _ items: [DocumentItem]) throws -> Coverage {
        let graphs = try Profiles.all.filter { $0.0 == name }.map {
            Graph.build(try Profiles.read($0.0, $0.1).profile)
        }
        let index = CoverageIndex(graphs, files: graphs.flatMap { Rendering.files($0) })
        return Coverage(
            items, in: index, reasons: try CoverageReason.read(try file("\(name).reasons")),
            shared: try CoverageReason.read(try file("common.reasons")), verbs: try verbs())
    }

    @Test(arguments: documents) func `the facts kept of a document are all of its facts`(
        name: String, document: String
    ) throws {
        let kept = CoverageItems.read(try Self.file("\(name).facts"))
        let found = CoverageItems.read(
            CoverageItems.text(DocumentItems.all(in: try Fixture.text(of: document))))
        #expect(found.count > 100)
        #expect(kept == found)
    }

    @Test(arguments: documents) func `every fact of a document is rendered, checked, done or answered for`(
        name: String, document: String
    ) throws {
        let coverage = try Self.coverage(name, CoverageItems.read(try Self.file("\(name).facts")))
        #expect(coverage.gaps.map { "\($0.line) \($0.context) \($0.text)" } == [])
        #expect(coverage.stale == [])
    }

    @Test func `a fact that nobody answers for is a gap`() throws {
        let planted = DocumentItem(
            line: 189, section: "x", kind: .setting, context: "aws rds create-db-instance",
            key: "--allocated-storage", value: "4711")
        #expect(try Self.coverage("pixpos", [planted]).gaps == [planted])
    }

    @Test func `an answer whose place does not hold what it says is stale`() throws {
        let graphs = [Graph.build(try Profiles.read("pixpos").profile)]
        let index = CoverageIndex(graphs, files: [])
        let item = DocumentItem(line: 5, section: "", kind: .point, context: "", key: "", value: "x")
        let reasons = try CoverageReason.read(
            "5 | * | at | Database.AllocatedStorage=4711\n6 | * | absent | nothing\n5 | y | rule no-such-rule | x\n"
        )
        let stale = Coverage([item], in: index, reasons: reasons).stale
        #expect(stale.count == 3)
    }

    @Test(arguments: [
        "verify dns: fine", "verify dns, delegation; diagnose pods-not-starting: fine", "hesap deploy apply",
        "hesap deploy apply, step servers-pixpos-cloud (fine)",
    ]) func `an answer that names what exists is good`(text: String) throws {
        #expect(try Self.judged(text) == [])
    }

    @Test(arguments: [
        "verify nothing-such: in vain", "verify: every item is a named check", "workloads ready",
        "diagnose dns: it is verify's", "hesap deploy bake", "a changed class, then apply",
        "hesap deploy apply, step no-such-step (in vain)",
    ]) func `an answer that names no check, command or step, or one that does not exist, is stale`(
        text: String
    ) throws {
        #expect(try Self.judged(text).count == 1)
    }

    private static func judged(_ text: String) throws -> [String] {
        let index = CoverageIndex([Graph.build(try Profiles.read("pixpos").profile)], files: [])
        let item = DocumentItem(line: 5, section: "", kind: .point, context: "", key: "", value: "x")
        let word = text.contains("hesap") || text.contains("apply") ? "does" : "check"
        let reasons = try CoverageReason.read("5 | * | \(word) | \(text)\n")
        return Coverage([item], in: index, reasons: reasons, verbs: ["apply", "plan"]).stale
    }

    @Test func `what a command says is looked for in the thing that stands for it`() throws {
        let items = try CoverageItems.read(Self.file("globalpay.facts"))
        let rows = try Self.coverage("globalpay", items).rows
        func place(_ line: Int, _ part: String) -> String? {
            rows.first { $0.item.line == line && $0.item.text.contains(part) }?.verdict?.text
        }
        #expect(place(131, "create-subnet") == "rendered: DataSubnet1")
        #expect(place(134, "--availability-zone") == "rendered: DataSubnet1.AvailabilityZone")
        #expect(place(135, "db-subnet-1a") == "rendered: DataSubnet1.Tags.Value")
        #expect(place(219, "create-role") == "rendered: NodeRole")
        #expect(place(419, "--description") == "rendered: JwtSecret.Description, in our words")
    }
}
