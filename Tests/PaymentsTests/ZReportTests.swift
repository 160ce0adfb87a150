import Base
import Organizations
import Payments
import Store
import TestSupport
import Testing

@testable import Drawers

@Suite(.database) struct ZReportTests {
    @Test func `the cash part adds up, in X and in Z`() async throws {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        try await desk.sell(40_000)
        try await desk.giveBack(1_000)
        try await desk.move(session, .payOut, 5_000)
        let x = try await desk.venue.read { tx in
            try CashTotals.of(desk.venue.organization, desk.venue.branch, day: desk.day, in: tx)
        }
        #expect(
            x
                == CashTotals(
                    float: 100_000, sales: 39_000, payIn: 0, payOut: 5_000, expected: 134_000, counted: nil,
                    variance: nil))
        try await desk.count(session, 133_900)
        try await desk.close(session)
        let z = try await desk.closeDay()
        #expect(z.no == 1)
        #expect(z.totals["cash"]?["counted"]?.integer == 133_900)
        #expect(z.totals["cash"]?["variance"]?.integer == -100)
    }

    @Test func `numbers have no gaps, and each branch counts for itself`() async throws {
        let desk = try await CashDesk.make()
        for number in 1...5 {
            #expect(try await desk.closeDay(Day(number: 20_778 + Int64(number) * 2)).no == Int64(number))
        }
        let other = try await desk.venue.run { context, tx in
            try IssueZReport.run(desk.venue.other, day: desk.day, context, in: tx) { _, _ in [:] }
        }
        #expect(other.no == 1)
        let page = try await desk.venue.read { tx in
            try FindZReports.page(of: desk.venue.organization, desk.venue.branch, before: 5, limit: 2, in: tx)
        }
        #expect(page.map(\.no) == [4, 3])
    }

    @Test func `twelve at once close a day once, without a gap`() async throws {
        let desk = try await CashDesk.make()
        let closed = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 { group.addTask { (try? await desk.closeDay()) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(closed == 1)
        #expect(try await desk.closeDay(desk.day.advanced(by: 1)).no == 2)
    }

    @Test func `a day closes once, never before an earlier one, and never with an open drawer`() async throws
    {
        let desk = try await CashDesk.make()
        let session = try await desk.open()
        await #expect(throws: DrawerRefusal.drawersOpen(count: 1)) { try await desk.closeDay() }
        try await desk.count(session, 100_000)
        await #expect(throws: DrawerRefusal.drawersOpen(count: 1)) { try await desk.closeDay() }
        try await desk.close(session)
        _ = try await desk.closeDay()
        await #expect(throws: DrawerRefusal.dayClosed) { try await desk.closeDay() }
        await #expect(throws: DrawerRefusal.dayClosed) { try await desk.closeDay(desk.day.advanced(by: -1)) }
    }

    @Test func `what happens after the Z report belongs to the next day`() async throws {
        let desk = try await CashDesk.make()
        func today() async throws -> Day {
            try await desk.venue.run { context, tx in
                try OpenBusinessDay.run(desk.venue.branch, natural: desk.day, context, in: tx)
            }
        }
        #expect(try await today() == desk.day)
        _ = try await desk.closeDay()
        #expect(try await today() == desk.day.advanced(by: 1))
        await #expect(throws: DrawerRefusal.dayClosed) {
            try await desk.venue.run { context, tx in
                try OpenBusinessDay.demand(desk.day, desk.venue.branch, context, in: tx)
            }
        }
    }

    @Test func `a Z report waits for those who sell in its day, and they are in it`() async throws {
        let desk = try await CashDesk.make()
        let days = try await withThrowingTaskGroup(of: Day?.self) { group in
            for index in 0..<16 {
                group.addTask {
                    if index == 8 {
                        _ = try await desk.closeDay()
                        return nil
                    }
                    return try await desk.venue.run { context, tx in
                        let day = try OpenBusinessDay.run(
                            desk.venue.branch, natural: desk.day, context, in: tx)
                        // What the transaction did counts in the day that it holds open.
                        context.audit(
                            "test.sold.\(day.text)", entity: "test", id: context.command, branch: nil)
                        return day
                    }
                }
            }
            return try await group.reduce(into: [Day]()) { if let day = $1 { $0.append(day) } }
        }
        #expect(Set(days).isSubset(of: [desk.day, desk.day.advanced(by: 1)]))
        #expect(days.count == 15)
    }

    @Test func `a Z report never changes, whoever asks`() async throws {
        let desk = try await CashDesk.make()
        _ = try await desk.closeDay()
        for statement: SQL in ["update z_reports set totals = '{}'", "delete from z_reports"] {
            await #expect(throws: (any Error).self) {
                try await desk.venue.run { _, tx in try tx.run(statement) }
            }
            await #expect(throws: (any Error).self) {
                try await desk.db.transaction(.system) { tx in try tx.run(statement) }
            }
        }
    }
}
