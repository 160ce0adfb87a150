import Testing

/// Rules that hold line by line. Each names what to do instead.
@Suite struct TidyTests {
    /// What a word's places may be in; folders end with a slash.
    func check(
        _ words: [String], in files: [SourceFile] = Project.sources, allowed: [String], _ instead: String
    ) {
        for file in files where !allowed.contains(where: { file.path.hasPrefix("Sources/" + $0) }) {
            for word in words { #expect(file.places(of: word) == [], "\(instead)") }
        }
    }

    @Test func `SQL stands in stores and migrations alone`() {
        let outside: Set<String> = ["Store", "Postgres", "Bench"]
        for file in Project.sources where !file.isStore && !outside.contains(file.module) {
            for call in ["tx.rows(", "tx.row(", "tx.value(", "tx.run(", "transaction.run(", ": SQL = \""] {
                #expect(file.places(of: call) == [], "move the statement into a store")
            }
            for (line, text) in file.literals {
                let verb = text.drop { $0.isWhitespace }.prefix { $0.isLetter || $0 == " " }.lowercased()
                let isStatement = ["select ", "insert into ", "update ", "delete from ", "with "].contains {
                    verb.hasPrefix($0)
                }
                // A sentence may begin with such a word; a statement has more of SQL's own.
                let isSQL =
                    isStatement
                    && [" from ", " set ", " values", " where ", "select "].contains {
                        text.lowercased().contains($0)
                    } && text.contains { "=(_".contains($0) }
                #expect(!isSQL, "\(file.path):\(line): move the statement into a store")
            }
        }
    }

    @Test func `statements name their columns and take the time as a value`() {
        for file in Project.sources where file.module != "Bench" {
            for (line, text) in file.literals {
                let lower = text.lowercased()
                #expect(!lower.contains("select *"), "\(file.path):\(line): name the columns")
                let takesClock = ["now()", "current_timestamp", "clock_timestamp()"].contains {
                    lower.contains($0)
                }
                #expect(!takesClock, "\(file.path):\(line): bind the time")
            }
        }
        check(["SQL(stringLiteral"], allowed: ["Store/SQL.swift"], "write the statement as a literal")
    }

    @Test func `unsafe code stays in the modules that wrap C`() {
        let wrappers = [
            "Postgres/", "Web/", "HTTPClient/", "Crypto/", "Printing/", "Base/JSONReader.swift",
            "Base/StandardError.swift", "Base/Surroundings.swift", "hesap/Signals.swift",
            "hesap/Machine.swift",
            "Bench/Machine.swift",
        ]
        check(
            ["unsafe ", "@unchecked Sendable", "@safe "], allowed: wrappers, "wrap it in one of those modules"
        )
    }

    @Test func `time, identity and chance come from Surroundings`() {
        let machine = [
            "Base/Surroundings.swift", "Web/MonotonicClock.swift", "Postgres/OwnThread.swift", "Bench/",
        ]
        check(
            [
                "Date()", "Date.now", "UUID()", ".random(", "clock_gettime", "ContinuousClock",
                "SystemRandomNumber",
            ],
            allowed: machine + ["hesap/"], "take a Surroundings")
        check(
            ["Task.sleep"], allowed: ["Workers/", "Realtime/", "Web/", "Connectors/", "Bench/", "hesap/"],
            "wait in a worker")
    }

    @Test func `tasks without a parent begin at the edges alone`() {
        check(
            ["Task {", "Task.detached"], allowed: ["Web/", "Workers/", "Realtime/", "Bench/", "hesap/"],
            "use a task group")
    }

    @Test func `no floating point near money`() {
        for word in ["Double", "Float", "TimeInterval"] {
            for file in Project.sources {
                guard
                    ["Postgres", "Web", "HTTPClient", "Printing", "Bench", "hesap"].contains(file.module)
                        == false
                else { continue }
                if ["Sources/Base/JSON.swift", "Sources/Base/LocalTime.swift"].contains(file.path) {
                    continue
                }
                let places = file.code.enumerated().filter { line in
                    line.element.split { !$0.isLetter && !$0.isNumber }.contains { $0 == word }
                }
                #expect(places.isEmpty, "\(file.path): use minor units and ratios")
            }
        }
    }

    @Test func `nothing is left for another day`() {
        let leftovers = ["FIX" + "ME", "XX" + "X", "TO" + "DO", "HA" + "CK:"]
        for file in Project.files {
            for (index, line) in file.lines.enumerated() {
                let words = line.split { !$0.isLetter && $0 != ":" }
                let found = leftovers.first { leftover in
                    words.contains { $0 == leftover || $0 == leftover + ":" }
                }
                #expect(found == nil, "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `types are named for what they are`() {
        let empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service"]
        for file in Project.sources {
            for (index, line) in file.code.enumerated() {
                let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
                for (kind, name) in zip(words, words.dropFirst())
                where ["struct", "class", "enum", "protocol", "actor"].contains(kind) {
                    #expect(!empty.contains { name.hasSuffix($0) }, "\(file.path):\(index + 1): \(name)")
                }
            }
        }
    }

    @Test func `nothing is forced`() {
        for file in Project.sources {
            for word in ["try!", "as!", "fatalError("] {
                #expect(file.places(of: word) == [], "refuse, or state the rule with precondition")
            }
        }
    }
}
