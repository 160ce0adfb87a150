import YAML

/// Why a value is not accepted.
struct Wrong: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

/// How a value is written and read.
struct Form<Value>: Sendable {
    let read: @Sendable (YAMLNode) throws(Wrong) -> Value

    init(_ read: @escaping @Sendable (YAMLNode) throws(Wrong) -> Value) { self.read = read }

    /// The same form with a further condition.
    func checked(_ check: @escaping @Sendable (Value) throws(Wrong) -> Void) -> Form<Value> {
        let read = read
        return Form { node throws(Wrong) in
            let value = try read(node)
            try check(value)
            return value
        }
    }
}

extension Form where Value == String {
    /// A text of one line.
    static var text: Form {
        Form { node throws(Wrong) in
            guard let text = node.text, !node.isNull, !text.isEmpty else { throw Wrong("a text is wanted") }
            guard !text.contains(where: \.isNewline) else { throw Wrong("a text of one line is wanted") }
            return text
        }
    }

    /// A version, which stands in quotes so that `1.30` does not become `1.3`.
    static var version: Form {
        Form { node throws(Wrong) in
            guard case .scalar(let text, let isPlain) = node.content else {
                throw Wrong("a version is wanted")
            }
            guard !isPlain else { throw Wrong("a version is written in quotes: \"\(text)\"") }
            return text
        }
    }

    /// A name of small letters, digits and hyphens.
    static var name: Form {
        text.checked { text throws(Wrong) in
            let fits = text.allSatisfy { ($0.isASCII && ($0.isLowercase || $0.isNumber)) || $0 == "-" }
            guard fits, text.first?.isLetter == true, text.last != "-", text.count <= 40, !text.contains("--")
            else {
                throw Wrong("\"\(text)\": small letters, digits and single hyphens, at most 40, are wanted")
            }
        }
    }

    /// An account: twelve digits in quotes.
    static var account: Form {
        Form { node throws(Wrong) in
            guard case .scalar(let text, let isPlain) = node.content else {
                throw Wrong("an account is wanted")
            }
            guard text.count == 12, text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw Wrong("\"\(text)\": an account has twelve digits")
            }
            guard !isPlain else { throw Wrong("an account is written in quotes: \"\(text)\"") }
            return text
        }
    }

    /// A region of the catalogue.
    static var region: Form {
        text.checked { text throws(Wrong) in
            guard RegionCatalogue.names.contains(text) else {
                throw Wrong(
                    "there is no region \"\(text)\"" + NearestName.hint(text, among: RegionCatalogue.names))
            }
        }
    }

    /// A host name; a first label `*` when allowed.
    static func host(wildcard: Bool = false) -> Form {
        text.checked { text throws(Wrong) in
            var labels = text.split(separator: ".", omittingEmptySubsequences: false)
            if wildcard, labels.first == "*" { labels.removeFirst() }
            let fits = labels.allSatisfy { label in
                !label.isEmpty && label.count <= 63 && label.first != "-" && label.last != "-"
                    && label.allSatisfy { ($0.isASCII && ($0.isLowercase || $0.isNumber)) || $0 == "-" }
            }
            guard fits, labels.count >= 2, text.count <= 253 else {
                throw Wrong("\"\(text)\" is no host name" + (wildcard ? " (*. in front is allowed)" : ""))
            }
        }
    }

    /// A path of an address, `/livez`.
    static var path: Form {
        text.checked { text throws(Wrong) in
            guard text.hasPrefix("/"), !text.contains(" "), !text.contains("//") else {
                throw Wrong("\"\(text)\": a path begins with / and has no spaces")
            }
        }
    }

    /// A bucket's name.
    static var bucket: Form {
        text.checked { text throws(Wrong) in
            let fits = text.allSatisfy { ($0.isASCII && ($0.isLowercase || $0.isNumber)) || $0 == "-" }
            guard fits, (3...63).contains(text.count), text.first != "-", text.last != "-" else {
                throw Wrong(
                    "\"\(text)\": a bucket has 3 to 63 small letters, digits and hyphens (S3 naming rules)")
            }
        }
    }

    /// One of some words.
    static func one(of words: [String]) -> Form {
        text.checked { text throws(Wrong) in
            guard words.contains(text) else {
                throw Wrong("\"\(text)\" is not known" + NearestName.hint(text, among: words))
            }
        }
    }
}

extension Form where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    /// One of the cases, by its word.
    static var word: Form {
        let cases = Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0.rawValue, $0) })
        return Form { node throws(Wrong) in
            let words = cases.keys.sorted()
            guard let text = node.text else {
                throw Wrong("one of \(words.joined(separator: ", ")) is wanted")
            }
            guard let value = cases[text] else {
                throw Wrong("\"\(text)\" is not known" + NearestName.hint(text, among: words))
            }
            return value
        }
    }
}

extension Form where Value == Bool {
    /// `true` or `false`, nothing else.
    static var truth: Form {
        Form { node throws(Wrong) in
            guard let truth = node.truth else {
                throw Wrong("true or false is wanted" + (node.text.map { ", not \"\($0)\"" } ?? ""))
            }
            return truth
        }
    }
}

extension Form where Value == Int {
    /// A whole number.
    static func count(_ range: ClosedRange<Int>) -> Form {
        Form { node throws(Wrong) in
            guard let number = node.integer else {
                throw Wrong(
                    "a whole number without quotes is wanted" + (node.text.map { ", not \"\($0)\"" } ?? ""))
            }
            guard range.contains(number) else {
                throw Wrong("\(number): \(range.lowerBound) to \(range.upperBound) is possible")
            }
            return number
        }
    }

    /// A duration, in seconds: `30s`, `15m`, `4h`, `7d`.
    static func seconds(_ range: ClosedRange<Int>) -> Form {
        measure("a duration such as 30s, 15m, 4h or 7d", Units.seconds, range)
    }

    /// A duration in days: `7d`.
    static func days(_ range: ClosedRange<Int>) -> Form { measure("days such as 7d", ["d": 1], range) }

    /// A duration in milliseconds: `200ms`, `2s`.
    static func milliseconds(_ range: ClosedRange<Int>) -> Form {
        measure("a duration such as 200ms or 2s", ["ms": 1, "s": 1000], range)
    }

    /// Memory in MiB: `512Mi`, `1Gi`.
    static var memory: Form { measure("memory such as 512Mi or 2Gi", ["Mi": 1, "Gi": 1024], 64...122_880) }

    /// Thousandths of a processor: `250m`, `0.5`, `2`.
    static var processor: Form {
        Form { node throws(Wrong) in
            guard let text = node.text, let value = Units.thousandths(text, m: true),
                (10...64000).contains(value)
            else { throw Wrong("processors such as 250m, 0.5 or 2 are wanted" + Units.quoted(node)) }
            return value
        }
    }

    /// A share in thousandths of a per cent: `0.1`, `99.9`, `0.1%`.
    static var share: Form {
        Form { node throws(Wrong) in
            let text = node.text ?? ""
            let bare = text.hasSuffix("%") ? String(text.dropLast()) : text
            guard let value = Units.thousandths(bare), (0...100_000).contains(value) else {
                throw Wrong("a share of 0 to 100 per cent is wanted" + Units.quoted(node))
            }
            return value
        }
    }

    private static func measure(_ wants: String, _ units: [String: Int], _ range: ClosedRange<Int>) -> Form {
        Form { node throws(Wrong) in
            guard let text = node.text, let value = Units.measure(text, units) else {
                throw Wrong("\(wants) is wanted" + Units.quoted(node))
            }
            guard range.contains(value) else {
                let least = Units.text(range.lowerBound, units)
                throw Wrong("\(text): \(least) to \(Units.text(range.upperBound, units)) is possible")
            }
            return value
        }
    }
}

/// Numbers with units.
enum Units {
    static let seconds = ["s": 1, "m": 60, "h": 3600, "d": 86400]

    /// A number in the largest of the units that it is whole in: `35d`, `90s`.
    static func text(_ value: Int, _ units: [String: Int]) -> String {
        let whole = units.filter { value % $0.value == 0 }.max { $0.value < $1.value }
        return whole.map { "\(value / $0.value)\($0.key)" } ?? String(value)
    }

    /// A whole number followed by a unit.
    static func measure(_ text: String, _ units: [String: Int]) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let number = Int(digits), number <= 1_000_000,
            let unit = units[String(text.dropFirst(digits.count))]
        else { return nil }
        return number * unit
    }

    /// A decimal number in thousandths; a trailing `m` says that it is thousandths already.
    static func thousandths(_ text: String, m: Bool = false) -> Int? {
        if m, text.hasSuffix("m") { return Int(text.dropLast()) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), whole >= 0, whole < 1_000_000_000,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        guard parts[1].count <= 3, let fraction = Int((parts[1] + "000").prefix(3)) else { return nil }
        return whole * 1000 + fraction
    }

    static func quoted(_ node: YAMLNode) -> String { node.text.map { ", not \"\($0)\"" } ?? "" }
}
