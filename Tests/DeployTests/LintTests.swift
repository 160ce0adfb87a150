import Deploy
import Testing

@Suite struct LintTests {
    /// `line rule` of every finding, once each.
    static func places(in text: String) -> [String] {
        var seen: Set<String> = []
        return Lint.findings(in: text).map { "\($0.line) \($0.rule)" }.filter { seen.insert($0).inserted }
    }

    @Test(arguments: Fixture.guides)
    func `the five guides have exactly the findings that were reviewed`(guide: String) throws {
        let reviewed = try Fixture.list("findings.txt").filter { $0.hasPrefix(guide + " ") }
            .map { String($0.dropFirst(guide.count + 1)) }
        let found = Self.places(in: try Fixture.text(of: guide))
        #expect(Set(reviewed).subtracting(found).sorted() == [], "missed")
        #expect(Set(found).subtracting(reviewed).sorted() == [], "not reviewed")
    }

    @Test func `every known mistake of the five guides is found`() throws {
        var missed: [String] = []
        var found: [String: Set<String>] = [:]
        for guide in Fixture.guides {
            found[guide] = Set(Lint.findings(in: try Fixture.text(of: guide)).map(\.rule))
        }
        for row in try Fixture.list("table.txt") {
            let words = row.split(separator: " ").map(String.init)
            if found[words[0]]?.contains(words[1]) != true { missed.append(row) }
        }
        #expect(missed == [])
    }

    @Test func `a clean guide has no findings`() throws {
        #expect(Self.places(in: try Fixture.text(of: "clean.md")) == [])
    }

    @Test func `each planted fault is found, and nothing else`() throws {
        let clean = try Fixture.text(of: "clean.md")
        var planted: Set<String> = []
        for row in try Fixture.list("faults.txt") {
            let parts = row.split(separator: "\t", omittingEmptySubsequences: false).map {
                String($0).replacing("\\n", with: "\n")
            }
            try #require(parts.count == 3, "\(row)")
            let faulty = clean.replacing(parts[1], with: parts[2], maxReplacements: 1)
            #expect(faulty != clean, "\(parts[0]): the clean guide has no such place")
            let found = Set(Lint.findings(in: faulty).map(\.rule))
            #expect(found == [parts[0]], "\(parts[0]): \(found.sorted())")
            planted.insert(parts[0])
        }
        #expect(planted.symmetricDifference(RuleCatalogue.all.map(\.id)) == [])
    }

    @Test func `rules have unique names, and the page of rules is theirs`() throws {
        #expect(RuleCatalogue.all.count == 95)
        #expect(Set(RuleCatalogue.all.map(\.id)).count == 95)
        #expect(try Fixture.page() == RuleCatalogue.page)
    }

    @Test func `the exit status is 1 for errors and warnings, 0 for notes and waived ones`() {
        var finding = Finding(line: 1, rule: "a", severity: .note, message: "b")
        #expect(Lint.status(of: [finding]) == 0)
        finding = Finding(line: 1, rule: "a", severity: .warning, message: "b")
        #expect(Lint.status(of: [finding]) == 1)
        finding.waived = "known"
        #expect(Lint.status(of: [finding]) == 0)
    }
}
