import Store
import Testing

@testable import Postgres
import struct FoundationEssentials.UUID

struct CrowdTests {
    private let mine = Scope.organization(UUID())

    private func member(_ names: Set<String>, of scope: Scope? = nil) -> Member {
        Member(scope: scope ?? mine, names: names, ready: nil, run: { _ in nil }, aside: {})
    }

    private func crowd(_ members: [Member]) -> Crowd {
        var crowd = Crowd()
        for member in members {
            _ = crowd.enter(member.names)
            crowd.waiting.append(member)
        }
        return crowd
    }

    @Test func `who touches what somebody here touches is told so`() {
        var crowd = Crowd()
        var isFirst: [Bool] = []
        isFirst.append(crowd.enter(["check 1", "table 1"]))
        isFirst.append(crowd.enter(["check 2", "table 1"]))
        crowd.leave(["check 1", "table 1"])
        isFirst.append(crowd.enter(["table 1"]))
        crowd.leave(["check 2", "table 1"])
        crowd.leave(["table 1"])
        isFirst.append(crowd.enter(["table 1"]))
        #expect(isFirst == [true, false, false, true])
    }

    @Test func `a group is of one organization and touches nothing twice`() {
        var crowd = crowd([
            member(["check 1"]), member(["check 2"], of: .organization(UUID())), member(["check 1"]),
            member(["check 3"]),
        ])
        let groups = (0..<3).map { _ in crowd.next(24).map(\.names) }
        #expect(groups == [[["check 1"], ["check 3"]], [["check 2"]], []])
    }

    @Test func `a group has no more members than it may`() {
        var crowd = crowd((0..<5).map { member(["check \($0)"]) })
        let sizes = (0..<2).map { _ in crowd.next(3).count }
        #expect(sizes == [3, 2])
    }

    @Test func `the next group sets out when as many wait as are under way`() {
        var crowd = crowd([member(["check 1"]), member(["check 2"])])
        #expect(crowd.canGo())
        let first = crowd.next(24)
        crowd.waiting.append(member(["check 3"]))
        #expect(!crowd.canGo())
        crowd.waiting.append(member(["check 4"]))
        #expect(crowd.canGo())
        crowd.waiting.removeLast()
        crowd.ended(first[0])
        #expect(crowd.canGo())
    }

    @Test func `behind a group that commits whoever waits sets out`() {
        var crowd = crowd([member(["check 1"]), member(["check 2"])])
        let first = crowd.next(24)
        crowd.waiting.append(member(["check 3"]))
        #expect(!crowd.canGo() && !crowd.canGo(behind: 0))
        #expect(crowd.canGo(behind: first.count))
        let second = crowd.next(24)
        #expect(second.map(\.names) == [["check 3"]])
        crowd.waiting.append(member(["check 1"]))
        #expect(!crowd.canGo(behind: second.count))
    }

    @Test func `who touches what is under way waits for its end, and keeps nobody else from going`() {
        var crowd = crowd([member(["check 1"]), member(["check 1", "table 1"])])
        let first = crowd.next(24)
        #expect(!crowd.canGo())
        crowd.waiting.append(member(["table 1"]))
        #expect(crowd.canGo())
        let second = crowd.next(24)
        #expect(second.map(\.names) == [["table 1"]])
        for member in first { crowd.ended(member) }
        let third = crowd.next(24)
        #expect(third.isEmpty)
    }

    @Test func `all who wait can be sent away`() {
        var crowd = crowd([member(["check 1"]), member(["check 2"])])
        let sent = crowd.empty()
        #expect(sent.count == 2 && !crowd.canGo())
        let isFirst = crowd.enter(["check 1"])
        #expect(isFirst)
    }
}
