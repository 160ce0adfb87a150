import Base
import Organizations
import Store
import TestSupport
import Testing

@testable import Fiscal

@Suite(.database) struct FiscalTests {
    private static func groups() throws -> [KDVGroup] {
        try [KDVGroup(rate: 1000, gross: 43_500), KDVGroup(rate: 2000, gross: 44_000)]
    }

    private func issue(
        _ venue: TestVenue, _ driver: any FiscalDriver = FiscalSimulator(), source: FiscalSource? = nil
    ) async throws -> FiscalDocument {
        let source = source ?? FiscalSource("check", TestDatabase.current.surroundings.newUUID())
        let request = IssueFiscalDocument.Request(
            branch: venue.branch, source: source, groups: try Self.groups(), currency: .lira,
            businessDay: Day(number: 20_778))
        return try await venue.run { context, tx in
            try IssueFiscalDocument.run(request, driver, context, in: tx)
        }
    }

    @Test func `the simulator issues at once, with numbers per branch`() async throws {
        let venue = try await TestVenue.make()
        let first = try await issue(venue)
        #expect(first.state == .issued && first.number == "SIM 0001-000001")
        #expect(first.gross == 87_500 && first.kdv == 3_955 + 7_333)
        #expect(try await issue(venue).number == "SIM 0001-000002")
        let stored = try await venue.read { tx in
            try FindFiscalDocuments.of(first.source, venue.organization, in: tx)
        }
        #expect(stored == [first])
    }

    @Test func `without a device the document has no number and no fiscal value`() async throws {
        let venue = try await TestVenue.make()
        let document = try await issue(venue, NoFiscalDriver())
        #expect(document.state == .issued && document.number == nil)
        #expect(!NoFiscalDriver().hasFiscalValue && FiscalSimulator().hasFiscalValue)
    }

    @Test func `twelve at once get twelve numbers without a gap`() async throws {
        let venue = try await TestVenue.make()
        let numbers = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<12 { group.addTask { try await issue(venue).number } }
            return try await group.reduce(into: Set<String>()) { if let number = $1 { $0.insert(number) } }
        }
        #expect(numbers.count == 12 && numbers.max() == "SIM 0001-000012")
    }

    @Test func `a source has one document`() async throws {
        let venue = try await TestVenue.make()
        let first = try await issue(venue)
        await #expect(throws: FiscalRefusal.issuedBefore) { try await issue(venue, source: first.source) }
    }

    @Test func `a device that refuses holds up no sale, and is asked again`() async throws {
        let venue = try await TestVenue.make()
        let failed = try await issue(venue, FiscalSimulator(refuses: { _ in "paper_out" }))
        #expect(failed.state == .failed && failed.failure == "paper_out" && failed.number == nil)
        let waiting = try await venue.read { tx in
            try FindFiscalDocuments.unissued(of: venue.organization, branch: venue.branch, in: tx)
        }
        #expect(waiting.map(\.id) == [failed.id])
        let issued = try await venue.run { context, tx in
            try RetryFiscalDocument.run(failed.id, in: venue.branch, FiscalDrivers(), context, in: tx)
        }
        #expect(issued.state == .issued && issued.number != nil && issued.failure == nil)
        await #expect(throws: FiscalRefusal.unexpectedState(state: .issued, event: .retry)) {
            try await venue.run { context, tx in
                try RetryFiscalDocument.run(failed.id, in: venue.branch, FiscalDrivers(), context, in: tx)
            }
        }
    }

    @Test func `an issued document is taken back by a counter-document, once, in today's books`() async throws
    {
        let venue = try await TestVenue.make()
        let sale = try await issue(venue)
        func reverse(_ id: ID<FiscalDocument>) async throws -> FiscalDocument {
            try await venue.run { context, tx in
                try ReverseFiscalDocument.run(
                    id, in: venue.branch, businessDay: Day(number: 20_779), reason: "yanlış masa",
                    FiscalDrivers(),
                    context, in: tx)
            }
        }
        let counter = try await reverse(sale.id)
        #expect(counter.kind == .reversal && counter.reverses == sale.id && counter.gross == -sale.gross)
        #expect(counter.kdv == -sale.kdv && counter.businessDay == Day(number: 20_779))
        await #expect(throws: FiscalRefusal.reversedBefore) { try await reverse(sale.id) }
        await #expect(throws: FiscalRefusal.notReversible) { try await reverse(counter.id) }
        let kept = try await venue.read { tx in
            try FindFiscalDocuments.of(sale.source, venue.organization, in: tx)
        }
        #expect(kept == [sale, counter])
    }

    @Test func `the database itself never changes an issued document`() async throws {
        let venue = try await TestVenue.make()
        _ = try await issue(venue)
        for statement: SQL in [
            "update fiscal_documents set state = 'failed'", "delete from fiscal_documents",
        ] {
            await #expect(throws: (any Error).self) {
                try await venue.run { _, tx in try tx.run(statement) }
            }
        }
    }

    @Test func `a document with nothing in it is refused`() async throws {
        let venue = try await TestVenue.make()
        let request = IssueFiscalDocument.Request(
            branch: venue.branch, source: FiscalSource("check", venue.branch.raw), groups: [],
            currency: .lira,
            businessDay: Day(number: 20_778))
        await #expect(throws: FiscalRefusal.empty) {
            try await venue.run { context, tx in
                try IssueFiscalDocument.run(request, NoFiscalDriver(), context, in: tx)
            }
        }
    }
}
