import Base
import FoundationEssentials
import Testing

@testable import API

@Suite struct ProblemTextTests {
    @Test(
        arguments: [
            (nil, "en"), ("tr", "tr"), ("tr-TR,tr;q=0.9,en;q=0.5", "tr"), ("de, en;q=0.8, tr;q=0.7", "en"),
            ("*", "en"),
        ] as [(String?, String)])
    func `the caller's language is the better of ours`(_ header: String?, _ language: String) {
        #expect(ProblemText.language(accepting: header).rawValue == language)
    }

    @Test func `every code that the sources know has its words in both languages`() throws {
        let codes = try codesInSources()
        #expect(codes.count > 60)
        for code in codes {
            let pair = ProblemText.titles[code]
            #expect(pair != nil, "\(code) has no title")
            #expect(pair.map { !$0.tr.isEmpty && !$0.en.isEmpty } ?? false)
        }
    }

    /// Every `Problem(status, "code"` of the sources.
    private func codesInSources() throws -> Set<String> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var codes: Set<String> = []
        for path in FileManager.default.subpaths(under: root.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: root.path + "/" + path, encoding: .utf8)
            for match in text.matches(of: /Problem\(\s*\d{3},\s*"([a-z_]+)"/) {
                codes.insert(String(match.1))
            }
        }
        return codes
    }
}

extension FileManager {
    fileprivate func subpaths(under path: String) -> [String] {
        (try? subpathsOfDirectory(atPath: path)) ?? []
    }
}
