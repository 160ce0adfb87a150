import Base
import Drawers
import Foundation
import Organizations
import Store
import TestSupport
import Testing

@testable import Checks

@Suite(.database) struct DayTests {
    private func close(_ bistro: Bistro, carryOver: Bool = false) async throws -> DayReportView {
        try await bistro.run { context, tx in
            try CloseBusinessDay(bistro.branch, carryOver: carryOver).run(context, in: tx)
        }
    }

    @Test func `a day is closed with the figures of its rows and nothing in it changes any more`()
        async throws
    {
        let bistro = try await Bistro.make()
        var check = try await bistro.send(try await bistro.open(table: 0, [("Latte", 2), ("Kola", 1)]))
        check = try await bistro.void(check.lines[1].id, of: check)
        check = try await bistro.pay(check, bistro.tender(.cash, 29000, tip: 1000))
        let open = try await bistro.open(table: 1, [("Bira", 1)])
        await #expect(throws: DrawerRefusal.drawersOpen(count: 1)) { try await close(bistro) }
        try await bistro.closeDrawer(counted: 79_500)
        await #expect(throws: DayRefusal.openChecks(count: 1)) { try await close(bistro) }
        let z = try await close(bistro, carryOver: true)
        #expect(z.no == 1 && z.businessDay == Bistro.today)
        #expect(z.checks == 1 && z.net == 29000 && z.gross == 29000 && z.tips == 1000)
        #expect(z.voids == VoidFigures(count: 1, amount: 7500))
        #expect(z.kdv == [try KDVGroup(rate: 1000, gross: 29000)])
        #expect(z.tenders.map(\.amount) == [29000])
        #expect(z.cash?.expected == 80_000 && z.cash?.variance == -500)
        #expect(z.byCategory.map(\.quantity) == [2000])
        await #expect(throws: DrawerRefusal.dayClosed) { try await close(bistro) }
        // What is paid after the close counts for the next day, though the clock still shows the old one.
        let late = try await bistro.pay(try await bistro.send(open), bistro.tender(.card, 22000))
        #expect(late.businessDay == Bistro.today.advanced(by: 1))
        let x = try await bistro.xReport()
        #expect(x.businessDay == Bistro.today.advanced(by: 1) && x.net == 22000)
        let frozen = try await bistro.db.transaction(.organization(bistro.organization.raw)) { tx in
            try ZReports.page(bistro.branch, of: bistro.organization, limit: 10, in: tx)
        }
        #expect(frozen == [z])
        await #expect(throws: (any Error).self) {
            try await bistro.db.transaction(.system) { tx in
                try tx.run("update z_reports set business_day = '2026-01-01'")
            }
        }
    }

    /// Every whole number of an answer.
    private func numbers(_ json: JSON) -> [Int64] {
        switch json {
        case .integer(let number): [number]
        case .array(let items): items.flatMap(numbers)
        case .object(let members): members.flatMap { numbers($0.1) }
        default: []
        }
    }

    @Test func `who counts a drawer cannot work out its cash, not even with the card slips in hand`()
        async throws
    {
        let bistro = try await Bistro.make()
        let sent = try await bistro.send(
            try await bistro.open(table: 0, [("Latte", 2), ("Bira", 1), ("Kola", 1)]))
        let gift = CompLine(
            sent.lines[2].id, of: sent.id, branch: bistro.branch, reason: "ikram", version: sent.version)
        let check = try await bistro.run { context, tx in try gift.run(context, in: tx) }
        try await bistro.pay(check, bistro.tender(.cash, 9000, tip: 500), bistro.tender(.card, 42000))
        let x = try await bistro.xReport()
        #expect(x.cash?.expected == 59_500 && x.tenders.count == 2 && x.net == 51_000 && x.tips == 500)
        let told = DayReportView.shape.encode(x.blind)
        #expect(try DayReportView.shape.read(told) == x.blind)
        // Counts, and the cola that was given away: nothing else.
        #expect(numbers(told).filter { $0 != 0 }.sorted() == [1, 2, 7500])
        #expect(x.blind.checks == x.checks && x.blind.guests == x.guests && x.blind.comps == 7500)
        try await bistro.closeDrawer(counted: 59_500)
        let counted = try await bistro.xReport()
        #expect(counted.blind == counted && counted.cash?.variance == 0)
    }

    @Test func `today is compared with the same weekday a week ago up to the same minute`() async throws {
        let bistro = try await Bistro.make()
        bistro.db.clock.advance(seconds: -7 * 86_400 - 3600)
        let before = try await bistro.send(try await bistro.open(table: 0, [("Kola", 1)]))
        try await bistro.pay(before, bistro.tender(.card, 7500))
        bistro.db.clock.advance(seconds: 7200)
        let later = try await bistro.send(try await bistro.open(table: 0, [("Bira", 1)]))
        try await bistro.pay(later, bistro.tender(.card, 22000))
        bistro.db.clock.advance(seconds: 7 * 86_400 - 3600)
        let now = try await bistro.send(try await bistro.open(table: 0, [("Latte", 1)]))
        try await bistro.pay(now, bistro.tender(.card, 14500))
        _ = try await bistro.open(table: 1, [("Kola", 1)])
        let moment = bistro.db.clock.now
        let today = try await bistro.db.transaction(.organization(bistro.organization.raw), .snapshot) { tx in
            try TodayFigures.read(bistro.branch, of: bistro.organization, at: moment, in: tx)
        }
        #expect(today.net == 14500 && today.checks == 1)
        #expect(today.compare.net == 7500 && today.compare.checks == 1)
        #expect(today.open == TodayView.Open(checks: 1, amount: 7500))
        #expect(today.now.occupied == 1 && today.now.tables == 4)
        #expect(today.hours.map(\.net) == [14500])
        #expect(today.products.map(\.amount) == [14500])
        let days = try await bistro.db.transaction(.organization(bistro.organization.raw), .snapshot) { tx in
            try DaySales.read(bistro.branch, of: bistro.organization, from: nil, to: nil, at: moment, in: tx)
        }
        #expect(days.map(\.net) == [29500, 14500])
    }
}
