public import Base
public import Organizations
public import Printing
public import Store

/// Sends a check to the branch's receipt printer: the adisyon, or the slip of what was paid.
public enum PrintOnPaper {
    /// - Throws: `unknown_check`, `no_receipt_printer`.
    public static func run(
        _ check: ID<Check>, branch: ID<Branch>, _ stage: CheckReceipt.Stage, _ language: ReceiptLanguage,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> PrintJob {
        try context.require(.bill, subject: check.raw, in: tx)
        let organization = context.actor.organization
        guard let printer = try FindPrinters.forReceipts(of: organization, branch, in: tx) else {
            throw PrintRefusal.noReceiptPrinter
        }
        let document = stage == .bill ? "check_bill" : "check_receipt"
        // A check may be billed anew whenever it has grown; a second slip of one payment is a copy.
        let isCopy =
            try stage == .paid
            && QueuePrintJob.nextRevision(
                document: document, id: check.raw, target: printer.target, of: organization, in: tx) > 1
        let receipt = try PrintCheck.run(
            check, branch, of: organization, stage, language, at: context.now, isCopy: isCopy, in: tx)
        return try QueuePrintJob.next(document, of: check.raw, on: printer, receipt, context, in: tx)
    }
}
