import Base
import FoundationEssentials
import Organizations
import Store
import TestSupport
import Testing

@testable import Printing

@Suite(.database) struct PrinterTests {
    private func add(_ venue: TestVenue, _ name: String = "Kasa") async throws -> Printer {
        try await venue.run { context, tx in
            try AddPrinter(
                venue.branch, name: name, host: "192.168.1.40", port: 9100, settings: PrinterSettings(),
                printsReceipts: true
            ).run(context, in: tx)
        }
    }

    private func test(_ printer: Printer, _ venue: TestVenue) async throws -> PrintJob {
        try await venue.run { context, tx in
            try TestPrinter.run(printer.id, branch: venue.branch, .turkish, context, in: tx)
        }
    }

    private func take(
        _ printer: Printer, _ venue: TestVenue
    ) async throws -> (id: ID<PrintJob>, content: [UInt8], port: UInt16)? {
        try await venue.run { context, tx in
            try MovePrintJob.takeForPrinter(printer.target, in: venue.branch, context, in: tx)
                .map { (id: $0.job.id, content: $0.content, port: $0.address.port) }
        }
    }

    @Test func `a printer is known by its name once, and gone when it is removed`() async throws {
        let venue = try await TestVenue.make()
        let printer = try await add(venue)
        await #expect(throws: PrintRefusal.nameTaken) { try await add(venue) }
        let found = try await venue.read { tx in
            try FindPrinters.forReceipts(of: venue.organization, venue.branch, in: tx)
        }
        #expect(found == printer)
        _ = try await venue.run { context, tx in
            try RemovePrinter(printer.id, branch: venue.branch).run(context, in: tx)
        }
        await #expect(throws: PrintRefusal.unknownPrinter) { try await test(printer, venue) }
        _ = try await add(venue)
    }

    @Test func `an address is a host and a port, and nothing that could be more`() {
        #expect(PrinterAddress(host: "10.0.0.7", port: 9100)?.port == 9100)
        #expect(PrinterAddress(host: "fe80::1", port: 1) != nil)
        for host in ["", "a b", "kasa/1", "http://x", "a\u{0}b", String(repeating: "a", count: 254)] {
            #expect(PrinterAddress(host: host, port: 9100) == nil)
        }
        #expect(PrinterAddress(host: "kasa", port: 0) == nil)
        #expect(PrinterAddress(host: "kasa", port: 65_536) == nil)
    }

    @Test func `a printer does one job after the other, in their order`() async throws {
        let venue = try await TestVenue.make()
        let printer = try await add(venue)
        let (first, second) = (try await test(printer, venue), try await test(printer, venue))
        #expect(second.key.revision == first.key.revision + 1)
        #expect(try await take(printer, venue)?.id == first.id)
        #expect(try await take(printer, venue) == nil)
        _ = try await venue.run { context, tx in
            try MovePrintJob.begin(first.id, in: venue.branch, context, in: tx)
            return try MovePrintJob.finish(first.id, in: venue.branch, context, in: tx)
        }
        #expect(try await take(printer, venue)?.id == second.id)
    }

    @Test func `of a job that was begun and lost nobody knows, so only a person sends it again, as a copy`()
        async throws
    {
        let venue = try await TestVenue.make()
        let db = TestDatabase.current
        let printer = try await add(venue)
        let job = try await test(printer, venue)
        let first = try #require(try await take(printer, venue))
        try await venue.run { context, tx in
            try MovePrintJob.begin(job.id, in: venue.branch, context, in: tx)
        }
        let later = db.clock.now.advanced(seconds: MovePrintJob.lostAfter + 1)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: later, in: tx) } == 0)
        let failed = try await venue.read { tx in
            try FindPrinters.jobs(
                of: venue.organization, venue.branch, state: .failed, limit: 10, in: tx)
        }
        #expect(failed.map(\.failure) == [PrintJob.uncertain])
        let weekLater = later.advanced(seconds: 604_800)
        #expect(
            try await db.transaction(.system) { tx in try MovePrintJob.requeueDue(at: weekLater, in: tx) }
                == 0)
        _ = try await venue.run { context, tx in
            try MovePrintJob.retry(job.id, in: venue.branch, context, in: tx)
        }
        let again = try #require(try await take(printer, venue))
        #expect(again.content == ESCPOS.copyMark + first.content)
    }

    @Test func `the bytes of what was printed go after a day, its job stays`() async throws {
        let venue = try await TestVenue.make()
        let db = TestDatabase.current
        let printer = try await add(venue)
        let job = try await test(printer, venue)
        _ = try #require(try await take(printer, venue))
        _ = try await venue.run { context, tx in
            try MovePrintJob.finish(job.id, in: venue.branch, context, in: tx)
        }
        for (seconds, count) in [(Int64(86_000), 0), (90_000, 1), (90_000, 0)] {
            let moment = db.clock.now.advanced(seconds: seconds)
            let emptied = try await db.transaction(.system) { tx in
                try MovePrintJob.forgetPrinted(at: moment, in: tx)
            }
            #expect(emptied == count)
        }
        #expect(try await test(printer, venue).key.revision == 2)
    }

    @Test func `what waits for a removed printer fails for good and stays to be seen`() async throws {
        let venue = try await TestVenue.make()
        let printer = try await add(venue)
        _ = try await test(printer, venue)
        _ = try await venue.run { context, tx in
            try RemovePrinter(printer.id, branch: venue.branch).run(context, in: tx)
        }
        #expect(try await take(printer, venue) == nil)
        let jobs = try await venue.read { tx in
            try FindPrinters.jobs(of: venue.organization, venue.branch, limit: 10, in: tx)
        }
        #expect(jobs.map(\.state) == [.failed] && jobs.map(\.failure) == ["printer_removed"])
    }
}
