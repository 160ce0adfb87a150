public import Base

/// Why a print command changes nothing.
public enum PrintRefusal: Refusal, Equatable {
    /// The branch has no such job.
    case unknownJob
    /// The job's state does not allow the event.
    case unexpectedState(state: PrintJobState, event: PrintJobEvent)
    /// A revision below 1.
    case badRevision
    /// The branch has no such printer.
    case unknownPrinter
    /// The branch has no printer for bills and receipts.
    case noReceiptPrinter
    /// Another printer of the branch has this name.
    case nameTaken
    /// No host or port.
    case badAddress

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknownJob: Problem(404, "not_found")
        case .unexpectedState(let state, let event):
            Problem(409, "print_job_unexpected_state", "\(event) is not possible now.", state: state.rawValue)
        case .badRevision: Problem(422, "print_revision_invalid")
        case .unknownPrinter: Problem(404, "not_found")
        case .noReceiptPrinter: Problem(409, "no_receipt_printer")
        case .nameTaken: Problem(409, "printer_name_taken")
        case .badAddress: Problem(422, "printer_address_invalid")
        }
    }
}
