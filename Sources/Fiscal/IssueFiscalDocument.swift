public import Base
public import Organizations
public import Store

/// Issues the fiscal document of a sale within the transaction that closes it.
public enum IssueFiscalDocument {
    /// What the document is to hold.
    public struct Request: Sendable, Equatable {
        /// The branch.
        public let branch: ID<Branch>
        /// What it is made for; a source has one sale document.
        public let source: FiscalSource
        /// What it holds, per KDV rate.
        public let groups: [KDVGroup]
        /// Its currency.
        public let currency: Currency
        /// The business day it counts in.
        public let businessDay: Day

        /// A request.
        public init(
            branch: ID<Branch>, source: FiscalSource, groups: [KDVGroup], currency: Currency, businessDay: Day
        ) {
            self.branch = branch
            self.source = source
            self.groups = groups
            self.currency = currency
            self.businessDay = businessDay
        }
    }

    /// - Returns: the document: `issued`, or `failed` to be tried again; a sale is never held up by a fiscal
    ///   device.
    /// - Throws: `FiscalRefusal`: `empty`; `issuedBefore` when the source has its document.
    public static func run(
        _ request: Request, _ driver: any FiscalDriver, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FiscalDocument {
        guard !request.groups.isEmpty else { throw FiscalRefusal.empty }
        let wanted = FiscalDocument(
            id: context.surroundings.newID(), organization: context.actor.organization,
            branch: request.branch,
            kind: .sale, source: request.source, reverses: nil, driver: driver.name, number: nil,
            state: .pending,
            failure: nil, groups: request.groups, currency: request.currency,
            businessDay: request.businessDay,
            issuedAt: nil)
        return try write(wanted, driver, context, in: tx)
    }

    /// Asks the driver and writes the document in the state that follows.
    static func write(
        _ wanted: FiscalDocument, _ driver: any FiscalDriver, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FiscalDocument {
        let document = try asked(wanted, driver, context, in: tx)
        FiscalStore.insert(document, at: context.now, in: tx)
        context.publish(
            topic: "fiscal_document.\(document.state.rawValue)", aggregate: document.id.raw,
            data: document.json)
        return document
    }

    static func asked(
        _ wanted: FiscalDocument, _ driver: any FiscalDriver, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FiscalDocument {
        let sequence =
            driver.hasFiscalValue
            ? try FiscalStore.nextSequence(
                driver.name, of: wanted.organization, branch: wanted.branch, in: tx) : 0
        switch driver.issue(wanted, sequence: sequence) {
        case .issued(let number): return try wanted.moved(.issue, number: number, at: context.now)
        case .failed(let code): return try wanted.moved(.fail, failure: code, at: context.now)
        }
    }
}
