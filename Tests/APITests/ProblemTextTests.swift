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

    @Test func `every fault of a field has its words in Turkish, with its bounds or choices`() throws {
        let codes = try codesInSources(/FieldFault\(\s*[^,]+,\s*"([a-z_]+)"/)
        #expect(codes.count > 10)
        for code in codes.union(["too_short", "too_long"]) {
            #expect(ProblemText.faults[code] != nil, "\(code) has no words in Turkish")
        }
        var faults: [FieldFault] = []
        let shape = Shape<String>.oneOf(["cash", "card"])
        _ = shape.decode("gold", "/kind", &faults)
        _ = Shape<String>.text(1...200).decode(.string(""), "/note", &faults)
        _ = Shape<Int64>.integer(-5...90).decode(.integer(91), "/seat", &faults)
        _ = Shape<Bool>.flag.decode("no", "/on", &faults)
        #expect(
            faults.map { ProblemText.message($0, .turkish) } == [
                "Şunlardan biri olmalı: cash, card.", "Metnin uzunluğu uygun değil: 1–200.",
                "Değer izin verilen aralıkta değil: -5–90.", "true ya da false olmalı.",
            ])
        #expect(faults.map { ProblemText.message($0, .english) } == faults.map(\.message))
    }

    /// Every `Problem(status, "code"` of the sources, or what else a pattern finds there.
    private func codesInSources(
        _ pattern: Regex<(Substring, Substring)> = /Problem\(\s*\d{3},\s*"([a-z_]+)"/
    ) throws -> Set<String> {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        var codes: Set<String> = []
        for path in FileManager.default.subpaths(under: root.path) where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: root.path + "/" + path, encoding: .utf8)
            for match in text.matches(of: pattern) {
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
