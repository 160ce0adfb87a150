import Base
import Store

/// Runs a transaction's body again after a conflict or a lost connection, a bounded number of times.
struct Tries {
    private let seat: Seat
    private let opening: [SQL]
    private let readOnly: Bool
    private let memory: ScopedMemory

    init(on seat: Seat, opening: [SQL], readOnly: Bool, _ memory: ScopedMemory) {
        self.seat = seat
        self.memory = memory
        self.opening = opening
        self.readOnly = readOnly
    }

    func run<Result>(_ body: (borrowing Transaction) throws -> Result) throws -> Result {
        var tries = 1
        while true {
            let fault: Fault
            switch once(body) {
            case .success(let result): return result
            case .failure(let error): fault = error
            }
            guard let again = fault.again, tries < Limits.transactionAttemptsMax else {
                throw fault.thrown
            }
            if case .afterPause = again { restThread(microseconds: pause(tries)) }
            seat.countRetry()
            tries += 1
        }
    }

    /// Why one try failed: what its caller would see, and whether another try makes sense.
    private struct Fault: Error {
        enum Again {
            case atOnce
            case afterPause
        }
        let thrown: any Error
        let again: Again?
    }

    private func once<Result>(_ body: (borrowing Transaction) throws -> Result) -> Swift.Result<Result, Fault>
    {
        let connection: Connection
        do { connection = try seat.open() } catch {
            return .failure(Fault(thrown: error, again: .afterPause))
        }
        let attempt = Attempt(on: connection, opening: opening, readOnly: readOnly, memory)
        do {
            let result = try body(Transaction(on: attempt))
            try attempt.commit()
            attempt.finish()
            return .success(result)
        } catch {
            attempt.rollback()
            return .failure(judge(error, attempt, connection))
        }
    }

    private func judge(_ error: any Error, _ attempt: Attempt, _ connection: Connection) -> Fault {
        guard let failure = attempt.failure else { return Fault(thrown: error, again: nil) }
        if attempt.outcomeUnknown, !readOnly {
            let unknown = DatabaseError(
                kind: .outcomeUnknown, message: "the connection was lost while committing: \(failure.message)"
            )
            return Fault(thrown: unknown, again: nil)
        }
        if failure.isStaleStatement {
            do { try connection.forgetStatements() } catch { return Fault(thrown: error, again: .afterPause) }
            return Fault(thrown: failure, again: .atOnce)
        }
        switch failure.kind {
        case .conflict, .connection: return Fault(thrown: failure, again: .afterPause)
        default: return Fault(thrown: error, again: nil)
        }
    }

    /// 5 to 10 ms, then twice and four times as long; the jitter is the clock's last digits.
    private func pause(_ tries: Int) -> Int64 {
        let base = Int64(5_000) << Int64(tries - 1)
        return base + monotonicMicroseconds() % base
    }
}
