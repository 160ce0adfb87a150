public import Base

/// Why a print command changes nothing.
public enum PrintRefusal: Refusal, Equatable {
    /// The branch has no such job.
    case unknownJob
    /// The job's state does not allow the event.
    case unexpectedState(state: PrintJobState, event: PrintJobEvent)
    /// A revision below 1.
    case badRevision

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknownJob: Problem(404, "not_found")
        case .unexpectedState(let state, let event):
            Problem(409, "print_job_unexpected_state", "\(event) is not possible now.", state: state.rawValue)
        case .badRevision: Problem(422, "print_revision_invalid")
        }
    }
}
