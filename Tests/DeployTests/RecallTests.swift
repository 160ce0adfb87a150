import Deploy
import Testing

/// The same mistakes under other names, numbers, order and spacing are still found.
@Suite struct RecallTests {
    static let names = [
        "pixpos", "PIXPOS", "globalpay", "GlobalPay", "biletpro", "BiletPro", "megapos", "mega-pos",
        "hsdcore",
        "hsd-monitoring", "hsd-alerts", "clinisyn", "payment-system", "uld2os",
    ]

    static func changed(_ text: String, seed: UInt64) -> String {
        var chance = Seeded(state: seed)
        var result = text
        for name in names {
            let letters = (0..<6).map { _ in
                "bcdfglmnrv".randomElement(using: &chance).map(String.init) ?? "b"
            }
            let isUpper = name.first?.isUppercase == true
            result = result.replacing(name, with: isUpper ? letters.joined().capitalized : letters.joined())
        }
        result = result.replacing(
            "986906625644", with: "\(100_000_000_000 + Int(chance.next() % 800_000_000_000))")
        return shuffled(result, &chance)
    }

    /// Option lines of a command in another order, other indentation and spaces at line ends.
    private static func shuffled(_ text: String, _ chance: inout Seeded) -> String {
        var lines: [String] = []
        var options: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let isOption =
                line.hasPrefix("  --") && line.hasSuffix(" \\") && line.filter { $0 == "'" }.count % 2 == 0
                && line.filter { $0 == "\"" }.count % 2 == 0
            if isOption {
                options.append(String(repeating: " ", count: Int(chance.next() % 4)) + line)
                continue
            }
            // A line of further values belongs to the option above it.
            let isValue = line.hasPrefix("  ") && !line.hasPrefix("  --")
            lines += isValue ? options : options.shuffled(using: &chance)
            options = []
            let isPlain = !line.hasSuffix("\\") && !line.hasPrefix("```") && !line.hasPrefix("EOF")
            lines.append(isPlain && chance.next() % 4 == 0 ? line + "  " : line)
            if line.hasPrefix("#"), chance.next() % 2 == 0 { lines.append("") }
        }
        return (lines + options).joined(separator: "\n")
    }

    @Test(arguments: Fixture.guides, [1, 2, 3, 4] as [UInt64])
    func `a guide in another dress has the same mistakes`(guide: String, seed: UInt64) throws {
        let text = try Fixture.text(of: guide)
        let before = Lint.findings(in: text).map(\.rule).sorted()
        let after = Lint.findings(in: Self.changed(text, seed: seed)).map(\.rule).sorted()
        #expect(Self.without(after, before) == [], "not found in the other dress")
        #expect(Self.without(before, after) == [], "found in the other dress alone")
    }

    /// What the second list has more than the first.
    private static func without(_ some: [String], _ all: [String]) -> [String] {
        var rest = all
        for rule in some {
            if let place = rest.firstIndex(of: rule) { rest.remove(at: place) }
        }
        return rest
    }

    @Test func `no rule knows a product's name`() throws {
        let sources = try Fixture.sources().filter { file, _ in
            ["Rules/", "Guide/", "Facts/"].contains { file.hasPrefix($0) } || !file.contains("/")
        }
        #expect(sources.count > 20)
        for (file, text) in sources {
            for name in Self.names.map({ $0.lowercased() }) where text.lowercased().contains(name) {
                Issue.record("\(file) knows \(name)")
            }
        }
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
