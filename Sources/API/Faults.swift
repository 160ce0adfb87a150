import Base
import Store

extension API {
    /// Any error as a problem: refusals as they are, faults logged and told plainly.
    func problem(for error: any Error, _ endpoint: Endpoint) -> Problem {
        if let problem = error as? Problem { return problem }
        if let refusal = error as? any Refusal { return refusal.problem }
        if error is MoneyFault { return Problem(422, "amount_out_of_range", "The amounts are too large.") }
        if let fault = error as? DatabaseError { return problem(for: fault, endpoint) }
        application.log.error("request failed", ["operation": endpoint.id, "error": "\(error)"])
        return Problem(500, "internal")
    }

    private func problem(for fault: DatabaseError, _ endpoint: Endpoint) -> Problem {
        switch fault.kind {
        case .connection:
            application.log.warning("database gone", ["operation": endpoint.id])
            return Problem(503, "database_unavailable")
        case .outcomeUnknown:
            application.log.warning("outcome of a commit unknown", ["operation": endpoint.id])
            return Problem(503, "outcome_unknown", "Ask again with the same Idempotency-Key.")
        case .poolExhausted: return Problem(503, "busy")
        case .conflict: return Problem(503, "busy", "Others changed the same; try again.")
        case .timeout: return Problem(503, "timeout")
        case .constraint(let name):
            application.log.error("unnamed refusal", ["operation": endpoint.id, "constraint": name])
            return Problem(500, "internal")
        case .rowCount, .decoding, .other:
            let statement = fault.statement ?? ""
            application.log.error(
                "statement failed",
                [
                    "operation": endpoint.id, "error": "\(fault)", "statement": statement,
                    "message": fault.message,
                ])
            return Problem(500, "internal")
        }
    }
}
