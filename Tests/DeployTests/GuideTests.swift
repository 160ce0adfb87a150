import Deploy
import Foundation
import Testing

@Suite struct GuideTests {
    /// What a guide looks like after its UTF-8 was read in an old encoding and saved again.
    static func damaged(_ text: String, as encoding: String.Encoding) -> String? {
        var result = ""
        for byte in Array(text.utf8) {
            if let character = String(data: Data([byte]), encoding: encoding), !character.isEmpty {
                result += character
            } else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result
    }

    @Test(arguments: Fixture.guides)
    func `a damaged encoding is repaired before the rules look`(guide: String) throws {
        let text = try Fixture.text(of: guide)
        let broken = try #require(Self.damaged(text, as: .windowsCP1254))
        #expect(broken != text || text.allSatisfy(\.isASCII))
        #expect(Lint.findings(in: broken) == Lint.findings(in: text))
    }

    /// Made by another program's tables: `bytes.decode("mac_roman")`.
    @Test func `a text once read as Mac Roman is repaired too`() throws {
        let broken = try Fixture.text(of: "mega-pos-mac-roman.md")
        let text = try Fixture.text(of: "mega-pos-aws-request.md")
        #expect(broken != text && Lint.findings(in: broken) == Lint.findings(in: text))
    }

    @Test func `line ends and a byte order mark change nothing`() throws {
        let text = try Fixture.text(of: "mega-pos-aws-request.md")
        let other = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
        #expect(Lint.findings(in: other) == Lint.findings(in: text))
    }

    @Test func `a waiver permits a rule in a file until its day`() throws {
        let text = try Fixture.text(of: "mega-pos-aws-request.md")
        let waivers = try Waiver.read(
            "# permitted\n\nno-multi-az *request.md until:2027-03-31 one branch\nno-probes other.md never\n")
        #expect(waivers.map(\.rule) == ["no-multi-az", "no-probes"] && waivers[0].reason == "one branch")
        func waived(_ day: String) -> [String] {
            Waiver.apply(waivers, to: Lint.findings(in: text), of: "mega-pos-aws-request.md", on: day)
                .filter { $0.waived != nil }.map(\.rule)
        }
        #expect(waived("2027-03-31") == ["no-multi-az"])
        #expect(waived("2027-04-01") == [])
    }

    @Test(
        arguments: [
            "no-multi-az", "no-multi-az *", "no-such-rule * reason", "no-multi-az * until:soon reason",
            "no-multi-az * until:2027-13-01 reason",
        ])
    func `a waiver without rule, files, day or reason is refused with its line`(line: String) {
        #expect {
            _ = try Waiver.read("\n" + line)
        } throws: {
            ($0 as? Waiver.Fault)?.line == 2
        }
    }

    @Test func `no text stops the reader`() {
        var chance = Seeded(state: 7)
        let pieces = [
            "```bash\n", "```", "'", "\"", "\\\n", "<< EOF\n", "$(", "aws rds ", "{", "\n", "|",
            "- **Total**: $",
        ]
        for _ in 0..<200 {
            let text = (0..<30).compactMap { _ in pieces.randomElement(using: &chance) }.joined()
            #expect(Lint.findings(in: text).allSatisfy { $0.line >= 1 })
        }
    }
}
