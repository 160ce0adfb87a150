import Base
import Foundation
import Testing

@testable import Deploy

@Suite struct JournalTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hesap-journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func filled(_ path: String) throws {
        let journal = try Journal(path, surroundings: .live)
        try journal.write(.begin(plan: "p1", verb: "apply"))
        try journal.write(.intent(step: "one", command: "aws one"))
        try journal.write(.result(step: "one", status: 0, output: "vpc-1"))
        try journal.write(.intent(step: "two", command: "aws two"))
    }

    @Test func `a run that was killed is known by its steps and answers`() throws {
        let path = try folder().appending(path: "journal.jsonl").path()
        try filled(path)
        let progress = try #require(try Journal(path, surroundings: .live).unfinished)
        #expect(progress.plan == "p1" && progress.verb == "apply")
        #expect(progress.done == ["one": "vpc-1"] && progress.open == "two")
    }

    @Test func `a run that ended is not gone on with`() throws {
        let path = try folder().appending(path: "journal.jsonl").path()
        try filled(path)
        try Journal(path, surroundings: .live).write(.end(plan: "p1", outcome: "done"))
        #expect(try Journal(path, surroundings: .live).unfinished == nil)
    }

    @Test func `a line cut short is taken away and the chain goes on`() throws {
        let path = try folder().appending(path: "journal.jsonl").path()
        try filled(path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for cut in [1, 20, 60] {
            try String(text.dropLast(cut)).write(toFile: path, atomically: true, encoding: .utf8)
            let journal = try Journal(path, surroundings: .live)
            #expect(journal.entries.count == 3)
            try journal.write(.intent(step: "two", command: "aws two"))
            #expect(try Journal(path, surroundings: .live).entries.count == 4)
        }
    }

    @Test(arguments: [0, 1, 2]) func `a line that was changed or taken away is seen, with its place`(
        line: Int
    ) throws {
        let path = try folder().appending(path: "journal.jsonl").path()
        try filled(path)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        var changed = lines
        changed[line] = changed[line].replacingOccurrences(of: "aws", with: "swa")
            .replacingOccurrences(of: "vpc", with: "xyz").replacingOccurrences(of: "apply", with: "other")
        for text in [changed, lines.enumerated().filter { $0.offset != line }.map(\.element)] {
            try (text.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            let fault = #expect(throws: RunFault.self) { try Journal(path, surroundings: .live) }
            #expect(fault?.status == 2)
            #expect(fault?.message.contains("\(path):\(line + 1):") == true)
        }
    }

    @Test func `events of a roll-out stand beside a plan and leave it unfinished`() throws {
        let path = try folder().appending(path: "journal.jsonl").path()
        try filled(path)
        let journal = try Journal(path, surroundings: .live)
        for (work, body) in [
            ("rollout api", ["order": "first"]), ("failover", ["began": 1]), ("rollout api", ["did": "x"]),
            ("rollout api", ["order": "second"]), ("rollout ws", ["order": "other"]),
            ("rollout api", ["did": "y"]),
        ] as [(String, JSON)] { try journal.write(.event(of: work, body)) }
        let read = try Journal(path, surroundings: .live)
        #expect(read.events(of: "rollout api", since: "order") == [["order": "second"], ["did": "y"]])
        #expect(read.events(of: "failover", since: "order").isEmpty)
        #expect(read.unfinished?.done == ["one": "vpc-1"] && read.unfinished?.open == "two")
    }
}
