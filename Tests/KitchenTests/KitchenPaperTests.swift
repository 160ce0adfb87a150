import Base
import Organizations
import Printing
import Store
import TestSupport
import Testing

@testable import Kitchen

@Suite(.database) struct KitchenPaperTests {
    private func printer(_ house: KitchenHouse, for stations: [ID<Station>]) async throws {
        try await house.venue.run { context, tx in
            let printer = try AddPrinter(
                house.venue.branch, name: "Mutfak", host: "192.168.1.41", port: 9100,
                settings: PrinterSettings(), printsReceipts: false
            ).run(context, in: tx)
            try StationPrinters.assign(stations, to: printer, context, in: tx)
        }
    }

    private func jobs(_ house: KitchenHouse) async throws -> Int {
        try await house.venue.count("select count(*) from print_jobs where kind = 'kitchen'")
    }

    private func holds(_ house: KitchenHouse, _ text: String) async throws -> Bool {
        try await house.venue.count(
            "select count(*) from print_jobs where position(\(Bytes(Array(text.utf8))) in content) > 0") > 0
    }

    @Test func `a round comes out where its station has a printer, and nowhere else`() async throws {
        let house = try await KitchenHouse.make()
        let check = TestDatabase.current.surroundings.newUUID()
        try await house.place(check, 1, [house.line(house.latte, house.drink, "Latte")])
        #expect(try await jobs(house) == 0)
        try await printer(house, for: [house.bar])
        try await house.place(
            check, 2,
            [
                house.line(house.latte, house.drink, "Latte"), house.line(house.burger, house.food, "Burger"),
            ])
        #expect(try await jobs(house) == 1)
        #expect(try await holds(house, "LATTE"))
        #expect(try await !holds(house, "BURGER"))
    }

    @Test func `what is taken back comes out again as cancelled`() async throws {
        let house = try await KitchenHouse.make()
        try await printer(house, for: [house.bar, house.grill])
        let check = TestDatabase.current.surroundings.newUUID()
        let line = house.line(house.latte, house.drink, "Latte", 2)
        try await house.place(check, 1, [line])
        #expect(try await jobs(house) == 1)
        try await house.venue.run { context, tx in
            _ = try VoidKitchenItems.run(
                line: line.line, quantity: Quantity(thousandths: 1000), context, in: tx)
        }
        #expect(try await jobs(house) == 2)
    }

    @Test func `a held course comes out when it is fired, not before`() async throws {
        let house = try await KitchenHouse.make()
        try await printer(house, for: [house.grill])
        let check = TestDatabase.current.surroundings.newUUID()
        try await house.place(
            check, 1, [house.line(house.burger, house.food, "Burger", course: 2, held: true)])
        #expect(try await jobs(house) == 0)
        try await house.venue.run { context, tx in
            try FireCourse.run(2, of: check, context, in: tx)
        }
        #expect(try await jobs(house) == 1)
    }
}
