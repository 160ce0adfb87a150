import Testing

/// Rules that hold line by line. Each says what to do instead.
@Suite struct TidyTests {
    /// The words may stand in the allowed files and folders of `Sources` alone.
    func check(_ words: [String], allowed: [String], _ instead: String) {
        var faults = Faults()
        for file in Project.sources where !allowed.contains(where: { file.path.hasPrefix("Sources/" + $0) }) {
            for word in words { faults.add(file.places(of: word), instead) }
        }
        faults.report()
    }

    @Test func `SQL stands in stores and migrations alone`() {
        var faults = Faults()
        // The command line asks the server whether it answers.
        let outside: Set<String> = ["Store", "Postgres", "Bench", "hesap"]
        // The rules of IoT Core are written in a language that looks like SQL.
        let others = "Sources/Deploy/Graph/ModulePart.swift"
        for file in Project.sources
        where !file.isStore && !outside.contains(file.module) && file.path != others {
            for call in ["tx.rows(", "tx.row(", "tx.value(", "tx.run(", "transaction.run("] {
                faults.add(file.places(of: call), "move the statement into a store")
            }
            for (line, text) in file.literals where isStatement(text) {
                faults.add("\(file.path):\(line)", "move the statement into a store")
            }
        }
        faults.report()
    }

    /// A sentence may begin with such a word; a statement has more of SQL's own.
    private func isStatement(_ text: String) -> Bool {
        let lower = text.lowercased().drop { $0.isWhitespace }
        guard
            ["select ", "insert into ", "update ", "delete from ", "with "].contains(where: {
                lower.hasPrefix($0)
            })
        else { return false }
        return [" from ", " set ", " values", " where "].contains { lower.contains($0) }
            && lower.contains { "=(_".contains($0) }
    }

    @Test func `the finder of statements is not fooled`() {
        #expect(isStatement("select id from checks where organization = \\()"))
        #expect(isStatement("\n    update checks set state = 'paid'"))
        #expect(!isStatement("Update the app") && !isStatement("with cash from the drawer"))
    }

    @Test func `statements name their columns and take the time as a value`() {
        var faults = Faults()
        // The rules of IoT Core are written in a language that looks like SQL.
        let others = "Sources/Deploy/Graph/ModulePart.swift"
        for file in Project.sources where file.module != "Bench" && file.path != others {
            for (line, text) in file.literals {
                let lower = text.lowercased()
                if lower.contains("select *") { faults.add("\(file.path):\(line)", "name the columns") }
                // A migration runs once, under the machine's clock.
                if file.module == "Postgres" || file.path.contains("/Migrations/") { continue }
                let clocks = ["now()", "current_timestamp", "clock_timestamp()"]
                if clocks.contains(where: { lower.contains($0) }) {
                    faults.add("\(file.path):\(line)", "bind the time")
                }
            }
        }
        faults.report()
        check(["SQL(stringLiteral"], allowed: ["Store/SQL.swift"], "write the statement as a literal")
    }

    @Test func `unsafe code stays in the modules that wrap C`() {
        let wrappers = [
            "Postgres/", "Web/", "HTTPClient/", "Crypto/", "Printing/", "YAML/", "Base/JSONReader.swift",
            "Base/StandardError.swift", "Base/Surroundings.swift", "Bench/", "hesap/", "Deploy/Run/",
        ]
        check(
            ["unsafe ", "@unchecked Sendable", "@safe "], allowed: wrappers, "wrap it in one of those modules"
        )
    }

    @Test func `time, identity and chance come from Surroundings`() {
        let machine = [
            "Base/Surroundings.swift", "Web/MonotonicClock.swift", "Postgres/OwnThread.swift", "Bench/",
            "hesap/",
        ]
        let words = ["Date()", "Date.now", "UUID()", ".random(", "clock_gettime", "ContinuousClock"]
        check(words + ["SystemRandomNumberGenerator"], allowed: machine, "take a Surroundings")
        let waiting = ["Workers/", "Realtime/", "Web/", "Connectors/", "Bench/", "hesap/"]
        check(["Task.sleep"], allowed: waiting, "wait in a worker")
    }

    @Test func `tasks without a parent begin at the edges alone`() {
        let edges = ["Web/", "Workers/", "Realtime/", "Bench/", "hesap/"]
        check(["Task {", "Task.detached"], allowed: edges, "use a task group")
    }

    @Test func `no floating point near money`() {
        var faults = Faults()
        let free: Set<String> = ["Postgres", "Web", "HTTPClient", "Printing", "Workers", "Bench", "hesap"]
        // A JSON number may be one (an alarm's limit, a check's seconds), Foundation counts seconds in one, a
        // language's weight is one.
        let places: Set<String> = [
            "Sources/Base/JSON.swift", "Sources/Base/LocalTime.swift", "Sources/API/ProblemText.swift",
            "Sources/Deploy/Render/CloudFormationRender.swift", "Sources/Deploy/Verify/Check.swift",
        ]
        for file in Project.sources where !free.contains(file.module) && !places.contains(file.path) {
            for (index, line) in file.code.enumerated() {
                let words = line.split { !$0.isLetter && !$0.isNumber }
                if words.contains(where: { ["Double", "Float", "TimeInterval"].contains($0) }) {
                    faults.add("\(file.path):\(index + 1)", "use minor units and ratios")
                }
            }
        }
        faults.report()
    }

    /// The cases of `Action` that some command takes an approval for, and those that are called approvable.
    @Test func `what a command takes an approval for can be approved, and nothing else`() throws {
        var taken: Set<String> = []
        let call = /\.require\(((?:[^()]|\([^()]*\))*)\)/
        for file in Project.sources {
            for match in file.code.joined(separator: "\n").matches(of: call)
            where match.1.contains("approval:") && !match.1.contains("_ action:") {
                let action = match.1.prefix(while: { $0 != "," })
                taken.formUnion(action.matches(of: /\.([a-zA-Z]+)/).map { String($0.1) })
            }
        }
        let text = Project.text(of: "Sources/Organizations/Action.swift")
        let list = try #require(
            text.firstMatch(of: /isApprovable: Bool \{\s*switch self \{\s*case ([^:]*):\s*true/))
        #expect(taken == Set(list.1.matches(of: /\.([a-zA-Z]+)/).map { String($0.1) }))
    }

    @Test func `nothing is left for another day`() {
        var faults = Faults()
        // Put together, so that this file does not hold them.
        let leftovers = ["FIX" + "ME", "XX" + "X", "TO" + "DO", "HA" + "CK"]
        for file in Project.files {
            for (index, line) in file.lines.enumerated() {
                let words = line.split { !$0.isLetter }
                if words.contains(where: { word in leftovers.contains { $0 == word } }) {
                    faults.add("\(file.path):\(index + 1)", "do it, or write an issue")
                }
            }
        }
        faults.report()
    }

    @Test func `types are named for what they are`() {
        var faults = Faults()
        let empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service"]
        let kinds = ["struct", "class", "enum", "protocol", "actor"]
        for file in Project.sources {
            for (index, line) in file.code.enumerated() {
                let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
                for (kind, name) in zip(words, words.dropFirst()) where kinds.contains(kind) {
                    if empty.contains(where: { name.hasSuffix($0) }) {
                        faults.add("\(file.path):\(index + 1)", "\(name) says nothing")
                    }
                }
            }
        }
        faults.report()
    }

    @Test func `nothing is forced`() {
        check(["try!", "as!", "fatalError("], allowed: [], "refuse, or state the rule with precondition")
    }
}
