public import Base
public import Organizations
public import Store

/// Asks the driver again for a document that failed.
public enum RetryFiscalDocument {
    /// - Throws: `FiscalRefusal`: `unknownDocument`, `unexpectedState` unless it failed.
    public static func run(
        _ id: ID<FiscalDocument>, in branch: ID<Branch>, _ drivers: FiscalDrivers, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> FiscalDocument {
        guard let failed = try FiscalStore.locked(id, of: context.actor.organization, branch: branch, in: tx)
        else {
            throw FiscalRefusal.unknownDocument
        }
        let wanted = try failed.moved(.retry, at: context.now)
        let document = try IssueFiscalDocument.asked(wanted, drivers.driver(failed.driver), context, in: tx)
        FiscalStore.update(document, from: .failed, in: tx)
        context.publish(
            topic: "fiscal_document.\(document.state.rawValue)", aggregate: id.raw, data: document.json)
        context.audit(
            "fiscal.retry", entity: "fiscal_document", id: id.raw, branch: branch, before: failed.json,
            after: document.json)
        return document
    }
}
