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

    private static func coverage(_ name: String, _ items: [DocumentItem]) throws -> Coverage {
        let graphs = try Profiles.all.filter { $0.0 == name }.map {
            Graph.build(try Profiles.read($0.0, $0.1).profile)
        }
        let index = CoverageIndex(graphs, files: graphs.flatMap { Rendering.files($0) })
        return Coverage(
            items, in: index, reasons: try CoverageReason.read(try file("\(name).reasons")),
            shared: try CoverageReason.read(try file("common.reasons")))
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
}
