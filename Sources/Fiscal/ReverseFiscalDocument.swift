public import Base
public import Organizations
public import Store

/// Takes an issued document back by a counter-document over the same groups, once.
public enum ReverseFiscalDocument {
    /// - Parameter businessDay: the open day that the correction counts in; a closed day never changes (I8).
    /// - Throws: `FiscalRefusal`: `unknownDocument`, `notReversible`; `reversedBefore`.
    public static func run(
        _ id: ID<FiscalDocument>, in branch: ID<Branch>, businessDay: Day, reason: String,
        _ drivers: FiscalDrivers,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> FiscalDocument {
        guard let issued = try FiscalStore.locked(id, of: context.actor.organization, branch: branch, in: tx)
        else {
            throw FiscalRefusal.unknownDocument
        }
        guard issued.state == .issued, issued.kind == .sale else { throw FiscalRefusal.notReversible }
        let wanted = FiscalDocument(
            id: context.surroundings.newID(), organization: issued.organization, branch: branch,
            kind: .reversal,
            source: issued.source, reverses: issued.id, driver: issued.driver, number: nil, state: .pending,
            failure: nil,
            groups: issued.groups.map { KDVGroup(rate: $0.rate, gross: -$0.gross, kdv: -$0.kdv) },
            currency: issued.currency, businessDay: businessDay, issuedAt: nil)
        let document = try IssueFiscalDocument.write(wanted, drivers.driver(issued.driver), context, in: tx)
        context.audit(
            "fiscal.reverse", entity: "fiscal_document", id: document.id.raw, branch: branch,
            before: issued.json,
            after: document.json, reason: reason)
        return document
    }
}
