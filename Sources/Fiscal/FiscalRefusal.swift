public import Base

/// Why a fiscal command changes nothing.
public enum FiscalRefusal: Refusal, Equatable {
    /// The branch has no such document.
    case unknownDocument
    /// A document with nothing in it.
    case empty
    /// The document's state does not allow the event.
    case unexpectedState(state: FiscalState, event: FiscalEvent)
    /// Only an issued sale can be reversed, and only once.
    case notReversible
    /// The document was reversed before.
    case reversedBefore
    /// The source has its document already.
    case issuedBefore
    /// There is no driver of that name.
    case unknownDriver(String)

    /// The problem each refusal answers with.
    public var problem: Problem {
        switch self {
        case .unknownDocument: Problem(404, "not_found")
        case .empty: Problem(422, "fiscal_document_empty")
        case .unexpectedState(let state, let event):
            Problem(
                409, "fiscal_document_unexpected_state", "\(event) is not possible now.",
                state: state.rawValue)
        case .notReversible: Problem(409, "fiscal_document_not_reversible")
        case .reversedBefore: Problem(409, "fiscal_document_reversed")
        case .issuedBefore: Problem(409, "fiscal_document_exists")
        case .unknownDriver(let name): Problem(422, "unknown_fiscal_driver", "There is no driver \(name).")
        }
    }

    /// The named constraints of the fiscal tables and what their violation means.
    public static let constraints: [String: any Refusal] = [
        "fiscal_documents_source_once": FiscalRefusal.issuedBefore,
        "fiscal_documents_reversed_once": FiscalRefusal.reversedBefore,
    ]
}
